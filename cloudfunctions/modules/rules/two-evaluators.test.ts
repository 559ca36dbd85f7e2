import { assertLedgerHolds } from '../../../test/kit/ledger-holds'
import {
  PlainBook,
  type PlainCampaign,
  type PlainOrder,
  type PlainRule,
  plainAward,
} from '../../../test/kit/plain-award'
import { buying, shopper, shopWith } from '../../../test/kit/purchases'
import { budgetOf, ruledBy, termsNamed } from '../../../test/kit/ruled'
import { Refusal } from '../../kernel/refusal'
import { seededRandom } from '../../kernel/seeded-random'
import { accountOf } from '../ledger'
import type { Clause, Rule } from '.'
import { decidedAgain } from './again'
import { explainAward } from './explain'
import { parseTrace } from './trace'

const SETS = 200
const ORDERS_PER_SET = 3
const NONE = Number.MAX_SAFE_INTEGER
const MONDAY = Date.parse('2026-03-09T00:00:00+08:00')
const HOUR_MS = 3_600_000

type Dice = ReturnType<typeof diceOf>
function diceOf(seed: number) {
  const random = seededRandom(seed)
  const upTo = (most: number) => Math.floor(random() * (most + 1))
  const maybe = <T>(chance: number, value: () => T, otherwise: T): T => (random() < chance ? value() : otherwise)
  return { upTo, maybe, oneOf: <T>(of: readonly T[]): T => of[upTo(of.length - 1)] as T }
}

function plainRule({ upTo, maybe, oneOf }: Dice, campaign: string): PlainRule {
  const kind = oneOf(['fixed', 'fixed', 'times', 'times', 'both', 'steps'])
  const step = 1_000 + upTo(8_000)
  return {
    campaign,
    ...(kind === 'steps' ? {} : maybe<{ group?: string }>(0.6, () => ({ group: oneOf(['a', 'b']) }), {})),
    fromFen: maybe(0.3, () => 1_000 + upTo(6_000), 0),
    stores: maybe(0.25, () => [oneOf(['west', 'east'])], []),
    weekdays: maybe(0.2, () => [1 + upTo(6), 7].filter((day, at, all) => all.indexOf(day) === at), []),
    hours: maybe(0.2, () => [6 + upTo(6), 13 + upTo(10)] as const, null),
    fixed: kind === 'fixed' || kind === 'both' ? 1 + upTo(60) : 0,
    hundredths: kind === 'times' || kind === 'both' ? oneOf([101, 125, 150, 200, 300]) : 100,
    steps:
      kind === 'steps'
        ? [
            [step, 10 + upTo(40)],
            [step * 2, 60 + upTo(40)],
            [step * 5, 120],
          ]
        : [],
  }
}

function plainCampaign(dice: Dice, id: string): PlainCampaign {
  const { upTo, maybe } = dice
  const most = (chance: number, top: number) => maybe(chance, () => 1 + upTo(top), NONE)
  return {
    id,
    priority: upTo(2),
    compounds: maybe(0.2, () => true, false),
    perEvent: most(0.3, 60),
    perDay: most(0.2, 90),
    perMember: most(0.2, 150),
    timesPerDay: most(0.1, 2),
    times: most(0.15, 3),
    budget: most(0.25, 200),
    rules: Array.from({ length: 1 + upTo(2) }, () => plainRule(dice, id)),
  }
}

function clausesOf({ fromFen, stores, weekdays, hours }: PlainRule): readonly Clause[] {
  return [
    ...(fromFen > 0 ? [{ code: 'amount_at_least', fen: fromFen }] : []),
    ...(stores.length > 0 ? [{ code: 'at_store', stores }] : []),
    ...(weekdays.length > 0 ? [{ code: 'on_weekdays', days: weekdays }] : []),
    ...(hours ? [{ code: 'between_hours', from: hours[0], until: hours[1] }] : []),
  ]
}

function effectsOf({ fixed, hundredths, steps }: PlainRule): readonly Clause[] {
  return [
    ...(fixed > 0 ? [{ code: 'points_fixed', points: fixed, for: '活动' }] : []),
    ...(hundredths > 100 ? [{ code: 'points_multiplied', rateBps: hundredths * 100 }] : []),
    ...(steps.length > 0 ? [{ code: 'points_steps', steps: steps.map(([fen, points]) => ({ fen, points })) }] : []),
  ]
}

