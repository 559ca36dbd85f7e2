import { CampaignIndex, compileRule, type Vocabulary } from './compile'
import { type Had, NOTHING_HAD } from './decision'
import { evaluate } from './evaluate'
import { type CampaignTerms, type Cap, type Condition, type Effect, type Facts, numberFact, type Rule } from './rule'
import { wordingOfNothing } from './wording'

const atLeast: Condition<{ fen: number }> = {
  code: 'at_least',
  parse: (stored) => stored as { fen: number },
  text: ({ fen }) => `满 ${fen} 分`,
  holds: (facts, { fen }) => numberFact(facts, 'fen') >= fen,
}
const each: Effect<{ per: number }> = {
  code: 'each',
  parse: (stored) => stored as { per: number },
  text: (_, { per }) => `每 ${per} 分一个`,
  intents: (facts, { per }) => [{ kind: 'points', points: Math.floor(numberFact(facts, 'fen') / per) }],
}
const vocabulary = { conditions: [atLeast], effects: [each] } as unknown as Vocabulary

const rule = (id: string, per: number, fen = 0): Rule => ({
  id,
  when: 'order_paid',
  conditions: fen > 0 ? [{ code: 'at_least', fen }] : [],
  effects: [{ code: 'each', per }],
})
const cap = (most: number, had?: string): Cap => ({
  event: 'order_paid',
  most,
  ...(had === undefined ? {} : { had }),
  text: () => `最多 ${most}`,
})

const decided = (rules: readonly Rule[], caps: readonly Cap[], facts: Facts) => {
  const programme = rules.map((one) => compileRule(vocabulary, one))
  const asked = { facts, atMs: 0, had: () => NOTHING_HAD, isLeftOut: () => false }
  return evaluate({ programme, caps, campaigns: new CampaignIndex([]) }, asked)
}

test.each<[string, Rule[], Cap[], Record<string, number>, { gave: number[]; cuts: number[]; points: number }]>([
  ['no rule', [], [], { fen: 100 }, { gave: [], cuts: [], points: 0 }],
  ['one rule', [rule('a', 10)], [], { fen: 100 }, { gave: [10], cuts: [], points: 10 }],
  ['a rule that comes to nothing', [rule('a', 10)], [], { fen: 9 }, { gave: [0], cuts: [], points: 0 }],
  ['a condition just met', [rule('a', 10, 100)], [], { fen: 100 }, { gave: [10], cuts: [], points: 10 }],
  ['a condition just missed', [rule('a', 10, 100)], [], { fen: 99 }, { gave: [], cuts: [], points: 0 }],
  ['a cap just reached', [rule('a', 10)], [cap(10)], { fen: 100 }, { gave: [10], cuts: [], points: 10 }],
  ['a cap passed by one', [rule('a', 10)], [cap(9)], { fen: 100 }, { gave: [10], cuts: [1], points: 9 }],
  [
    'two rules under one cap',
    [rule('a', 10), rule('b', 20)],
    [cap(12)],
    { fen: 100 },
    { gave: [10, 5], cuts: [3], points: 12 },
  ],
  [
    'what was had before',
    [rule('a', 10)],
    [cap(12, 'had')],
    { fen: 100, had: 7 },
    { gave: [10], cuts: [5], points: 5 },
  ],
  ['all had before', [rule('a', 10)], [cap(12, 'had')], { fen: 100, had: 12 }, { gave: [10], cuts: [10], points: 0 }],
  [
    'more had than there is now, since the cap was lowered',
    [rule('a', 10)],
    [cap(5, 'had')],
    { fen: 100, had: 12 },
    { gave: [10], cuts: [10], points: 0 },
  ],
  [
    'two caps, one after the other',
    [rule('a', 10)],
    [cap(8), cap(10, 'had')],
    { fen: 100, had: 5 },
    { gave: [10], cuts: [2, 3], points: 5 },
  ],
])('%s', (_, rules, caps, facts, expected) => {
  const { given, cuts, points } = decided(rules, caps, facts)
  expect({ gave: given.map((one) => one.points), cuts: cuts.map((cut) => cut.points), points }).toEqual(expected)
  expect(points + cuts.reduce((sum, cut) => sum + cut.points, 0)).toBe(given.reduce((sum, one) => sum + one.points, 0))
})

test('a code that nobody knows stops loudly', () => {
  const strange = (part: Partial<Rule>): Rule => ({ ...rule('a', 10), ...part })
  expect(() => decided([strange({ effects: [{ code: 'points_for_free' }] })], [], { fen: 1 })).toThrow(
    'points_for_free',
  )
  expect(() => decided([strange({ conditions: [{ code: 'full_moon' }] })], [], { fen: 1 })).toThrow('full_moon')
})

test('a cap on what was had before stops loudly when nobody says how much that is', () => {
  expect(() => decided([rule('a', 10)], [cap(12, 'had')], { fen: 100 })).toThrow('had')
})

test('nothing given is explained by the first condition that is not met, or by the effect', () => {
  const words = { points: '积分' }
  expect(wordingOfNothing(compileRule(vocabulary, rule('a', 10, 100)), { fen: 99 }, words)).toBe('要满 100 分才有')
  expect(wordingOfNothing(compileRule(vocabulary, rule('a', 10)), { fen: 9 }, words)).toBe('每 10 分一个')
})

