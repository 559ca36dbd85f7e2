import { faultyStore } from '../../../../test/kit/faulty-store'
import { held } from '../../../../test/kit/held-store'
import { assertLedgerHolds } from '../../../../test/kit/ledger-holds'
import { codeOf, dataOf, joined, Programme } from '../../../../test/kit/programme'
import { spend, workIn } from '../../../../test/kit/spend'
import { MemoryStore } from '../../../adapters/memory/memory-store'
import { seededRandom } from '../../../kernel/seeded-random'
import { publishVersion } from '../../../platform/published'
import { accounts } from '../../ledger/store'
import { carryOutRequest } from './carry-out'
import { type PointsRequest, requests } from './store'

const by = { reason: '补记八月消费', operator: '小王' }

async function shop() {
  const programme = await Programme.start()
  const { ask, memberId } = await joined(programme, 'o-mei')
  const available = async () => dataOf(await ask('members.me', {})).points.available
  return { programme, ops: programme.ops(), ask, memberId, available }
}

/** Settings that need no second pair of eyes up to so many points. */
async function approveAbove(programme: Programme, approvalAbovePoints: number): Promise<void> {
  const next = { kind: 'settings', id: 'programme', after: 1, body: { approvalAbovePoints }, nowMs: programme.nowMs }
  await publishVersion(programme.store, next)
  programme.nowMs += 60_000
  programme.ports.published.forget('settings', 'programme')
}

/** All replies to one request sent so many times at once. */
const together = <T>(times: number, send: () => Promise<T>) => Promise.all(Array.from({ length: times }, send))
const turns = async (count: number) => {
  for (let left = count; left > 0; left -= 1) await new Promise((resolve) => setImmediate(resolve))
}

const without = <T extends { requestId: string }>(reply: T) => ({ ...reply, requestId: '' })

