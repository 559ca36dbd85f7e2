import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { writeFunctions } from '../fixture/test-cloud'

const callers = 16

interface Owner {
  readonly child: ChildProcess
  readonly url: string
  readonly token: string
}

let root: string
let functionsDir: string
const running = new Set<ChildProcess>()

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'local-cloud-durability-'))
  functionsDir = path.join(root, 'functions')
  mkdirSync(functionsDir)
  writeFunctions(functionsDir, [])
})

afterEach(async () => {
  await Promise.all([...running].map(kill))
  rmSync(root, { recursive: true, force: true })
})

function spawnOwner(): ChildProcess {
  const program = path.join(__dirname, '../fixture/owner-process.ts')
  const child = spawn(process.execPath, [
    '--require',
    require.resolve('tsx/cjs'),
    program,
    path.join(root, 'data'),
    functionsDir,
  ])
  running.add(child)
  return child
}

function text(child: ChildProcess, stream: 'stdout' | 'stderr'): Promise<string> {
  return new Promise((resolve) => child[stream]?.once('data', (chunk) => resolve(String(chunk))))
}

async function startOwner(): Promise<Owner> {
  const child = spawnOwner()
  const line = await Promise.race([
    text(child, 'stdout'),
    text(child, 'stderr').then((said) => Promise.reject(new Error(said))),
  ])
  return { child, ...(JSON.parse(line) as { url: string; token: string }) }
}

async function kill(child: ChildProcess): Promise<void> {
  running.delete(child)
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await ended
}

async function post({ url, token }: Owner, action: string, body: object): Promise<{ data?: Record<string, never> }> {
  const request = { action, collectionName: 'plain', wxCloudApiToken: token, ...body }
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(request) })
  return (await response.json()) as { data?: Record<string, never> }
}

interface Acknowledged {
  readonly ids: string[]
  counted: number
}

/** Inserts one document and counts one up, over and over, until the owner is gone. */
async function load(owner: Owner, run: number, acknowledged: Acknowledged): Promise<void> {
  const caller = async (nth: number) => {
    for (let at = 0; ; at++) {
      const id = `r${run}-${nth}-${at}`
      const inserted = await post(owner, 'database.insertDocument', { data: [JSON.stringify({ _id: id })] })
      if (inserted.data) acknowledged.ids.push(id)
      const change = { query: '{"_id":"sum"}', queryType: 'DOC', data: '{"$inc":{"n":1}}', merge: true }
      if ((await post(owner, 'database.modifyDocument', change)).data) acknowledged.counted++
    }
  }
  // Each caller ends when its connection breaks.
  await Promise.allSettled(Array.from({ length: callers }, (_, nth) => caller(nth)))
}

async function stored(owner: Owner, query: object): Promise<Record<string, unknown>[]> {
  const { data } = await post(owner, 'database.getDocument', {
    queryType: 'WHERE',
    query: JSON.stringify(query),
    limit: 1_000,
  })
  return (data as unknown as { list: string[] }).list.map((one) => JSON.parse(one))
}

test('what was acknowledged is there after SIGKILL, five times over, and the folder opens by itself', async () => {
  let owner = await startOwner()
  await post(owner, 'database.insertDocument', { data: ['{"_id":"sum","n":0}'] })
  let counted = 0
  for (let run = 0; run < 5; run++) {
    const acknowledged: Acknowledged = { ids: [], counted: 0 }
    const loading = load(owner, run, acknowledged)
    // The kill comes in the middle of the work, however slow the machine is.
    while (acknowledged.ids.length < 60 + run * 37) await new Promise((resolve) => setTimeout(resolve, 3))
    await kill(owner.child)
    await loading
    owner = await startOwner()
    for (let at = 0; at < acknowledged.ids.length; at += 500) {
      const ids = acknowledged.ids.slice(at, at + 500)
      expect(await stored(owner, { _id: { $in: ids } })).toHaveLength(ids.length)
    }
    counted += acknowledged.counted
    const [sum] = await stored(owner, { _id: 'sum' })
    const n = sum?.n as number
    expect(n).toBeGreaterThanOrEqual(counted)
    // A count that took effect without being acknowledged is allowed, once for each caller and kill.
    expect(n).toBeLessThanOrEqual(counted + callers)
    counted = n
  }
}, 120_000)

test('a file that was acknowledged is whole after SIGKILL, and of one that was not there is the old or the new', async () => {
  let owner = await startOwner()
  const contentOf = (n: number) => `${n} `.repeat(20_000)
  const filesOf = ({ url }: Owner) => `${new URL(url).origin}/_local/files`
  const upload = (path: string, n: number) =>
    fetch(`${filesOf(owner)}?path=${path}`, { method: 'POST', body: Buffer.from(contentOf(n)) as BodyInit })
  const stored: number[] = []
  const loading = (async () => {
    for (let n = 1; ; n++) {
      await Promise.all([upload(`once/${n}`, n), upload('again', n)])
      stored.push(n)
    }
  })().catch(() => {})
  while (stored.length < 40) await new Promise((resolve) => setTimeout(resolve, 3))
  await kill(owner.child)
  await loading
  owner = await startOwner()
  const read = async (path: string) => (await fetch(`${filesOf(owner)}/${path}`)).text()
  for (const n of stored) expect(await read(`once/${n}`)).toBe(contentOf(n))
  const newest = stored.at(-1) as number
  expect([contentOf(newest), contentOf(newest + 1)]).toContain(await read('again'))
}, 60_000)

test('a second process is refused with one line, while the first goes on', async () => {
  const owner = await startOwner()
  const second = spawnOwner()
  const said = await text(second, 'stderr')
  await new Promise((resolve) => second.once('exit', resolve))
  expect(second.exitCode).toBe(1)
  expect(said.trim().split('\n')).toHaveLength(1)
  expect(said).toContain(String(owner.child.pid))
  expect((await post(owner, 'database.insertDocument', { data: ['{"_id":"a"}'] })).data).toBeDefined()
}, 60_000)

test('of several processes that find a stale mark at once, one wins', async () => {
  await kill((await startOwner()).child)
  const rivals = Array.from({ length: 4 }, spawnOwner)
  const outcomes = await Promise.all(
    rivals.map((child) =>
      Promise.race([text(child, 'stdout').then(() => 'won'), text(child, 'stderr').then(() => 'refused')]),
    ),
  )
  expect(outcomes.sort()).toEqual(['refused', 'refused', 'refused', 'won'])
}, 60_000)
