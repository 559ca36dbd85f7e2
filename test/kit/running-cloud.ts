import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { ActionName, Data, Input } from '../../cloudfunctions/api'
import type { Step } from '../../config/progress'

const root = resolve(__dirname, '../..')
/** The builds are there before the tests begin; what is left is a start of a few seconds, on a busy machine of more. */
const READY_WITHIN_MS = 60_000

/** One HTTP exchange, by node:http and not by fetch: jsdom, which some tests run in, has no fetch. */
function exchange(address: string, method: string, path: string, body?: unknown, headers = {}): Promise<string> {
  return new Promise((done, fail) => {
    const sent = request(
      `${address}${path}`,
      { method, agent: false, headers: { 'content-type': 'application/json', ...headers } },
      (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk
        })
        response.on('error', fail)
        response.on('end', () =>
          response.statusCode === 200
            ? done(text)
            : fail(new Error(`${method} ${path} answered ${response.statusCode} ${text}`)),
        )
      },
    )
    sent.on('error', fail)
    sent.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

/** The data of one action asked at a door of the running server; rejects when it is refused. */
export type AskRunning = <A extends ActionName>(action: A, input: Input<A>) => Promise<Data<A>>

/** The product as `npm start` runs it: a process of its own, a data folder of its own, any free port, no demo. */
export class RunningCloud {
  private child: ChildProcess | undefined
  private port = 0

  private constructor(
    private readonly dataDir: string,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  /** Resolves when the server and its app can be used. */
  static async start(env: Readonly<Record<string, string>> = {}): Promise<RunningCloud> {
    const cloud = new RunningCloud(mkdtempSync(join(tmpdir(), 'running-cloud-')), env)
    await cloud.begin()
    return cloud
  }

  get address(): string {
    return `http://127.0.0.1:${this.port}`
  }

  /** Ends the process, by default as an operator would, and starts it again on the same data and the same port. */
  async restart(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    await this.end(signal)
    await this.begin()
  }

  async close(): Promise<void> {
    await this.end('SIGTERM')
    rmSync(this.dataDir, { recursive: true, force: true })
  }

  /** What a door answers to an event, as that user or, without an openid, as the cloud console. */
  async call(door: string, event: unknown, openid?: string): Promise<unknown> {
    const headers = openid === undefined ? {} : { 'x-wx-openid': openid }
    return JSON.parse(await exchange(this.address, 'POST', `/functions/${door}`, event, headers))
  }

  member(openid: string): AskRunning {
    return (action, input) => this.ask('member', action, input, openid)
  }

  /** Somebody at the merchants' door. */
  staff(openid: string): AskRunning {
    return (action, input) => this.ask('merchant', action, input, openid)
  }

  ops(): AskRunning {
    return (action, input) => this.ask('ops', action, input)
  }

  /** local-cloud's own address: clock, faults, collections. */
  async local<T>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<T> {
    return JSON.parse(await exchange(this.address, method, `/_local/${path}`, body))
  }

  /** Stops the server's clock at a moment such as `2026-12-31T23:59:58+08:00`. */
  async setClock(now: string): Promise<void> {
    await this.local('POST', 'clock', { now })
  }

  /** Resolves when a step of the start, such as `demo`, is done. */
  async stepDone(id: string): Promise<void> {
    while ((await this.progress()).steps.find((step) => step.id === id)?.state !== 'done')
      await new Promise((done) => setTimeout(done, 200))
  }

  private async progress(): Promise<{ isReady: boolean; steps: readonly Step[] }> {
    const progress = JSON.parse(await exchange(this.address, 'GET', '/_progress')) as {
      isReady: boolean
      steps: readonly Step[]
    }
    const failed = progress.steps.find(({ state }) => state === 'failed')
    if (failed) throw new Error(`${failed.title}: ${failed.text}`)
    return progress
  }

  private async ask<A extends ActionName>(door: string, action: A, input: Input<A>, openid?: string): Promise<Data<A>> {
    const reply = (await this.call(door, { action, input, key: randomUUID() }, openid)) as {
      ok: boolean
      data: Data<A>
    }
    if (!reply.ok) throw new Error(`${action} was refused: ${JSON.stringify(reply)}`)
    return reply.data
  }

  private async begin(): Promise<void> {
    const child = spawn(process.execPath, [join(root, 'config/start.cjs')], {
      cwd: root,
      env: {
        ...process.env,
        // jest's own mark. The builds were made without it, and with it they would be made again.
        NODE_ENV: process.env.NODE_ENV === 'test' ? undefined : process.env.NODE_ENV,
        PORT: String(this.port),
        FUDIAN_DATA: this.dataDir,
        FUDIAN_DEMO: '0',
        // As under npm, it ends when the process that started it ends: a killed test run leaves no server behind.
        npm_lifecycle_event: 'start',
        ...this.env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.child = child
    let output = ''
    const keep = (chunk: Buffer) => {
      output += chunk
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)

    const deadlineMs = Date.now() + READY_WITHIN_MS
    try {
      while (!(await this.isReady(output))) {
        if (child.exitCode !== null || Date.now() > deadlineMs) throw new Error('the server did not become ready')
        await new Promise((done) => setTimeout(done, 100))
      }
    } catch (error) {
      child.kill('SIGKILL')
      throw new Error(`${error instanceof Error ? error.message : error}\n${output}`)
    }
  }

  private async isReady(output: string): Promise<boolean> {
    const said = /http:\/\/127\.0\.0\.1:(\d+)/.exec(output)
    if (!said) return false
    this.port = Number(said[1])
    return (await this.progress()).isReady
  }

  private async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const { child } = this
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }
}
