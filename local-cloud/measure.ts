import { fork } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startLocalCloud } from './index'

/** `tsx local-cloud/measure.ts`: starts local-cloud as a process of its own and prints what it costs. */
const callers = 32
const small = 1_000
const large = 100_000

const cloudJson = {
  schema: 1,
  collections: [
    { name: 'small', indexes: [{ name: 'byOwner', fields: ['owner'], unique: false }] },
    { name: 'large', indexes: [{ name: 'byOwner', fields: ['owner'], unique: false }] },
  ],
  functions: [],
}

interface Usage {
  readonly cpuMs: number
  readonly rssMb: number
}

interface GatewayReply {
  readonly code?: string
  readonly message?: string
  readonly data?: { updated?: number; list?: unknown[] }
}

type Order = { import: 'small' | 'large'; count: number } | 'usage' | 'close'

/** About 1 KB, half of it words that repeat and half of it digits that do not, as in an account with its entries. */
function documentOf(at: number) {
  const entries = Array.from({ length: 6 }, (_, nth) => ({
    seq: nth,
    kind: 'accrual',
    points: at % 97,
    atMs: 1_700_000_000_000 + at,
    hash: createHash('sha256').update(`${at}|${nth}`).digest('hex'),
  }))
  return { _id: `d${String(at).padStart(7, '0')}`, owner: `o${at % 1_000}`, version: 0, entries, note: 'x'.repeat(100) }
}

async function serve(dir: string): Promise<void> {
  const functionsDir = path.join(dir, 'functions')
  mkdirSync(functionsDir)
  writeFileSync(path.join(functionsDir, 'cloud.json'), JSON.stringify(cloudJson))
  const cloud = await startLocalCloud({ dataDir: path.join(dir, 'data'), functionsDir, port: 0 })
  await cloud.deploy()
  const { token } = cloud.openSession()
  process.on('message', async (order: Order) => {
    if (order === 'close') {
      await cloud.close()
      process.exit()
    }
    if (order !== 'usage') {
      const batch = 2_000
      for (let at = 0; at < order.count; at += batch)
        await cloud.importDocuments(
          order.import,
          Array.from({ length: batch }, (_, nth) => documentOf(at + nth)),
        )
    }
    const { user, system } = process.cpuUsage()
    process.send?.({ cpuMs: (user + system) / 1_000, rssMb: process.memoryUsage().rss / 1_048_576 } satisfies Usage)
  })
  process.send?.({ url: cloud.sdkUrl, token })
}

class Server {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: callers })
  private readonly child: ReturnType<typeof fork>
  private url = ''
  private token = ''

  constructor(dir: string) {
    this.child = fork(__filename, ['serve', dir])
  }

  async ready(): Promise<void> {
    Object.assign(this, await this.heard<{ url: string; token: string }>())
  }

  private heard<T>(): Promise<T> {
    return new Promise((resolve) => this.child.once('message', (message) => resolve(message as T)))
  }

  order(order: Order): Promise<Usage> {
    this.child.send(order)
    return this.heard<Usage>()
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('exit', resolve))
    this.child.send('close')
    await ended
    this.agent.destroy()
  }

  async post(action: string, body: object): Promise<void> {
    const text = JSON.stringify({ action, wxCloudApiToken: this.token, ...body })
    const reply = await new Promise<string>((resolve, reject) => {
      const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }
      const sent = request(this.url, { method: 'POST', agent: this.agent, headers }, (response) => {
        let reply = ''
        response.setEncoding('utf8')
        response.on('data', (chunk) => {
          reply += chunk
        })
        response.on('end', () => resolve(reply))
      })
      sent.on('error', reject)
      sent.end(text)
    })
    const { code, message, data } = JSON.parse(reply) as GatewayReply
    const isEmpty = data?.updated === 0 || data?.list?.length === 0
    if (code || isEmpty) throw new Error(`${action}: ${code ?? 'nothing found'} ${message ?? ''} ${text.slice(0, 300)}`)
  }
}

async function together(times: number, work: (at: number) => Promise<void>): Promise<void> {
  let next = 0
  const caller = async () => {
    while (next < times) await work(next++)
  }
  await Promise.all(Array.from({ length: callers }, caller))
}

async function timed(server: Server, name: string, times: number, work: (at: number) => Promise<void>) {
  const before = await server.order('usage')
  const startedMs = performance.now()
  await together(times, work)
  const seconds = (performance.now() - startedMs) / 1_000
  const after = await server.order('usage')
  const cpu = (after.cpuMs - before.cpuMs) / times
  console.log(`${name.padEnd(46)} ${Math.round(times / seconds)}/s`.padEnd(62), `${cpu.toFixed(3)} ms CPU each`)
}

const insert = (server: Server) => (at: number) => {
  const data = [JSON.stringify({ ...documentOf(at), _id: `n${at}` })]
  return server.post('database.insertDocument', { collectionName: 'small', data })
}

const update = (server: Server, size: number, collectionName: string) => (at: number) => {
  const query = JSON.stringify({ _id: documentOf(at % size)._id, version: { $gte: 0 } })
  const data = JSON.stringify({ $inc: { version: 1 } })
  return server.post('database.modifyDocument', {
    collectionName,
    queryType: 'WHERE',
    query,
    data,
    multi: false,
    merge: true,
  })
}

const read = (server: Server, size: number, collectionName: string) => (at: number) => {
  const query = JSON.stringify({ _id: documentOf((at * 7_919) % size)._id })
  return server.post('database.getDocument', { collectionName, queryType: 'DOC', query })
}

async function measure(): Promise<void> {
  const dir = mkdtempSync(path.join(tmpdir(), 'local-cloud-measure-'))
  const server = new Server(dir)
  try {
    await server.ready()
    await server.order({ import: 'small', count: small })
    await timed(server, '(warming up)', 5_000, read(server, small, 'small'))
    await timed(server, `read by id among ${small}`, 20_000, read(server, small, 'small'))
    await timed(server, `durable conditional update, ${callers} callers`, 10_000, update(server, small, 'small'))
    await timed(server, `durable insert of 1 KB, ${callers} callers`, 10_000, insert(server))
    const { rssMb } = await server.order({ import: 'large', count: large })
    console.log(`${`memory after importing ${large} documents`.padEnd(46)} ${Math.round(rssMb)} MB RSS`)
    await timed(server, `read by id among ${large}`, 20_000, read(server, large, 'large'))
    await timed(server, `durable conditional update among ${large}`, 10_000, update(server, large, 'large'))
    const usage = await server.order('usage')
    console.log(`${'memory at the end'.padEnd(46)} ${Math.round(usage.rssMb)} MB RSS`)
  } finally {
    await server.close()
    rmSync(dir, { recursive: true, force: true })
  }
}

if (process.argv[2] === 'serve') void serve(process.argv[3] as string)
else void measure()