describe('ops.adjust', () => {
  test('waits for another operator, who posts it with the reason the member reads', async () => {
    const { programme, ops, ask, memberId, available } = await shop()
    const asked = dataOf(await ops('ops.adjust', { memberId, points: 100, ...by }))
    expect(asked).toEqual({ requestId: expect.stringMatching(/^[0-9a-f]{24}$/), state: 'waiting' })
    expect(await available()).toBe(50)
    expect(dataOf(await ops('ops.requests', {})).items).toEqual([
      expect.objectContaining({ requestId: asked.requestId, memberId, points: 100, ...by, state: 'waiting' }),
    ])
    const { requestId } = asked
    const approved = dataOf(await ops('ops.approve', { requestId, operator: '店长' }))
    expect(approved).toEqual({ requestId, state: 'done', memberId, points: 100, seq: 2 })
    expect(await available()).toBe(150)
    expect(dataOf(await ops('ops.requests', {})).items).toEqual([])
    const [entry] = dataOf(await ask('points.statement', {})).items
    expect(entry).toMatchObject({ kind: 'adjustment', points: 100, title: '人工调整：补记八月消费', balance: 150 })
    expect(dataOf(await ask('points.explain', { seq: 2 })).sentence).toBe('人工调整：补记八月消费。')
    await assertLedgerHolds(programme)
  })

  test('below the limit is done at once, above it waits, whichever way it goes', async () => {
    const { programme, ops, memberId, available } = await shop()
    await approveAbove(programme, 30)
    for (const [points, state] of [
      [30, 'done'],
      [-30, 'done'],
      [31, 'waiting'],
      [-31, 'waiting'],
    ] as const)
      expect(dataOf(await ops('ops.adjust', { memberId, points, ...by })).state).toBe(state)
    expect(await available()).toBe(50)
    await assertLedgerHolds(programme)
  })

  test('with one key is one request, raced and long after it was decided', async () => {
    const { programme, ops, memberId, available } = await shop()
    const send = () => ops('ops.adjust', { memberId, points: 7, ...by }, 'adjust-1')
    const replies = await together(20, send)
    expect(new Set(replies.map((reply) => JSON.stringify(dataOf(reply)))).size).toBe(1)
    expect(await programme.store.count(requests, {})).toBe(1)
    const { requestId } = dataOf(await send())
    const approve = () => ops('ops.approve', { requestId, operator: '店长' }, 'approve-1')
    const approvals = await together(20, approve)
    expect(new Set(approvals.map((reply) => JSON.stringify(dataOf(reply)))).size).toBe(1)
    programme.advanceDays(400)
    expect(dataOf(await send())).toEqual({ requestId, state: 'waiting' })
    expect(dataOf(await approve())).toEqual(dataOf(approvals[0] as never))
    programme.advanceDays(-400)
    expect(await available()).toBe(57)
    expect(codeOf(await ops('ops.adjust', { memberId, points: 8, ...by }, 'adjust-1'))).toBe(
      'key_reused_with_other_input',
    )
    await assertLedgerHolds(programme)
  })

  test('that takes more than there is says what is missing', async () => {
    const { programme, ops, memberId, available } = await shop()
    expect(await ops('ops.adjust', { memberId, points: -51, ...by })).toMatchObject({
      code: 'insufficient_points',
      params: { missing: 1 },
    })
    expect(await programme.store.count(requests, {})).toBe(0)
    const { requestId } = dataOf(await ops('ops.adjust', { memberId, points: -50, ...by }))
    expect(await spend(programme, memberId, 20, 'spend-1')).toBe('spent')
    const approve = () => ops('ops.approve', { requestId, operator: '店长' }, 'approve-1')
    const refused = await approve()
    expect(refused).toMatchObject({ code: 'insufficient_points', params: { missing: 20 } })
    // What was refused after the decision stays refused, also when there are points again.
    const more = dataOf(await ops('ops.adjust', { memberId, points: 500, ...by }))
    dataOf(await ops('ops.approve', { requestId: more.requestId, operator: '店长' }))
    expect(without(await approve())).toEqual(without(refused))
    expect(await available()).toBe(530)
    await assertLedgerHolds(programme)
  })

  test.each([
    ['zero', { points: 0 }, 'input.points'],
    ['a fraction', { points: 0.5 }, 'input.points'],
    ['beyond 2^53', { points: 2 ** 53 }, 'input.points'],
    ['beyond the bound', { points: -1_000_000_001 }, 'input.points'],
    ['no reason', { reason: undefined }, 'input.reason'],
    ['an empty reason', { reason: '' }, 'input.reason'],
    ['half a character', { reason: '补记\ud83d' }, 'input.reason'],
    ['nobody', { operator: '' }, 'input.operator'],
  ])('refuses %s', async (_, wrong, path) => {
    const { programme, ops, memberId } = await shop()
    const reply = await ops('ops.adjust', { memberId, points: 1, ...by, ...wrong } as never)
    expect(reply).toMatchObject({ code: 'invalid_input', params: { path } })
    expect(await programme.store.count(requests, {})).toBe(0)
  })

  test('refuses who is no member; the longest reason fits', async () => {
    const { programme, ops, memberId } = await shop()
    expect(codeOf(await ops('ops.adjust', { memberId: 'nobody', points: 1, ...by }))).toBe('no_such_member')
    for (const reason of ['积'.repeat(60), '"'.repeat(60), '🧋'.repeat(30)]) {
      const { requestId } = dataOf(await ops('ops.adjust', { memberId, points: 1, ...by, reason }))
      dataOf(await ops('ops.approve', { requestId, operator: '店长' }))
    }
    await assertLedgerHolds(programme)
  })
})

