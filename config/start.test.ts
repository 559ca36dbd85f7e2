import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from './paths'

const base = mkdtempSync(join(tmpdir(), 'start-'))
const children: ChildProcess[] = []
afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(base, { recursive: true, force: true })
})

interface Started {
  child: ChildProcess
  /** Everything it has said so far. */
  said: () => string
  ended: Promise<number | null>
  /** Resolves once it has said something like this. */
  heard: (pattern: RegExp) => Promise<string>
}

function start(args: readonly string[], env: Record<string, string>): Started {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { PATH: process.env.PATH, FUDIAN_DEMO: '0', PORT: '0', ...env },
  })
  children.push(child)
  let text = ''
  const listeners = new Set<() => void>()
  const hear = (chunk: Buffer) => {
    text += chunk.toString('utf8')
    for (const listener of listeners) listener()
  }
  child.stdout?.on('data', hear)
  child.stderr?.on('data', hear)
  const ended = new Promise<number | null>((done) => child.on('close', done))
  const heard = (pattern: RegExp) =>
    new Promise<string>((done, fail) => {
      const look = () => {
        const found = pattern.exec(text)
        if (found) done(found[1] ?? found[0])
      }
      listeners.add(look)
      look()
      ended.then(() => fail(new Error(`ended without saying ${pattern}: ${text}`)))
    })
  return { child, said: () => text, ended, heard }
}

const program = ['config/start.cjs']

describe('npm start refuses in one line', () => {
  const refused = async (args: readonly string[], env: Record<string, string>) => {
    const started = start(args, env)
    expect(await started.ended).toBe(1)
    expect(started.said().trim()).not.toContain('\n')
    return started.said()
  }

  it('an unknown flag', async () => {
    expect(await refused([...program, '--frsh'], { FUDIAN_DATA: join(base, 'flag') })).toContain('--frsh')
    expect(existsSync(join(base, 'flag'))).toBe(false)
  })

  it('an old Node', async () => {
    const pretend =
      "Object.defineProperty(process.versions, 'node', { value: '18.20.0' }); require('./config/start.cjs')"
    expect(await refused(['-e', pretend], {})).toContain('18.20.0')
  })

  it('dependencies that are not installed', async () => {
    const bare = join(base, 'bare')
    cpSync(join(root, 'config/start.cjs'), join(bare, 'start.cjs'))
    expect(await refused([join(bare, 'start.cjs')], {})).toContain('npm ci')
  })

  it('a port in use', async () => {
    const other = createServer()
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done))
    const address = other.address()
    const PORT = String(typeof address === 'object' ? address?.port : 0)
    expect(await refused(program, { PORT, FUDIAN_DATA: join(base, 'port') })).toContain(PORT)
    other.close()
  })

  it('a folder that is not its own', async () => {
    writeFileSync(join(base, 'holiday.jpg'), '')
    expect(await refused([...program, '--fresh'], { FUDIAN_DATA: base })).toContain('没有删除任何东西')
    expect(existsSync(join(base, 'holiday.jpg'))).toBe(true)
  })
})

describe('npm start', () => {
  it('answers before the builds end, keeps its folder to itself, and ends cleanly when asked to', async () => {
    const FUDIAN_DATA = join(base, 'data')
    const first = start(program, { FUDIAN_DATA })
    const address = await first.heard(/进度见 (\S+)/)
    expect((await fetch(address)).status).toBe(200)
    const progress = (await (await fetch(`${address}_progress`)).json()) as { steps: { id: string }[] }
    expect(progress.steps.map(({ id }) => id)).toEqual(expect.arrayContaining(['functions', 'data', 'h5']))

    const second = start([...program, '--fresh'], { FUDIAN_DATA })
    expect(await second.ended).toBe(1)
    expect(second.said()).toContain(String(first.child.pid))

    const { masterKey } = JSON.parse(readFileSync(join(FUDIAN_DATA, 'env.json'), 'utf8'))
    first.child.kill('SIGTERM')
    expect(await first.ended).toBe(0)

    const again = start(program, { FUDIAN_DATA })
    await again.heard(/进度见/)
    again.child.kill('SIGINT')
    expect(await again.ended).toBe(0)
    expect(JSON.parse(readFileSync(join(FUDIAN_DATA, 'env.json'), 'utf8')).masterKey).toBe(masterKey)
  }, 30_000)
})
