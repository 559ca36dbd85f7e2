import { CampaignIndex, compileRule, type Vocabulary } from './compile'
import { NOTHING_HAD } from './decision'
import { evaluate } from './evaluate'
import { type Cap, type Condition, type Effect, type Facts, numberFact, type Rule } from './rule'
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
