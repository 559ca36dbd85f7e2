import { faultyStore } from '../../../../test/kit/faulty-store'
import { held } from '../../../../test/kit/held-store'
import { assertLedgerHolds } from '../../../../test/kit/ledger-holds'
import { codeOf, dataOf, joined, Programme } from '../../../../test/kit/programme'
import { spend } from '../../../../test/kit/spend'
import { MemoryStore } from '../../../adapters/memory/memory-store'
import { accounts } from '../../ledger/store'
import { batches } from './store'

const by = { reason: '开业周年', operator: '小王' }
const oops = { reason: '送错了', operator: '店长' }

async function shop(count: number, store = new MemoryStore()) {
  const programme = await Programme.start({ store })
  const ids: string[] = []
  for (let at = 0; at < count; at += 1) ids.push((await joined(programme, `o-${at}`)).memberId)
  const ops = programme.ops()
  const available = async (id: string) => (await store.get(accounts, `${id}.1`))?.available ?? 0
  const total = async () => {
    const page = await store.find(accounts, { index: 'byMember', limit: 1_000 })
    return page.items.reduce((sum, account) => sum + account.available, 0)
  }
  return { programme, store, ops, ids, available, total }
}

/** Lets the timer run until nothing is left to do. */
async function settle(programme: Programme): Promise<void> {
  for (let minute = 0; minute < 5; minute += 1) {
    programme.nowMs += 120_000
    await programme.tick()
  }
}

const batchIdOf = (reply: { batchId: string | null }) => reply.batchId ?? ''

describe('ops.grant', () => {
  test('gives each member the points once, however often it is listed and asked for', async () => {
    const { programme, ops, ids, available, total } = await shop(45)
    const audience = { memberIds: [...ids, ...ids.slice(0, 10)] }
    const send = () => ops('ops.grant', { kind: 'points', points: 20, audience, ...by }, 'grant-1')
    const replies = await Promise.all(Array.from({ length: 5 }, send))
    for (const reply of replies)
      expect(dataOf(reply)).toEqual({ ...dataOf(replies[0] as never), members: 45, points: 900 })
    await settle(programme)
    expect(dataOf(await send())).toEqual(dataOf(replies[0] as never))
    const batchId = batchIdOf(dataOf(await send()))
    expect(dataOf(await ops('ops.batch', { batchId }))).toMatchObject({
      state: 'granted',
      granted: { members: 45, points: 900 },
      skipped: 0,
      exceptions: [],
    })
    expect(await Promise.all(ids.map(available))).toEqual(ids.map(() => 70))
    expect(await total()).toBe(45 * 70)
    const { items } = dataOf(await programme.member('o-3')('points.statement', {}))
    expect(items[0]).toMatchObject({ kind: 'accrual', points: 20, title: '赠送积分：开业周年' })
    await assertLedgerHolds(programme)
  })

  test('a dry run counts and gives nothing', async () => {
    const { programme, store, ops, total } = await shop(3)
    const dry = { kind: 'points', points: 20, audience: { all: true }, ...by, dryRun: true } as const
    expect(dataOf(await ops('ops.grant', dry))).toEqual({ batchId: null, members: 3, points: 60, coupons: 0 })
    expect([await total(), await store.count(batches, {})]).toEqual([150, 0])
    await assertLedgerHolds(programme)
  })

  test('for all goes to who had joined by then, and to nobody else', async () => {
    const { programme, ops, available, ids } = await shop(25)
    programme.nowMs += 1_000
    const all = { kind: 'points', points: 5, audience: { all: true }, ...by } as const
    const { batchId } = dataOf(await ops('ops.grant', all))
    programme.nowMs += 1_000
    const later = await joined(programme, 'o-later')
    await settle(programme)
    expect(await available(later.memberId)).toBe(50)
    expect(await Promise.all(ids.map(available))).toEqual(ids.map(() => 55))
    expect(dataOf(await ops('ops.batch', { batchId: batchId ?? '' })).granted).toEqual({
      members: 25,
      points: 125,
      coupons: 0,
    })
    await assertLedgerHolds(programme)
  })

  test('skips an account that a hand has touched, says so, and does not give it later', async () => {
    const { programme, store, ops, ids, available } = await shop(3)
    const [broken = ''] = ids
    await store.update(accounts, { _id: `${broken}.1` }, { set: { available: 9_999 } })
    const grant = { kind: 'points', points: 5, audience: { memberIds: ids }, ...by } as const
    const batchId = batchIdOf(dataOf(await ops('ops.grant', grant, 'grant-1')))
    await store.update(accounts, { _id: `${broken}.1` }, { set: { available: 50 } })
    await settle(programme)
    dataOf(await ops('ops.grant', grant, 'grant-1'))
    expect(dataOf(await ops('ops.batch', { batchId }))).toMatchObject({
      granted: { members: 2, points: 10 },
      skipped: 1,
      exceptions: [{ memberId: broken, what: 'not_granted', why: 'account_frozen', points: 5 }],
    })
    expect(await available(broken)).toBe(50)
    await assertLedgerHolds(programme)
  })

  test('refuses strangers, nobody, too many, and a key of another grant', async () => {
    const { store, ops, ids } = await shop(2)
    const grant = (audience: object, more = {}, key?: string) =>
      ops('ops.grant', { kind: 'points', points: 5, audience, ...by, ...more } as never, key)
    expect(await grant({ memberIds: [...ids, 'nobody', 'nothing'] })).toMatchObject({
      code: 'no_such_member',
      params: { missing: 2, first: 'nobody' },
    })
    for (const audience of [
      {},
      { memberIds: [] },
      { memberIds: Array(501).fill('x') },
      { all: false },
      { all: true, memberIds: ids },
    ])
      expect(await grant(audience)).toMatchObject({
        code: 'invalid_input',
        params: { path: expect.stringMatching(/^input\.audience/) },
      })
    for (const points of [0, -5, 0.5, 2 ** 53])
      expect(codeOf(await grant({ all: true }, { points }))).toBe('invalid_input')
    expect(await store.count(batches, {})).toBe(0)
    dataOf(await grant({ memberIds: ids }, {}, 'grant-1'))
    expect(codeOf(await grant({ memberIds: ids }, { points: 6 }, 'grant-1'))).toBe('key_reused_with_other_input')
    expect(await store.count(batches, {})).toBe(1)
  })
})