const fixed: Effect<{ points: number }> = {
  code: 'fixed',
  parse: (stored) => stored as { points: number },
  text: () => '',
  intents: (_, { points }) => [{ kind: 'points', points }],
}
const times: Effect<{ rateBps: number }> = {
  code: 'times',
  parse: (stored) => stored as { rateBps: number },
  text: () => '',
  intents: (_, { rateBps }) => [{ kind: 'multiply', rateBps }],
}
const ofCampaigns = { conditions: [atLeast], effects: [each, fixed, times] } as unknown as Vocabulary

interface Run {
  readonly effects: Rule['effects']
  readonly terms?: Partial<CampaignTerms>
  readonly had?: Partial<Had>
}
const plus = (points: number) => ({ code: 'fixed', points })
const by = (rateBps: number) => ({ code: 'times', rateBps })

/** Campaigns a, b, c ... of one rule each beside a rule of the programme that gives 100. */
const decidedWith = (runs: readonly Run[], caps: readonly Cap[] = []) => {
  const ids = runs.map((_, at) => String.fromCharCode(97 + at))
  const rules = runs.map(({ effects, terms }, at): Rule => {
    const campaignId = ids[at] ?? ''
    const plain = { campaignId, version: 1, title: campaignId, priority: 0, period: 'ever', budgets: [] }
    return { id: `${campaignId}.0`, when: 'order_paid', conditions: [], effects, campaign: { ...plain, ...terms } }
  })
  const decision = evaluate(
    {
      programme: [compileRule(ofCampaigns, rule('own', 1))],
      caps,
      campaigns: new CampaignIndex(rules.map((one) => compileRule(ofCampaigns, one))),
    },
    {
      facts: { fen: 100, had: 0 },
      atMs: 0,
      had: ({ campaignId }) => ({ ...NOTHING_HAD, ...runs[ids.indexOf(campaignId)]?.had }),
      isLeftOut: () => false,
    },
  )
  return { base: decision.base, gains: decision.gains.map(({ terms, points }) => [terms.campaignId, points]) }
}

test.each<[string, readonly Run[], readonly (readonly [string, number])[], (readonly Cap[])?, number?]>([
  [
    'multipliers look at the base alone',
    [{ effects: [by(20_000)] }, { effects: [by(15_000)] }],
    [
      ['a', 100],
      ['b', 50],
    ],
  ],
  [
    'one that compounds looks at all before it',
    [{ effects: [by(20_000)] }, { effects: [by(15_000)], terms: { compounds: true } }],
    [
      ['a', 100],
      ['b', 100],
    ],
  ],
  ['a rate is rounded down', [{ effects: [by(10_199)] }], [['a', 1]]],
  [
    'the higher priority decides first',
    [
      { effects: [by(15_000)], terms: { compounds: true } },
      { effects: [plus(100)], terms: { priority: 1 } },
    ],
    [
      ['b', 100],
      ['a', 100],
    ],
  ],
  [
    'of a group the best gives',
    [
      { effects: [plus(10)], terms: { group: 'g' } },
      { effects: [plus(20)], terms: { group: 'g' } },
      { effects: [plus(5)] },
    ],
    [
      ['b', 20],
      ['c', 5],
    ],
  ],
  [
    'of equals in a group the earlier',
    [
      { effects: [plus(10)], terms: { group: 'g' } },
      { effects: [plus(10)], terms: { group: 'g' } },
    ],
    [['a', 10]],
  ],
  [
    'of a group one of which the member has had all stands in nobody’s way',
    [
      { effects: [plus(20)], terms: { group: 'g', perMember: { times: 2 } }, had: { times: 2 } },
      { effects: [plus(10)], terms: { group: 'g' } },
    ],
    [['b', 10]],
  ],
  [
    'the last time is one',
    [{ effects: [plus(10)], terms: { perMember: { times: 2 } }, had: { times: 1 } }],
    [['a', 10]],
  ],
  ['beyond the last none', [{ effects: [plus(10)], terms: { perMember: { times: 2 } }, had: { times: 2 } }], []],
  [
    'beyond the last of a day none',
    [{ effects: [plus(10)], terms: { perMemberDay: { times: 1 } }, had: { dayTimes: 1 } }],
    [],
  ],
  [
    'the last of a day is one',
    [{ effects: [plus(10)], terms: { perMemberDay: { times: 2 } }, had: { dayTimes: 1 } }],
    [['a', 10]],
  ],
  [
    'a campaign is cut to what one event, one day and one member may have',
    [
      { effects: [plus(10)], terms: { perEvent: 9 } },
      { effects: [plus(10)], terms: { perMemberDay: { points: 12 } }, had: { dayPoints: 4 } },
      { effects: [plus(10)], terms: { perMember: { points: 12 } }, had: { points: 5 } },
    ],
    [
      ['a', 9],
      ['b', 8],
      ['c', 7],
    ],
  ],
  [
    'the programme’s caps cut the last campaign first',
    [{ effects: [plus(10)] }, { effects: [plus(20)] }],
    [
      ['a', 5],
      ['b', 0],
    ],
    [cap(105)],
  ],
  ['and the base last', [{ effects: [plus(10)] }], [['a', 0]], [cap(60)], 60],
  [
    'six campaigns give, the first ones',
    Array.from({ length: 8 }, () => ({ effects: [plus(1)] })),
    ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => [id, 1] as const),
  ],
])('of campaigns: %s', (_, runs, gains, caps = [], base = 100) => {
  expect(decidedWith(runs, caps)).toEqual({ base, gains })
})
