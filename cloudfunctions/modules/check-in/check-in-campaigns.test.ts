import * as z from 'zod/mini'
import { countingStore } from '../../../test/bench/counting-store'
import { publishCampaign } from '../../../test/kit/campaigns'
import { cutStore } from '../../../test/kit/cut-store'
import { endedAtEachCall } from '../../../test/kit/each-cut'
import { heldBreaker } from '../../../test/kit/held-breaker'
import { dataOf, joined, Programme } from '../../../test/kit/programme'
import { budgetOf, ruledBy, ruleOf, termsNamed } from '../../../test/kit/ruled'
import { MemoryStore } from '../../adapters/memory/memory-store'
import { Refusal } from '../../kernel/refusal'
import { carryOut, sweepJob } from '../../platform/operation'
import { accountOf } from '../ledger'
import { quotas } from '../ledger/quotas/quota'
import { defineEffect, effects, type GiftGiver, giftGivers, type Rule } from '../rules'
import { checkInOperation, performOn } from './post'
import { checkIns } from './store'

const bag = defineEffect({
  code: 'bag',
  args: z.strictObject({}),
  promise: () => '送一个布袋',
  text: () => '送一个布袋',
  intents: () => [{ kind: 'gift', gift: 'bag', args: {}, costFen: 0 }],
})
const points = { code: 'points_fixed', points: 10, for: '活动' }
const onCheckIn = (more: Partial<Rule>, budget?: number): readonly Rule[] => {
  const budgets = budget === undefined ? [] : [budgetOf('day', 'points', budget)]
  return [ruleOf(termsNamed('day', { budgets }), { when: 'checked_in', effects: [points], ...more })]
}

function shop(rules: readonly Rule[]) {
  const given = new Set<string>()
  const giver: GiftGiver = { gift: 'bag', text: () => '布袋', give: async (_, { op }) => void given.add(op) }
  const extensions = [effects.with(bag), giftGivers.with(giver)]
  return { given, workFor: (whose: Programme) => ruledBy(whose, () => rules, extensions) }
}

const asked = (programme: Programme, key = 'k-1') => {
  const date = new Date(programme.nowMs + 8 * 3_600_000).toISOString().slice(0, 10)
  const command = { key, inputHash: 'i', madeAtMs: programme.nowMs }
  return { command, date, askedOn: date, isMadeUp: false as const, atMs: programme.nowMs }
}

test.each([
  ['points alone', onCheckIn({}), { reads: 1, writes: 1 }, 0],
  // Looked at and found to need an intent; written down, read, taken, posted, settled.
  ['a budget', onCheckIn({}, 1_000), { reads: 2, writes: 4 }, 1],
  ['a gift', onCheckIn({ effects: [points, { code: 'bag' }] }), { reads: 2, writes: 3 }, 1],
])(
  'with a campaign that gives %s a check-in takes so many calls, and an intent where one is needed',
  async (_, rules, calls, intents) => {
    const programme = await Programme.start()
    const { memberId } = await joined(programme, 'o-mei')
    const other = await joined(programme, 'o-lan')
    const counting = countingStore(programme.store)
    const { workFor } = shop(rules)
    const work = workFor(programme)
    // What is published is read once in five seconds, and a quota is made with its first use.
    await performOn(work(counting.store), other.memberId, asked(programme, 'k-0'))
    counting.take()
    const line = await performOn(work(counting.store), memberId, asked(programme, 'k-3'))
    expect(line instanceof Refusal ? line.code : line.entry.points).toBe(15)
    const { reads, writes } = counting.take()
    expect({ reads, writes }).toEqual(calls)
    expect(await programme.store.count(checkIns, {})).toBe(2 * intents)
  },
)

test('two check-ins of a day at once take one share of the budget and give one gift', async () => {
  const programme = await Programme.start()
  const { memberId } = await joined(programme, 'o-mei')
  const { workFor, given } = shop(onCheckIn({ effects: [points, { code: 'bag' }] }, 100))
  const work = workFor(programme)
  const both = await Promise.all(['k-1', 'k-2'].map((key) => performOn(work(), memberId, asked(programme, key))))
  expect(both.map((one) => (one instanceof Refusal ? one.code : one.entry.points)).sort()).toEqual([
    15,
    'already_checked_in',
  ])
  expect(given.size).toBe(1)
  expect((await programme.store.get(quotas, 'test|day|0|0'))?.left).toBe(90)
})

test('a check-in with a budget and a gift that is ended at any of its calls comes to the same in the end', async () => {
  await endedAtEachCall(
    async () => (await Programme.start()).store,
    async (store, clean) => {
      const programme = new Programme({ store: clean })
      const first = new Programme({ store })
      const { memberId } = await joined(programme, 'o-mei')
      const { workFor, given } = shop(onCheckIn({ effects: [points, { code: 'bag' }] }, 100))
      const work = workFor(programme)
      const command = asked(programme)
      return {
        run: () => performOn(workFor(first)(), memberId, command),
        goOn: async () => {
          programme.nowMs += 120_000
          const open = await programme.store.find(checkIns, { index: 'byOpen', range: { from: 0 }, limit: 9 })
          for (const intent of open.items) await carryOut(work(), checkInOperation, intent)
          await performOn(work(), memberId, command)
        },
        check: async () => {
          expect((await accountOf(work(), memberId))?.available).toBe(50 + 15)
          expect(given.size).toBe(1)
          expect((await programme.store.get(quotas, 'test|day|0|0'))?.left).toBe(90)
        },
      }
    },
  )
}, 60_000)

