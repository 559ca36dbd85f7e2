import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { seededRandom } from '../../cloudfunctions/kernel/seeded-random'
import type { Reply } from '../../cloudfunctions/platform/contract'

const KILLS = Number(process.env.FUDIAN_KILLS ?? 30)
/** Half a second, unless the machine is busy with other things. */
const MS_FOR_EACH = 10_000
const MEMBERS = Array.from({ length: 12 }, (_, number) => `o-kill-${number}m`)
const FIRST_DAY_MS = Date.parse('2026-01-01T12:00:00+08:00')
const DAY_MS = 86_400_000

class Server {
  private child: ChildProcess | null = null
  private address = ''

  constructor(private readonly dataDir: string) {}

  async start(): Promise<void> {
    const program = join(__dirname, '../kit/cloud-process.ts')
    const child = spawn(process.execPath, ['--import', 'tsx', program, this.dataDir], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.child = child
    let output = ''
    child.stderr.on('data', (chunk: Buffer) => {
      output += chunk
    })
    this.address = await new Promise<string>((resolve, reject) => {
      child.stdout.on('data', (chunk: Buffer) => {
        output += chunk
        const address = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0]
        if (address) resolve(address)
      })
      child.once('exit', () => reject(new Error(`the server ended:\n${output}`)))
    })
  }

  async kill(): Promise<void> {
    const ended = once(this.child as ChildProcess, 'exit')
    this.child?.kill('SIGKILL')
    await ended
  }

  async post(path: string, body: unknown, openid?: string): Promise<Reply> {
    const headers = { 'content-type': 'application/json', ...(openid ? { 'x-wx-openid': openid } : {}) }
    const response = await fetch(this.address + path, { method: 'POST', headers, body: JSON.stringify(body) })
    return (await response.json()) as Reply
  }

  /** Null when there was no answer: it may have taken effect or not. */
  async command(openid: string, action: string, input: object, key: string): Promise<Reply | null> {
    return this.post('/functions/member', { action, input, key }, openid).catch(() => null)
  }
}

test(
  `every acknowledged check-in is there once after ${KILLS} kills under load`,
  async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'killed-'))
    const server = new Server(join(dataDir, 'data'))
    const random = seededRandom(7)
    await server.start()
    for (const openid of MEMBERS) {
      expect(await server.command(openid, 'members.join', { consentVersion: '1' }, 'join')).toMatchObject({ ok: true })
    }
    let answeredBeforeKill = 0
    let unanswered = 0
    for (let day = 0; day < KILLS; day += 1) {
      const clock = { now: new Date(FIRST_DAY_MS + day * DAY_MS).toISOString() }
      await server.post('/_local/clock', clock)
      // The kill comes when so many have been answered, while the others are under way.
      let toAnswer = Math.floor(random() * (MEMBERS.length + 1))
      let strike = () => {}
      const struck = new Promise<void>((resolve) => {
        strike = resolve
      })
      if (toAnswer === 0) setTimeout(strike, random() * 20)
      const sending = MEMBERS.map(async (openid) => {
        const reply = await server.command(openid, 'check-in.perform', {}, `day-${day}`)
        toAnswer -= 1
        if (toAnswer === 0) strike()
        return reply
      })
      await struck
      await server.kill()
      const first = await Promise.all(sending)
      await server.start()
      await server.post('/_local/clock', clock)
      for (const [number, openid] of MEMBERS.entries()) {
        const again = await server.command(openid, 'check-in.perform', {}, `day-${day}`)
        expect(again).toMatchObject({ ok: true, data: { streakDays: day + 1 } })
        const before = first[number]
        if (!before) unanswered += 1
        else {
          answeredBeforeKill += 1
          expect({ ...again, requestId: '' }).toEqual({ ...before, requestId: '' })
        }
      }
    }
    // Kills that came before every answer, or after every one, would have shown nothing.
    expect(answeredBeforeKill).toBeGreaterThan(KILLS)
    expect(unanswered).toBeGreaterThan(KILLS)
    for (const openid of MEMBERS) {
      const items: { kind: string; points: number }[] = []
      let cursor: string | null = null
      do {
        const input = { limit: 50, ...(cursor ? { cursor } : {}) }
        const reply = await server.post('/functions/member', { action: 'points.statement', input }, openid)
        const { data } = reply as { data: { items: typeof items; next: string | null } }
        items.push(...data.items)
        cursor = data.next
      } while (cursor)
      // Over years of days points also end.
      expect(items.filter(({ kind }) => kind === 'accrual')).toHaveLength(KILLS + 1)
      const me = await server.post('/functions/member', { action: 'members.me', input: {} }, openid)
      expect(me).toMatchObject({ data: { points: { available: items.reduce((sum, { points }) => sum + points, 0) } } })
    }
    const verified = await server.post('/functions/ops', { action: 'ops.verify-ledger', input: {} })
    expect(verified).toMatchObject({ ok: true, data: { checked: MEMBERS.length, findings: [], next: null } })
    await server.kill()
    rmSync(dataDir, { recursive: true })
  },
  MS_FOR_EACH * KILLS + 60_000,
)