describe('ops.approve and ops.reject', () => {
  test('refuse what does not exist, who asked for it, and what is decided', async () => {
    const { programme, ops, memberId, available } = await shop()
    expect(codeOf(await ops('ops.approve', { requestId: 'none', operator: '店长' }))).toBe('no_such_request')
    expect(codeOf(await ops('ops.reject', { requestId: 'none', reason: '无', operator: '店长' }))).toBe(
      'no_such_request',
    )
    const { requestId } = dataOf(await ops('ops.adjust', { memberId, points: 5, reason: '补', operator: 'Li Lei' }))
    for (const operator of ['Li Lei', 'li lei', 'ＬＩ　ＬＥＩ'])
      expect(codeOf(await ops('ops.approve', { requestId, operator }))).toBe('same_operator')
    const reject = () => ops('ops.reject', { requestId, reason: '不对', operator: 'Li Lei' }, 'reject-1')
    expect(dataOf(await reject())).toEqual({ requestId, state: 'rejected' })
    expect(dataOf(await reject())).toEqual({ requestId, state: 'rejected' })
    expect(codeOf(await ops('ops.approve', { requestId, operator: '店长' }))).toBe('already_decided')
    expect(codeOf(await ops('ops.reject', { requestId, reason: '再', operator: '店长' }))).toBe('already_decided')
    expect(codeOf(await ops('ops.reject', { requestId: 'other', reason: '不对', operator: '小王' }, 'reject-1'))).toBe(
      'key_reused_with_other_input',
    )
    expect(await available()).toBe(50)
    await assertLedgerHolds(programme)
  })

  test('raced by ten operators, one decides', async () => {
    const { programme, ops, memberId, available } = await shop()
    for (let round = 0; round < 10; round += 1) {
      const before = await available()
      const { requestId } = dataOf(await ops('ops.adjust', { memberId, points: 5, ...by }))
      const replies = await Promise.all(
        Array.from({ length: 10 }, (_, at) =>
          at % 2 === round % 2
            ? ops('ops.approve', { requestId, operator: `店长${at}` })
            : ops('ops.reject', { requestId, reason: '不', operator: `店长${at}` }),
        ),
      )
      expect(replies.filter(({ ok }) => ok)).toHaveLength(1)
      expect(replies.filter((reply) => !reply.ok && reply.code === 'already_decided')).toHaveLength(9)
      const request = await programme.store.get(requests, requestId)
      expect(await available()).toBe(before + (request?.state === 'done' ? 5 : 0))
    }
    await assertLedgerHolds(programme)
  })

  test('a decision whose function ended is carried out by the sweep', async () => {
    const { programme, ops, memberId, available } = await shop()
    const { requestId } = dataOf(await ops('ops.adjust', { memberId, points: 5, ...by }))
    const decision = { inputHash: 'x', operator: '店长', reason: '', atMs: programme.nowMs, expiresOn: '2027-12-31' }
    const set = { state: 'approved', decision, decisionKey: 'x', openSinceMs: programme.nowMs } as const
    await programme.store.update(requests, { _id: requestId }, { set })
    await programme.tick()
    expect(await available()).toBe(50)
    programme.nowMs += 120_000
    await programme.tick()
    expect(await available()).toBe(55)
    expect(await programme.store.get(requests, requestId)).toMatchObject({ state: 'done', openSinceMs: null })
    await assertLedgerHolds(programme)
  })

  test('what one function found impossible, no other posts: refused and posted are never both', async () => {
    const outcomes = new Set<string>()
    for (let seed = 1; seed <= 120; seed += 1) {
      const random = seededRandom(seed)
      const { programme, ops, memberId, available } = await shop()
      const { requestId } = dataOf(await ops('ops.adjust', { memberId, points: -50, ...by }))
      const decision = { inputHash: 'x', operator: '店长', reason: '', atMs: programme.nowMs, expiresOn: '2027-12-31' }
      const set = { state: 'approved', decision, decisionKey: 'x', openSinceMs: programme.nowMs } as const
      await programme.store.update(requests, { _id: requestId }, { set })
      const faulty = faultyStore(programme.store, { error: 20, lostReply: 60, late: 120 }, seed)
      const work = { ...workIn(programme), store: faulty.store }
      // A store without faults, but as slow as the other: so that the two meet in every way.
      const slow = faultyStore(programme.store, { error: 0, lostReply: 0, late: 0 }, seed)
      const other = new Programme({ store: slow.store, seed })
      const give = async () => {
        await turns(random() * 6)
        await spend(other, memberId, 30, `spend-${seed}`)
        await turns(random() * 20)
        const more = dataOf(await other.ops()('ops.adjust', { memberId, points: 100, ...by }))
        await other.ops()('ops.approve', { requestId: more.requestId, operator: '店长' })
      }
      const carry = async () => {
        await turns(random() * 12)
        await carryOutRequest(work, requestId)
      }
      await Promise.allSettled([carry(), give(), carry(), carry()])
      await faulty.quiet()
      const { state } = await carryOutRequest(workIn(programme), requestId)
      outcomes.add(state)
      const account = await programme.store.get(accounts, `${memberId}.1`)
      const isPosted = account?.tail.some((entry) => entry.ref.id === requestId)
      expect(isPosted).toBe(state === 'done')
      expect(await available()).toBe(account?.available)
      await assertLedgerHolds(programme)
    }
    expect([...outcomes].sort()).toEqual(['done', 'failed'])
  })

  test('two functions at one request: neither order of their writes ends in refused and posted', async () => {
    const { programme, ops, memberId, available } = await shop()
    const { requestId } = dataOf(await ops('ops.adjust', { memberId, points: -50, ...by }))
    const decision = { inputHash: 'x', operator: '店长', reason: '', atMs: programme.nowMs, expiresOn: '2027-12-31' }
    const set = { state: 'approved', decision, decisionKey: 'x', openSinceMs: programme.nowMs } as const
    await programme.store.update(requests, { _id: requestId }, { set })
    const early = held(programme.store, 'accounts')
    const one = carryOutRequest({ ...workIn(programme), store: early.store }, requestId)
    await early.reached
    await spend(programme, memberId, 30, 'spend')
    const poor = held(programme.store, 'requests')
    const two = carryOutRequest({ ...workIn(programme), store: poor.store }, requestId)
    await poor.reached
    const more = dataOf(await ops('ops.adjust', { memberId, points: 100, ...by }))
    dataOf(await ops('ops.approve', { requestId: more.requestId, operator: '店长' }))
    const rich = held(programme.store, 'accounts')
    const three = carryOutRequest({ ...workIn(programme), store: rich.store }, requestId)
    await rich.reached
    for (const { release } of [poor, rich, early]) {
      release()
      await turns(20)
    }
    const ends = await Promise.all([one, two, three])
    expect(new Set(ends.map(({ state }) => state))).toEqual(new Set(['failed']))
    expect(await available()).toBe(120)
    await assertLedgerHolds(programme)
  })

  test('one that finds the request refused meanwhile does not post it', async () => {
    const { programme, ops, memberId, available } = await shop()
    const { requestId } = dataOf(await ops('ops.adjust', { memberId, points: -50, ...by }))
    const decision = { inputHash: 'x', operator: '店长', reason: '', atMs: programme.nowMs, expiresOn: '2027-12-31' }
    const set = { state: 'approved', decision, decisionKey: 'x', openSinceMs: programme.nowMs } as const
    await programme.store.update(requests, { _id: requestId }, { set })
    const early = held(programme.store, 'accounts')
    const one = carryOutRequest({ ...workIn(programme), store: early.store }, requestId)
    await early.reached
    await spend(programme, memberId, 30, 'spend')
    expect((await carryOutRequest(workIn(programme), requestId)).state).toBe('failed')
    const more = dataOf(await ops('ops.adjust', { memberId, points: 100, ...by }))
    dataOf(await ops('ops.approve', { requestId: more.requestId, operator: '店长' }))
    early.release()
    expect((await one).state).toBe('failed')
    expect(await available()).toBe(120)
    await assertLedgerHolds(programme)
  })

  test('under lost, late and failing calls, with every key sent again, each is posted exactly once', async () => {
    for (let seed = 1; seed <= 10; seed += 1) {
      const clean = new MemoryStore()
      const quiet = await Programme.start({ store: clean, seed })
      const { memberId } = await joined(quiet, 'o-mei')
      const faulty = faultyStore(clean, { error: 60, lostReply: 60, late: 60 }, seed)
      const programme = new Programme({ store: faulty.store, seed })
      const ops = programme.ops()
      const again = async <T extends { ok: boolean; retryable?: boolean }>(send: () => Promise<T>): Promise<T> => {
        for (let tried = 0; tried < 30; tried += 1) {
          const reply = await send()
          if (reply.ok || !reply.retryable) return reply
        }
        throw new Error('never answered')
      }
      await Promise.all(
        Array.from({ length: 8 }, async (_, at) => {
          const points = at % 2 === 0 ? 10 : -1
          const asked = await again(() => ops('ops.adjust', { memberId, points, ...by }, `ask-${at}`))
          const { requestId } = dataOf(asked)
          const send = () => ops('ops.approve', { requestId, operator: '店长' }, `approve-${at}`)
          const [one, other] = await Promise.all([again(send), again(send)])
          expect(dataOf(one)).toEqual(dataOf(other))
        }),
      )
      faulty.heal()
      await faulty.quiet()
      const account = await clean.get(accounts, `${memberId}.1`)
      expect(account?.available).toBe(50 + 4 * 10 - 4)
      expect(account?.lastSeq).toBe(9)
      await assertLedgerHolds(quiet)
    }
  })
})

test('every field of a request is there from the start, so that an index never meets a missing one', async () => {
  const { programme, ops, memberId } = await shop()
  const { requestId } = dataOf(await ops('ops.adjust', { memberId, points: 5, ...by }))
  const waiting = (await programme.store.get(requests, requestId)) as PointsRequest
  dataOf(await ops('ops.approve', { requestId, operator: '店长' }))
  const done = (await programme.store.get(requests, requestId)) as PointsRequest
  expect(Object.keys(done).sort()).toEqual(Object.keys(waiting).sort())
})