test('a command whose function ended behind its intent is no other when it comes with other input', async () => {
  const programme = await Programme.start()
  const { memberId } = await joined(programme, 'o-mei')
  const { workFor } = shop(onCheckIn({}, 100))
  const work = workFor(programme)
  const command = asked(programme)
  const { command: own, ...rest } = command
  const { key: _id, ...identity } = own
  const { date, askedOn, isMadeUp, atMs } = rest
  const intent = { _id, schema: 1 as const, ...identity, member: memberId, date, askedOn, isMadeUp, atMs }
  await programme.store.insert(checkIns, { ...intent, openSinceMs: programme.nowMs })
  const other = await performOn(work(), memberId, { ...command, command: { ...own, inputHash: 'other' } })
  expect(other instanceof Refusal ? other.code : other.entry.points).toBe('key_reused_with_other_input')
  const line = await performOn(work(), memberId, command)
  expect(line instanceof Refusal ? line.code : line.entry.points).toBe(15)
})

test('a check-in that was refused behind its intent is refused under its key on another day too, and a new key checks in', async () => {
  const programme = await Programme.start()
  const { memberId } = await joined(programme, 'o-mei')
  const { workFor } = shop(onCheckIn({}, 100))
  const work = workFor(programme)
  const perform = async (key: string) => {
    const line = await performOn(work(), memberId, asked(programme, key))
    return line instanceof Refusal ? line.code : line.entry.points
  }
  const both = await Promise.all([perform('k-1'), perform('k-2')])
  expect([...both].sort()).toEqual([15, 'already_checked_in'])
  const [done, refused] = both[0] === 15 ? ['k-1', 'k-2'] : ['k-2', 'k-1']
  programme.advanceDays(1)
  for (const _ of ['once', 'again']) {
    expect(await perform(refused)).toBe('already_checked_in')
    expect(await perform(done)).toBe(15)
  }
  expect(await perform('k-3')).toBe(15)
  expect((await programme.store.get(quotas, 'test|day|0|0'))?.left).toBe(80)
})

test('asked again on a day on which its campaign pauses, a check-in leaves nothing taken that was not given, wherever it ended', async () => {
  const found = new Set<string>()
  for (let writes = 0, isDone = false; !isDone; writes += 1) {
    const store = new MemoryStore()
    const programme = await Programme.start({ store })
    await joined(programme, 'o-mei')
    const days = { fromMs: programme.nowMs, untilMs: programme.nowMs + 30 * 86_400_000 }
    const extra = { ...days, budget: { points: 100 } }
    await publishCampaign(programme, 'extra', extra)
    const cut = cutStore(store)
    const dying = programme.another({ store: cut.store })
    cut.cutAfter(writes)
    const key = programme.newKey()
    isDone = await dying
      .member('o-mei')('check-in.perform', {}, key)
      .then(
        ({ ok }) => ok,
        () => false,
      )
    await publishCampaign(programme, 'extra', { ...extra, isPaused: true })
    programme.advanceDays(1)
    const { points } = dataOf(await programme.member('o-mei')('check-in.perform', {}, key))
    programme.wait(120_000)
    await programme.tick()
    const left = (await store.get(quotas, 'cb|extra|points|0|0'))?.left ?? 100
    found.add(`${points} ${left}`)
  }
  expect([...found].sort()).toEqual(['15 90', '5 100'])
})

test('what a function takes beside the one that wrote a check-in down goes back, wherever it ends', async () => {
  const found = new Set<string>()
  for (let writes = 0, isDone = false; !isDone; writes += 1) {
    const store = new MemoryStore()
    const programme = await Programme.start({ store })
    const { memberId } = await joined(programme, 'o-mei')
    const breaker = heldBreaker()
    const work = ruledBy(programme, () => onCheckIn({}, 100), [breaker.extension])
    const first = performOn(work(), memberId, asked(programme))
    await breaker.reached
    const cut = cutStore(store)
    cut.cutAfter(writes)
    isDone = await performOn(work(cut.store), memberId, asked(programme)).then(
      () => true,
      () => false,
    )
    breaker.release()
    const line = await first
    programme.wait(120_000)
    await sweepJob(checkInOperation).slice(work(), null)
    const left = (await store.get(quotas, 'test|day|0|0'))?.left ?? 100
    found.add(`${line instanceof Refusal ? line.code : line.entry.points}: ${left}`)
  }
  expect([...found].sort()).toEqual(['15: 90', '5: 100'])
})
