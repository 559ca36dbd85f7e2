import { Coverage } from './coverage'
import { digestOf, scenarioOf, simulate } from './simulate'

/** As many as two cores do in well under a minute; `npm run simulate` and `npm run prove` run more. */
const SEEDS = 100
const PER_TEST = 10

const coverage = new Coverage()

test.each(Array.from({ length: SEEDS / PER_TEST }, (_, part) => 1 + part * PER_TEST))(
  'what must always be true is true in every history from seed %i on',
  async (from) => {
    for (let seed = from; seed < from + PER_TEST; seed += 1) {
      try {
        coverage.add((await simulate(scenarioOf(seed))).coverage.counts)
      } catch (error) {
        throw new Error(`npm run simulate -- --seed ${seed}`, { cause: error })
      }
    }
  },
)

test('together they have done, refused, swept and broken everything', () => {
  expect(coverage.missing()).toEqual([])
})

test('a seed is one history, to the last byte of every document', async () => {
  const [first, second] = [await simulate(scenarioOf(4)), await simulate(scenarioOf(4))]
  expect(await digestOf(second)).toBe(await digestOf(first))
  expect(second.coverage.counts).toEqual(first.coverage.counts)
  expect(await digestOf(await simulate(scenarioOf(7)))).not.toBe(await digestOf(first))
})