describe('ops.undo-grant', () => {
  test('takes back what is unspent, lists what is spent, and leaves nobody below nothing', async () => {
    const { programme, ops, ids, available, total } = await shop(5)
    const grant = { kind: 'points', points: 100, audience: { memberIds: ids }, ...by } as const
    const batchId = batchIdOf(dataOf(await ops('ops.grant', grant)))
    const [untouched = '', some = '', all = '', welcome = ''] = ids
    expect(await spend(programme, some, 90, 's-1')).toBe('spent')
    expect(await spend(programme, all, 150, 's-2')).toBe('spent')
    expect(await spend(programme, welcome, 50, 's-3')).toBe('spent')
    const undo = () => ops('ops.undo-grant', { batchId, ...oops }, 'undo-1')
    for (const reply of await Promise.all(Array.from({ length: 5 }, undo))) expect(dataOf(reply)).toEqual({ batchId })
    await settle(programme)
    expect(dataOf(await undo())).toEqual({ batchId })
    const shown = dataOf(await ops('ops.batch', { batchId }))
    expect(shown).toMatchObject({
      state: 'undone',
      granted: { members: 5, points: 500 },
      takenBack: { members: 4, points: 360 },
      kept: { members: 2, points: 140 },
      undo: oops,
    })
    expect([...shown.exceptions].sort((one, other) => one.points - other.points)).toEqual([
      { memberId: some, what: 'not_taken_back', why: 'spent_or_ended', points: 40, coupons: 0 },
      { memberId: all, what: 'not_taken_back', why: 'spent_or_ended', points: 100, coupons: 0 },
    ])
    expect(await Promise.all([untouched, some, all, welcome].map(available))).toEqual([50, 0, 0, 0])
    expect(await total()).toBe(5 * 50 + 500 - 290 - 360)
    expect(codeOf(await ops('ops.undo-grant', { batchId, ...oops }))).toBe('already_undone')
    expect(codeOf(await ops('ops.undo-grant', { batchId: 'none', ...oops }))).toBe('no_such_batch')
    expect(codeOf(await ops('ops.undo-grant', { batchId: 'none', ...oops }, 'undo-1'))).toBe(
      'key_reused_with_other_input',
    )
    expect(codeOf(await ops('ops.batch', { batchId: 'none' }))).toBe('no_such_batch')
    await assertLedgerHolds(programme)
  })

  test('stops a grant that is still being given', async () => {
    const { programme, store, ops, ids, total } = await shop(60)
    const grant = { kind: 'points', points: 100, audience: { memberIds: ids }, ...by } as const
    const granting = ops('ops.grant', grant, 'grant-1')
    const running = async (): Promise<string> => {
      for (let turn = 0; turn < 10_000; turn += 1) {
        const page = await store.find(batches, { index: 'byOpen', limit: 1 })
        const [batch] = page.items
        if (batch && batch.version > 0) return batch._id
        await new Promise((resolve) => setImmediate(resolve))
      }
      throw new Error('the grant never began')
    }
    const batchId = await running()
    dataOf(await ops('ops.undo-grant', { batchId, ...oops }))
    dataOf(await granting)
    await settle(programme)
    const shown = dataOf(await ops('ops.batch', { batchId }))
    expect(shown.state).toBe('undone')
    expect(shown.takenBack).toEqual(shown.granted)
    expect(shown.granted.members).toBeGreaterThan(0)
    expect(await total()).toBe(60 * 50)
    await assertLedgerHolds(programme)
  })

  test('begun while a slice is written down, is not forgotten', async () => {
    const { programme, store, ops, ids, total } = await shop(30)
    const slow = held(store, 'batches')
    const grant = { kind: 'points', points: 100, audience: { memberIds: ids }, ...by } as const
    const granting = new Programme({ store: slow.store }).ops()('ops.grant', grant, 'grant-1')
    await slow.reached
    const [batch] = (await store.find(batches, { index: 'byOpen', limit: 1 })).items
    const batchId = batch?._id ?? ''
    dataOf(await ops('ops.undo-grant', { batchId, ...oops }))
    slow.release()
    dataOf(await granting)
    await settle(programme)
    expect(dataOf(await ops('ops.batch', { batchId }))).toMatchObject({
      state: 'undone',
      granted: { members: 20, points: 2_000 },
      takenBack: { members: 20, points: 2_000 },
    })
    expect(await total()).toBe(30 * 50)
    await assertLedgerHolds(programme)
  })

  test('raced with members who spend, the sums of the batch are those of the accounts', async () => {
    for (let seed = 1; seed <= 5; seed += 1) {
      const { programme, store, ops, ids, total } = await shop(30)
      const grant = { kind: 'points', points: 100, audience: { memberIds: ids }, ...by } as const
      const batchId = batchIdOf(dataOf(await ops('ops.grant', grant)))
      const slow = faultyStore(store, { error: 0, lostReply: 0, late: 0 }, seed)
      const busy = new Programme({ store: slow.store, seed })
      const before = await total()
      const [, ...spendings] = await Promise.all([
        busy.ops()('ops.undo-grant', { batchId, ...oops }),
        ...ids.map(async (id, at) => {
          for (let turn = 0; turn < at * 4; turn += 1) await new Promise((resolve) => setImmediate(resolve))
          return spend(busy, id, 51 + at, `spend-${at}`)
        }),
      ])
      await settle(programme)
      const spent = spendings.reduce((sum, result, at) => sum + (result === 'spent' ? 51 + at : 0), 0)
      const shown = dataOf(await ops('ops.batch', { batchId }))
      expect(shown.takenBack.points + shown.kept.points).toBe(shown.granted.points)
      expect(await total()).toBe(before - spent - shown.takenBack.points)
      expect(new Set(spendings)).toEqual(new Set(['spent', 'insufficient_points']))
      expect(shown.kept.points).toBeGreaterThan(0)
      await assertLedgerHolds(programme)
    }
  })

  test('under lost, late and failing calls, with functions that end in the middle, nothing is given or taken twice', async () => {
    for (let seed = 1; seed <= 4; seed += 1) {
      const { programme, store, ops, total } = await shop(45)
      const faulty = faultyStore(store, { error: 15, lostReply: 15, late: 15 }, seed)
      const bad = new Programme({ store: faulty.store, seed })
      const grant = { kind: 'points', points: 100, audience: { all: true }, ...by } as const
      const until = async <T extends { ok: boolean }>(send: () => Promise<T>): Promise<T> => {
        for (let tried = 0; tried < 30; tried += 1) {
          const reply = await send()
          if (reply.ok) return reply
          bad.nowMs += 100_000
        }
        throw new Error('never answered')
      }
      const batchId = batchIdOf(dataOf(await until(() => bad.ops()('ops.grant', grant, 'grant-1'))))
      for (let minute = 0; minute < 4; minute += 1) {
        bad.nowMs += 100_000
        await bad.tick()
      }
      expect(dataOf(await until(() => bad.ops()('ops.grant', grant, 'grant-1'))).batchId).toBe(batchId)
      await faulty.quiet()
      programme.nowMs = bad.nowMs
      await settle(programme)
      expect(dataOf(await ops('ops.batch', { batchId })).granted).toEqual({ members: 45, points: 4_500, coupons: 0 })
      expect(await total()).toBe(45 * 150)
      dataOf(await until(() => bad.ops()('ops.undo-grant', { batchId, ...oops }, 'undo-1')))
      for (let minute = 0; minute < 4; minute += 1) {
        bad.nowMs += 100_000
        await bad.tick()
      }
      await faulty.quiet()
      programme.nowMs = bad.nowMs
      await settle(programme)
      expect(dataOf(await ops('ops.batch', { batchId }))).toMatchObject({
        state: 'undone',
        takenBack: { members: 45, points: 4_500 },
        kept: { members: 0, points: 0 },
      })
      expect(await total()).toBe(45 * 50)
      await assertLedgerHolds(programme)
    }
  })
})
