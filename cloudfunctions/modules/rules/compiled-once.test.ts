import * as z from 'zod/mini'
import { Programme } from '../../../test/kit/programme'
import { ruledBy, ruleOf, termsNamed } from '../../../test/kit/ruled'
import { emptyAccount } from '../ledger'
import { previewFor } from './award'
import { defineCondition } from './definitions'
import { type Rule, textFact } from './domain/rule'
import { conditions } from './in-force'

const ORDER = { amountFen: 1_000, eligibleFen: 1_000, rateBps: 10_000, store: 'west', storeName: '西湖店' }

/** Asks of a colour, and counts how often it was read from a document and how often it was asked. */
function counted(isFoundByValue: boolean) {
  const counts = { parsed: 0, asked: 0 }
  const condition = defineCondition({
    code: 'of_colour',
    args: z.pipe(
      z.strictObject({ colour: z.string() }),
      z.transform((args: { colour: string }) => {
        counts.parsed += 1
        return args
      }),
    ),
    text: ({ colour }) => colour,
    ...(isFoundByValue ? { among: ({ colour }: { colour: string }) => ({ fact: 'colour', values: [colour] }) } : {}),
    holds(facts, { colour }) {
      counts.asked += 1
      return textFact(facts, 'colour') === colour
    },
  })
  return { counts, extensions: [conditions.with(condition)] }
}

const rulesOf = (count: number): readonly Rule[] =>
  Array.from({ length: count }, (_, at) =>
    ruleOf(termsNamed(`c${at}`, { group: 'g' }), { conditions: [{ code: 'of_colour', colour: `colour ${at}` }] }),
  )

async function priced(count: number, isFoundByValue: boolean) {
  const programme = await Programme.start()
  const { counts, extensions } = counted(isFoundByValue)
  const rules = rulesOf(count)
  const work = ruledBy(programme, () => rules, extensions)
  const account = emptyAccount('m', 1, programme.nowMs)
  const ask = async () => {
    const facts = { ...ORDER, colour: 'colour 0' }
    return (await previewFor(work(), { event: 'order_paid', facts, atMs: programme.nowMs, account })).points
  }
  const points = [await ask(), await ask(), await ask()]
  return { points, ...counts }
}

test.each([1, 1_000, 10_000])(
  'of %i rules each is read once, and only the one that may hold is asked',
  async (count) => {
    expect(await priced(count, true)).toEqual({ points: [20, 20, 20], parsed: count, asked: 3 })
  },
)

test.each([1, 1_000])(
  'of %i rules that no fact finds each is read once and asked once for each event',
  async (count) => {
    expect(await priced(count, false)).toEqual({ points: [20, 20, 20], parsed: count, asked: 3 * count })
  },
)

test('rules on other events are neither read nor asked', async () => {
  const programme = await Programme.start()
  const { counts, extensions } = counted(false)
  const rules = [
    ...rulesOf(1_000).map((rule) => ({ ...rule, when: 'checked_in' as const, effects: [{ code: 'nobody_knows' }] })),
    ruleOf(termsNamed('own')),
  ]
  const work = ruledBy(programme, () => rules, extensions)
  const account = emptyAccount('m', 1, programme.nowMs)
  const { points } = await previewFor(work(), { event: 'order_paid', facts: ORDER, atMs: programme.nowMs, account })
  expect({ points, ...counts }).toEqual({ points: 20, parsed: 0, asked: 0 })
})