/** The same campaign as a document's rules would be. */
function rulesFor({ id, priority, compounds, budget, rules, ...caps }: PlainCampaign): readonly Rule[] {
  const { perEvent, perDay, perMember, timesPerDay, times } = caps
  const only = (amounts: Record<string, number>) =>
    Object.fromEntries(Object.entries(amounts).filter(([, most]) => most !== NONE))
  return rules.map((rule, at) => ({
    id: `${id}.${at}`,
    when: 'order_paid' as const,
    conditions: clausesOf(rule),
    effects: effectsOf(rule),
    campaign: termsNamed(id, {
      priority,
      ...(rule.group === undefined ? {} : { group: rule.group }),
      ...(compounds ? { compounds: true as const } : {}),
      ...only({ perEvent }),
      perMemberDay: only({ points: perDay, times: timesPerDay }),
      perMember: only({ points: perMember, times }),
      budgets: budget === NONE ? [] : [budgetOf(id, 'points', budget)],
    }),
  }))
}

/** The number that a sentence adds up to, or the one of the only rule that gave: every order earns by the programme's own. */
function shownPoints(sentence: string): number {
  if (sentence.startsWith('没有得')) return 0
  const total = /，共 (\d+) 积分。/.exec(sentence)
  const own = [...(sentence.split('；')[0] ?? '').matchAll(/得 (\d+) 积分/g)].at(-1)
  return Number(total?.[1] ?? own?.[1] ?? Number.NaN)
}

test('on 200 random sets of rules two evaluators, the trace executed again, the sentence and the points all agree', async () => {
  const met = { orders: 0, paid: 0, cut: 0, twoGroups: 0, refusedBudget: 0 }
  const settings = { welcomePoints: 0, holdDays: 0, maxPointsPerOrder: 400, maxPointsPerDay: 600 }
  const programme = await shopWith(settings)
  let rules: readonly Rule[] = []
  const work = ruledBy(programme, () => rules)
  for (let set = 0; set < SETS; set += 1) {
    const dice = diceOf(set + 1)
    programme.nowMs = MONDAY
    const { memberId } = await shopper(programme, `o-${set}m`)
    const campaigns = Array.from({ length: 1 + dice.upTo(8) }, (_, at) => plainCampaign(dice, `s${set}c${at}`))
    rules = campaigns.flatMap(rulesFor)
    const groups = new Set(campaigns.flatMap((campaign) => campaign.rules).flatMap(({ group }) => group ?? []))
    if (groups.size >= 2) met.twoGroups += 1
    const book = new PlainBook()
    for (let nth = 0; nth < ORDERS_PER_SET; nth += 1) {
      programme.nowMs += (1 + dice.upTo(30)) * HOUR_MS
      const [date = '', time = ''] = new Date(programme.nowMs + 8 * HOUR_MS).toISOString().split('T')
      const order: PlainOrder = {
        fen: 100 + dice.upTo(15_000),
        store: dice.oneOf(['west', 'east']),
        day: date,
        weekday: (Math.floor((programme.nowMs - MONDAY) / (24 * HOUR_MS)) % 7) + 1,
        hour: Number(time.slice(0, 2)),
      }
      const base = Math.floor(order.fen / 100)
      const expected = plainAward(campaigns, order, { base, caps: { perOrder: 400, perDay: 600 }, book })
      const asked = { memberId, orderNo: `S${set}-${nth}`, amountFen: order.fen, storeId: order.store }
      const recorded = await buying(programme, asked, work())
      if (recorded instanceof Refusal) throw new Error(recorded.code)
      const account = await accountOf(work(), memberId)
      const entry = account?.tail.find(({ seq }) => seq === recorded.award?.seq)
      const trace = parseTrace(entry?.trace)
      if (!entry || !trace) throw new Error('an order has an entry with a trace')
      const told = await explainAward(work(), entry, trace)
      const again = await decidedAgain(work(), entry)
      expect({
        set,
        nth,
        points: entry.points,
        again: again?.decision.points,
        shown: shownPoints(told.sentence),
        campaigns: Object.fromEntries((told.campaigns ?? []).map(({ campaignId, points }) => [campaignId, points])),
      }).toEqual({
        set,
        nth,
        points: expected.points,
        again: expected.points,
        shown: expected.points,
        campaigns: Object.fromEntries(expected.byCampaign),
      })
      met.orders += 1
      if ([...expected.byCampaign.values()].some((points) => points > 0)) met.paid += 1
      if (expected.isCut) met.cut += 1
      if (trace.without) met.refusedBudget += 1
    }
  }
  // What was to be met was met: else agreeing would prove nothing.
  expect(met.paid / met.orders).toBeGreaterThanOrEqual(1 / 2)
  expect(met.cut / met.orders).toBeGreaterThanOrEqual(1 / 3)
  expect(met.twoGroups / SETS).toBeGreaterThanOrEqual(1 / 4)
  expect(met.refusedBudget).toBeGreaterThan(10)
  await assertLedgerHolds(programme)
}, 240_000)
