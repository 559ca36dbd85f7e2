import { costTable, summed } from './growth'
import { operations } from './operations'
import { atOnePhase } from './shop'

/** As many changes of one account as there are between two page flushes: one flush is among them. */
const BETWEEN_FLUSHES = 32
/** From the phase at which pasts end, so many changes fill no tail. */
const WITHOUT_FLUSH = 16

const sums = (table: Awaited<ReturnType<typeof costTable>>) =>
  Object.fromEntries(Object.entries(table).map(([name, costs]) => [name, summed(costs)]))

test('an operation needs the calls that are its goal, and one more when a page is due', async () => {
  const table = await costTable({}, BETWEEN_FLUSHES)
  for (const { name, goal } of operations) {
    const calls = (table[name] ?? []).map(({ reads, writes }) => reads + writes)
    expect([name, Math.min(...calls)]).toEqual([name, goal])
    // A flush, and of a budget's awards one in sixteen, which looks how full its shard is.
    expect(Math.max(...calls)).toBeLessThanOrEqual(goal + 2)
    expect(calls.filter((count) => count > goal).length).toBeLessThanOrEqual(name.includes('budget') ? 6 : 1)
  }
})

test('calls and bytes are the same after 113, 1,009 and 10,001 entries, a page flush included', async () => {
  const short = sums(await costTable({ history: 113 }, BETWEEN_FLUSHES))
  for (const history of [1_000, 10_000].map(atOnePhase)) {
    expect([history, sums(await costTable({ history }, BETWEEN_FLUSHES))]).toEqual([history, short])
  }
})

test('calls and bytes are the same among 2 and among 2,000 members', async () => {
  expect(sums(await costTable({}, BETWEEN_FLUSHES, { members: 2_000 }))).toEqual(
    sums(await costTable({}, BETWEEN_FLUSHES)),
  )
})

test.each(['lots', 'limits'] as const)(
  'calls are the same with few and many %s, bytes grow by one of them each',
  async (kind) => {
    const at = async (count: number) =>
      sums(await costTable({ history: 113, [kind]: count }, WITHOUT_FLUSH, { isAnewForEach: true }))
    const one = await at(1)
    const two = await at(2)
    for (const count of kind === 'lots' ? [8, 32] : [0, 8, 64]) {
      const many = await at(count)
      for (const { name } of operations) {
        const [first, second, found] = [one[name], two[name], many[name]]
        if (!first || !second || !found) throw new Error(`${name} was not measured`)
        expect([name, count, found.reads, found.writes]).toEqual([name, count, first.reads, first.writes])
        if (count === 0) continue
        for (const bytes of ['bytesRead', 'bytesWritten'] as const) {
          expect([name, count, found[bytes]]).toEqual([
            name,
            count,
            first[bytes] + (count - 1) * (second[bytes] - first[bytes]),
          ])
        }
      }
    }
  },
)
