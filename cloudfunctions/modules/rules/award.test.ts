import { joined, Programme } from '../../../test/kit/programme'
import { budgetOf, ruledBy, ruleOf, termsNamed } from '../../../test/kit/ruled'
import { type Account, accountOf } from '../ledger'
import { quotas } from '../ledger/quotas/quota'
import { awardFor, previewFor } from './award'
import { Taken } from './budgets'
import type { Rule } from './domain/rule'
import { finishAwarded } from './finish'

const BUDGET = budgetOf('few', 'points', 100)
const FACTS = { amountFen: 1_000, eligibleFen: 1_000, rateBps: 10_000, store: 'west', storeName: '西湖店' }

async function asking(rules: readonly Rule[]) {
  const programme = await Programme.start()
  const { memberId } = await joined(programme, 'o-mei')
  const work = ruledBy(programme, () => rules)
  const account = await accountOf(work(), memberId)
  if (!account) throw new Error('a member has an account')
  const happening = { event: 'order_paid' as const, facts: FACTS, atMs: programme.nowMs, account }
  const left = async () => (await programme.store.get(quotas, 'test|few|0|0'))?.left
  return { programme, memberId, work, account, happening, left }
}

const doubling = [
  ruleOf(termsNamed('few', { budgets: [BUDGET] }), { effects: [{ code: 'points_multiplied', rateBps: 20_000 }] }),
]

test('without an intent that outlives the function nothing is taken of a budget, and the next best of its group gives', async () => {
  const rules = [
    ruleOf(termsNamed('few', { group: 'g', budgets: [BUDGET] }), {
      effects: [{ code: 'points_fixed', points: 50, for: '大礼' }],
    }),
    ruleOf(termsNamed('plain', { group: 'g' })),
  ]
  const { work, happening, left } = await asking(rules)
  expect((await awardFor(work(), { ...happening, op: 'a', hasIntent: false })).points).toBe(10 + 10)
  expect(await left()).toBeUndefined()
  expect((await awardFor(work(), { ...happening, op: 'a' })).points).toBe(10 + 50)
  expect(await left()).toBe(50)
})

test('decided anew it never gives more than was taken for it, and gives less when it comes to less', async () => {
  const { work, happening, left } = await asking(doubling)
  const taken = new Taken(true)
  const worth = async (eligibleFen: number) => {
    const facts = { ...FACTS, amountFen: eligibleFen, eligibleFen }
    return (await awardFor(work(), { ...happening, facts, op: 'a', taken })).points
  }
  expect(await worth(2_000)).toBe(40)
  expect(await worth(1_000)).toBe(20)
  expect(await worth(3_000)).toBe(30)
  expect(await left()).toBe(80)
})

test.each([
  ['by the run that took it', true],
  ['by another that goes on with it', false],
])('what was taken and not posted goes back %s', async (_, isSameRun) => {
  const { programme, memberId, work, happening, left } = await asking(doubling)
  const taken = new Taken(true)
  await awardFor(work(), { ...happening, op: 'a', taken })
  expect(await left()).toBe(90)
  const finished = { op: 'a', member: memberId, entry: null, event: 'order_paid' as const, atMs: programme.nowMs }
  for (const facts of [FACTS, undefined, FACTS]) {
    await finishAwarded(work(), { ...finished, ...(facts ? { facts } : {}), ...(isSameRun ? { taken } : {}) })
    expect(await left()).toBe(100)
  }
})

test('a campaign that the account has no room to count is as if it were not there', async () => {
  const capped = [ruleOf(termsNamed('capped', { perMember: { points: 100 } }))]
  const { work, happening, account } = await asking(capped)
  const limits = Object.fromEntries(
    Array.from({ length: 256 }, (_, at) => [`l${at}|2026`, { period: '2026', count: 1 }]),
  )
  const full: Account = { ...account, limits }
  expect((await previewFor(work(), { ...happening, account: full })).points).toBe(10)
  expect((await previewFor(work(), happening)).points).toBe(20)
})

test('of many campaigns six give, and a trace keeps within its bound however many rules they have', async () => {
  const rules = Array.from({ length: 40 }, (_, at) => ({
    ...ruleOf(termsNamed(`campaign-with-a-name-${at % 10}`, { perMember: { points: 1_000_000 } })),
    id: `campaign-with-a-name-${at % 10}.${at}`,
  }))
  const { work, happening } = await asking(rules)
  const { decision, trace } = await previewFor(work(), happening)
  expect(decision.gains.length).toBeLessThanOrEqual(6)
  expect(decision.gains.length).toBeGreaterThan(2)
  expect(Buffer.byteLength(JSON.stringify(trace))).toBeLessThanOrEqual(750)
})
