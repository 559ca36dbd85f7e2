import * as z from 'zod/mini'
import { cutStore } from '../../../test/kit/cut-store'
import { endedAtEachCall } from '../../../test/kit/each-cut'
import { heldBreaker } from '../../../test/kit/held-breaker'
import { assertLedgerHolds } from '../../../test/kit/ledger-holds'
import { dataOf, joined, Programme } from '../../../test/kit/programme'
import { budgetOf, ruledBy, ruleOf, termsNamed } from '../../../test/kit/ruled'
import { MemoryStore } from '../../adapters/memory/memory-store'
import { accountOf } from '../ledger'
import { quotas } from '../ledger/quotas/quota'
import { accounts } from '../ledger/store'
import { defineEffect } from './definitions'
import type { Rule } from './domain/rule'
import { happened, openRuleEventsJob, ruleEvents } from './happened'
import { effects } from './in-force'
import { type GiftGiver, giftGivers } from './places'

const redeemed = (programme: Programme, member: string, source = 'order-1') => ({
  event: 'reward_redeemed' as const,
  source,
  member,
  facts: { reward: 'cup', kind: 'item', points: 100 },
  atMs: programme.nowMs,
})

const GIVES: readonly Rule[] = [
  ruleOf(termsNamed('cups', { budgets: [budgetOf('cups', 'points', 100)] }), { when: 'reward_redeemed' }),
]
const FULL: readonly Rule[] = [
  ruleOf(termsNamed('cups', { budgets: [budgetOf('cups', 'points', 100)] }), {
    when: 'reward_redeemed',
    effects: [{ code: 'points_fixed', points: 10, for: '活动' }, { code: 'bag' }],
  }),
]

const startWith = async (rules: readonly Rule[]) => {
  const programme = await Programme.start()
  const { ask, memberId } = await joined(programme, 'o-mei')
  return { programme, ask, memberId, work: ruledBy(programme, () => rules) }
}

test('while no rule listens nothing is written; then it is awarded once, however often it is told', async () => {
  const { programme, ask, memberId, work } = await startWith(GIVES)
  const silent = ruledBy(programme, () => [])
  const event = redeemed(programme, memberId)
  await happened(silent(), event)
  expect(await programme.store.count(ruleEvents, {})).toBe(0)
  programme.nowMs += 60_000
  await Promise.all(Array.from({ length: 6 }, () => happened(work(), event)))
  programme.nowMs += 60_000
  await happened(work(), event)
  await happened(work(), redeemed(programme, memberId, 'order-2'))
  expect(dataOf(await ask('members.me', {})).points.available).toBe(50 + 20)
  expect((await programme.store.get(quotas, 'test|cups|0|0'))?.left).toBe(80)
  const [entry] = dataOf(await ask('points.statement', { limit: 1 })).items
  expect(entry?.title).toBe('活动奖励（兑换）')
  await assertLedgerHolds(programme)
})

test('a rule whose condition the event alone rules out does not listen', async () => {
  const conditions = [{ code: 'of_reward', rewards: ['other'] }]
  const { programme, memberId, work } = await startWith([
    ruleOf(termsNamed('c'), { when: 'reward_redeemed', conditions }),
  ])
  await happened(work(), redeemed(programme, memberId))
  expect(await programme.store.count(ruleEvents, {})).toBe(0)
})

test('what gives nothing in the end posts nothing and is settled; what is told of nobody gives nothing back to take', async () => {
  const { programme, ask, memberId, work } = await startWith(GIVES)
  for (let at = 0; at < 12; at += 1) await happened(work(), redeemed(programme, memberId, `order-${at}`))
  await happened(work(), redeemed(programme, 'nobody', 'order-12'))
  expect(dataOf(await ask('members.me', {})).points.available).toBe(50 + 100)
  const open = await programme.store.find(ruleEvents, { index: 'byOpen', range: { from: 0 }, limit: 10 })
  expect(open.items).toEqual([])
  await assertLedgerHolds(programme)
})

test('the award of a member whose account a hand has touched waits until it is put right', async () => {
  const { programme, memberId, work } = await startWith(GIVES)
  const account = await accountOf(work(), memberId)
  if (!account) throw new Error('a member has an account')
  await programme.store.update(accounts, { _id: account._id }, { set: { available: 9_999 } })
  await happened(work(), redeemed(programme, memberId))
  const open = await programme.store.find(ruleEvents, { index: 'byOpen', range: { from: 0 }, limit: 10 })
  expect(open.items).toHaveLength(1)
  await programme.store.update(accounts, { _id: account._id }, { set: { available: account.available } })
  programme.nowMs += 120_000
  await openRuleEventsJob.slice(work(), null)
  expect((await accountOf(work(), memberId))?.available).toBe(account.available + 10)
})

test('ended at any of its calls it comes to the same: points, gift and budget, each once', async () => {
  const bag = defineEffect({
    code: 'bag',
    args: z.strictObject({}),
    promise: () => '送一个布袋',
    text: () => '送一个布袋',
    intents: () => [{ kind: 'gift', gift: 'bag', args: {}, costFen: 0 }],
  })
  const calls = await endedAtEachCall(
    async () => {
      const programme = await Programme.start({ store: new MemoryStore() })
      return programme.store
    },
    async (store, clean) => {
      const programme = new Programme({ store: clean })
      const first = new Programme({ store })
      const { memberId } = await joined(programme, 'o-mei')
      const given = new Set<string>()
      const giver: GiftGiver = { gift: 'bag', text: () => '布袋', give: async (_, { op }) => void given.add(op) }
      const extensions = [effects.with(bag), giftGivers.with(giver)]
      const work = ruledBy(programme, () => FULL, extensions)
      const event = redeemed(programme, memberId)
      return {
        run: () => happened(ruledBy(first, () => FULL, extensions)(), event),
        goOn: async () => {
          programme.nowMs += 120_000
          await openRuleEventsJob.slice(work(), null)
          await happened(work(), event)
        },
        check: async () => {
          expect((await accountOf(work(), memberId))?.available).toBe(60)
          expect(given.size).toBe(1)
          expect((await programme.store.get(quotas, 'test|cups|0|0'))?.left).toBe(90)
        },
      }
    },
  )
  expect(calls).toBeGreaterThan(4)
}, 60_000)

test('what a function takes beside the one that wrote an event down goes back, wherever it ends', async () => {
  const found = new Set<string>()
  for (let writes = 0, isDone = false; !isDone; writes += 1) {
    const { programme, memberId, ask } = await startWith(GIVES)
    const breaker = heldBreaker()
    const work = ruledBy(programme, () => GIVES, [breaker.extension])
    const event = redeemed(programme, memberId)
    const first = happened(work(), event)
    await breaker.reached
    const cut = cutStore(programme.store)
    cut.cutAfter(writes)
    isDone = await happened(work(cut.store), event).then(
      () => true,
      () => false,
    )
    breaker.release()
    await first
    programme.wait(120_000)
    await openRuleEventsJob.slice(work(), null)
    const left = (await programme.store.get(quotas, 'test|cups|0|0'))?.left ?? 100
    found.add(`${dataOf(await ask('members.me', {})).points.available}: ${left}`)
  }
  expect([...found].sort()).toEqual(['50: 100', '60: 90'])
})
