import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ActionName, Data, Input } from '../../cloudfunctions/api'
import type { Reply } from '../../cloudfunctions/platform/contract'
import { type LocalCloud, startLocalCloud } from '../../local-cloud'
import { createCommands } from '../../src/shared/api/commands'
import { TEST_MASTER_KEY } from '../kit/test-key'
import { CalendarModel, WELCOME } from '../simulation/checks/calendar-model'

let cloud: LocalCloud
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'flows-'))
  cloud = await startLocalCloud({
    dataDir: join(folder, 'data'),
    functionsDir: join(__dirname, '../../dist/cloudfunctions'),
    port: 0,
    functionEnv: { FUDIAN_MASTER_KEY: TEST_MASTER_KEY },
  })
  await cloud.deploy()
  expect(await cloud.call('ops', { action: 'ops.init', input: {}, key: 'init' })).toMatchObject({ ok: true })
})
afterAll(async () => {
  await cloud.close()
  rmSync(folder, { recursive: true })
})

const local = async (method: string, path: string, body?: unknown) => {
  const response = await fetch(`${cloud.address}/_local/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return response.json()
}
const setClock = (now: string) => local('POST', 'clock', { now })

async function ask<A extends ActionName>(openid: string, action: A, input: Input<A>, key?: string): Promise<Reply> {
  return (await cloud.call('member', { action, input, key: key ?? `k-${Math.random()}` }, { openid })) as Reply
}
async function data<A extends ActionName>(openid: string, action: A, input: Input<A>): Promise<Data<A>> {
  const reply = await ask(openid, action, input)
  if (!reply.ok) throw new Error(`${action}: ${JSON.stringify(reply)}`)
  return reply.data as Data<A>
}

test('the doctor finds nothing, its probes of unique indexes included', async () => {
  const reply = (await cloud.call('ops', { action: 'ops.doctor', input: {} })) as Reply
  expect(reply).toMatchObject({ ok: true, data: { isHealthy: true, findings: [] } })
})

test('fifty joins and fifty check-ins at once: one member, one award, one success, one entry', async () => {
  await setClock('2026-03-10T10:00:00+08:00')
  const joins = await Promise.all(
    Array.from({ length: 50 }, () => ask('o-race', 'members.join', { consentVersion: '1' })),
  )
  expect(new Set(joins.map((reply) => JSON.stringify({ ...reply, requestId: '' }))).size).toBe(1)
  const taps = await Promise.all(Array.from({ length: 50 }, () => ask('o-race', 'check-in.perform', {})))
  expect(taps.filter((reply) => reply.ok)).toHaveLength(1)
  expect(taps.filter((reply) => !reply.ok && reply.code === 'already_checked_in')).toHaveLength(49)
  expect((await data('o-race', 'points.statement', {})).items.map(({ points }) => points)).toEqual([5, 50])
})

test('one command ten times with one key, one of them after midnight: ten equal replies', async () => {
  await setClock('2026-03-10T23:59:59.500+08:00')
  await data('o-ten', 'members.join', { consentVersion: '1' })
  const replies = await Promise.all(Array.from({ length: 9 }, () => ask('o-ten', 'check-in.perform', {}, 'same')))
  await setClock('2026-03-11T00:00:00.100+08:00')
  replies.push(await ask('o-ten', 'check-in.perform', {}, 'same'))
  expect(new Set(replies.map((reply) => JSON.stringify({ ...reply, requestId: '' }))).size).toBe(1)
  expect((await data('o-ten', 'members.me', {})).points.available).toBe(55)
  expect(await data('o-ten', 'check-in.perform', {})).toMatchObject({ date: '2026-03-11', streakDays: 2 })
})

test("nobody's word for who they are counts but the platform's", async () => {
  const member = { action: 'members.me', input: {} }
  expect(await cloud.call('member', member)).toMatchObject({ ok: false, code: 'unauthorised' })
  const ops = { action: 'ops.verify-ledger', input: {} }
  // The door's own rule keeps phones out before the function is asked.
  await expect(cloud.call('ops', ops, { openid: 'o-race' })).rejects.toThrow('may not be called from a mini program')
  expect(await cloud.call('ops', ops, { source: 'wx_http' })).toMatchObject({ ok: false, code: 'unauthorised' })
  expect(await cloud.call('cron', {}, { source: 'wx_http' })).toEqual({ refused: 'unauthorised' })
})

test('the timer runs what is due, and only the timer', async () => {
  await local('POST', 'clock', { advanceMs: 60_000 })
  expect(await local('POST', 'timers/tick')).toMatchObject({})
  const log = (await local('GET', 'log?after=0&limit=500')) as { items: { function: string; reply: unknown }[] }
  const ticked = log.items.filter((item) => item.function === 'cron').map(({ reply }) => reply)
  expect(ticked).toContainEqual({ ran: expect.arrayContaining([{ job: 'members-finish-joins', done: 0 }]), failed: [] })
})

test('a hand edit through the console of balance, entry and page is named: member, entry or page, field', async () => {
  await setClock('2025-01-01T10:00:00+08:00')
  const { memberId } = await data('o-edited', 'members.join', { consentVersion: '1' })
  for (let day = 0; day < 50; day += 1) {
    await data('o-edited', 'check-in.perform', {})
    await local('POST', 'clock', { advanceMs: 86_400_000 })
  }
  const account = `${memberId}.1`
  const verify = async () => {
    const reply = (await cloud.call('ops', { action: 'ops.verify-ledger', input: { memberId } })) as Reply
    return (reply as { data: { findings: Record<string, unknown>[] } }).data.findings
  }
  const edit = async (collection: string, id: string, change: (document: never) => object) => {
    const path = `collections/${collection}/${encodeURIComponent(id)}`
    const before = await local('GET', path)
    await local('PUT', path, { ...before, ...change(before as never) })
    const findings = await verify()
    await local('PUT', path, before)
    expect(await verify()).toEqual([])
    return findings
  }
  type Entries = { points: number; seq: number }[]
  expect(await edit('accounts', account, () => ({ available: 99_999 }))).toEqual([
    expect.objectContaining({ memberId, account, field: 'available' }),
  ])
  const tail = await edit('accounts', account, ({ tail }: { tail: Entries }) => ({
    tail: tail.map((entry, at) => (at === 0 ? { ...entry, points: 500 } : entry)),
  }))
  expect(tail).toEqual([expect.objectContaining({ memberId, entry: 33, field: 'points' })])
  const page = `${account}|000000`
  const paged = await edit('journal', page, ({ entries }: { entries: Entries }) => ({
    entries: entries.map((entry, at) => (at === 3 ? { ...entry, points: 500 } : entry)),
  }))
  expect(paged).toEqual([expect.objectContaining({ memberId, page, entry: 4, field: 'points' })])
})

describe('with faults on', () => {
  afterAll(() => local('POST', 'faults', {}))

  test('a thousand commands of the real client with retries equal an independent tally', async () => {
    const openids = Array.from({ length: 20 }, (_, number) => `o-fault-${number}m`)
    await setClock('2026-05-01T10:00:00+08:00')
    await Promise.all(openids.map((openid) => data(openid, 'members.join', { consentVersion: '1' })))
    await local('POST', 'faults', { errorRate: 0.06, lostReplyRate: 0.06, lateApplyRate: 0.12, latencyMs: 1, seed: 42 })
    const clients = openids.map((openid) => {
      const stored = new Map<string, string>()
      return createCommands({
        door: 'member',
        caller: openid,
        lateRefusals: 'dropped',
        transport: (event) => cloud.call('member', event, { openid }),
        store: {
          keys: () => [...stored.keys()],
          get: (name) => stored.get(name) ?? null,
          set: (name, value) => stored.set(name, value),
          remove: (name) => stored.delete(name),
        },
        wait: () => new Promise((resolve) => setTimeout(resolve, 5)),
        nowMs: () => cloud.nowMs(),
        random: Math.random,
        onChange: () => {},
      })
    })
    const models = openids.map(() => ({ calendar: new CalendarModel(), balance: WELCOME, done: 0 }))
    for (let day = 0; day < 50; day += 1) {
      const date = new Date(cloud.nowMs() + 8 * 3_600_000).toISOString().slice(0, 10)
      await Promise.all(
        clients.map(async (client, number) => {
          const reply = await client.perform('check-in.perform', {})
          const model = models[number]
          if (!model) throw new Error('no model')
          const expected = model.calendar.tick(date)
          model.balance += expected.points
          model.done += 1
          expect(reply).toMatchObject({ ok: true, data: { date, ...expected, balance: model.balance } })
        }),
      )
      await local('POST', 'clock', { advanceMs: 86_400_000 })
    }
    const { fired } = (await local('GET', 'faults')) as { fired: Record<string, number> }
    for (const fault of ['error', 'lostReply', 'lateApply']) expect(fired[fault]).toBeGreaterThanOrEqual(100)
    await local('POST', 'faults', {})
    await new Promise((resolve) => setTimeout(resolve, 500))
    for (const [number, openid] of openids.entries()) {
      expect((await data(openid, 'members.me', {})).points.available).toBe(models[number]?.balance)
      expect((await data(openid, 'points.statement', { limit: 50 })).items).toHaveLength(50)
    }
    const verified = await cloud.call('ops', { action: 'ops.verify-ledger', input: {} })
    expect(verified).toMatchObject({ ok: true, data: { findings: [] } })
  }, 300_000)
})
