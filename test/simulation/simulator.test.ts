import { compileSimulator } from './compiled'
import { Coverage } from './coverage'
import { digestOf, scenarioOf, simulate } from './simulate'

/** About four minutes of one core; `npm run simulate` and `npm run prove` run more. */
const SEEDS = 2_000
const PER_TEST = 200
/** Half a minute, unless the machine is busy with other things. */
const TIMEOUT_MS = 600_000

const simulator = compileSimulator()
afterAll(() => simulator.remove())
const coverage = new Coverage()

test.each(Array.from({ length: SEEDS / PER_TEST }, (_, part) => 1 + part * PER_TEST))(
  'what must always be true is true in every history from seed %i on',
  async (from) => {
    const { failed, counts } = await simulator.outcomeOf({ from, to: from + PER_TEST - 1 })
    // `npm run simulate -- --seed N` replays one, `--shrink N` finds a smaller history that fails.
    expect(failed).toEqual([])
    coverage.add(counts)
  },
  TIMEOUT_MS,
)

test('together they have done, refused, swept and broken everything', () => {
  expect(coverage.missing()).toEqual([])
})

test('a seed is one history, to the last byte of every document', async () => {
  const [first, second] = [await simulate(scenarioOf(4)), await simulate(scenarioOf(4))]
  expect(await digestOf(second)).toBe(await digestOf(first))
  expect(second.coverage.counts).toEqual(first.coverage.counts)
  expect(await digestOf(await simulate(scenarioOf(7)))).not.toBe(await digestOf(first))
  // Compiled it is the same history.
  const compiled = await simulator.outcomeOf({ from: 4, to: 4 })
  expect(compiled).toEqual({ failed: [], counts: first.coverage.counts })
})
