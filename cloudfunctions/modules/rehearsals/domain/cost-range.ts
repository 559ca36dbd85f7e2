import { seededRandom } from '../../../kernel/seeded-random'

/** What one day would have cost with budgets that never end. */
export interface DayWanted {
  readonly points: number
  readonly giftFen: number
  readonly times: number
}

export interface RangeAsked {
  /** How many days the campaign has. */
  readonly days: number
  /** What a point costs, in 1/10,000 of a fen. */
  readonly pointCostBps: number
  readonly budget: Partial<DayWanted>
  readonly perDay: Partial<DayWanted>
  readonly seed: number
}

/** What a campaign would cost when people do more, or less, than they did: so much in one of ten runs at most, and so on. */
export interface CostRange {
  readonly changePercent: number
  readonly p10Fen: number
  readonly p50Fen: number
  readonly p90Fen: number
}

/** How much more people may do because there is a campaign; less, if it falls into a quiet time. */
const CHANGES_PERCENT = [-30, -20, -10, 0, 10, 20, 30, 50, 100]
const RUNS = 400
const BPS = 10_000

const NAMES = ['points', 'giftFen', 'times'] as const

/** The share of what is wanted that bounds leave. */
function shareWithin(wanted: DayWanted, most: Partial<DayWanted>): number {
  return Math.min(
    1,
    ...NAMES.map((name) => (wanted[name] > 0 ? (most[name] ?? Number.POSITIVE_INFINITY) / wanted[name] : 1)),
  )
}

const scaled = ({ points, giftFen, times }: DayWanted, by: number): DayWanted => ({
  points: points * by,
  giftFen: giftFen * by,
  times: times * by,
})

function costOf(days: readonly DayWanted[], { pointCostBps, budget, perDay }: RangeAsked, change: number): number {
  const sum = { points: 0, giftFen: 0, times: 0 }
  for (const day of days) {
    const wanted = scaled(day, change)
    const share = shareWithin(wanted, perDay)
    for (const name of NAMES) sum[name] += wanted[name] * share
  }
  return ((sum.points * pointCostBps) / BPS + sum.giftFen) * shareWithin(sum, budget)
}

const at = (sorted: readonly number[], percent: number) =>
  Math.round(sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? 0)

/**
 * The range of what a campaign costs: days of the past are drawn again and again, with repetition, until they make a
 * campaign (bootstrap by days), each time within its budgets. The same seed gives the same range.
 */
export function costRanges(past: readonly DayWanted[], asked: RangeAsked): readonly CostRange[] {
  const random = seededRandom(asked.seed)
  const runs = Array.from({ length: past.length === 0 ? 0 : RUNS }, () =>
    Array.from({ length: asked.days }, () => past[Math.floor(random() * past.length)] as DayWanted),
  )
  return CHANGES_PERCENT.map((changePercent) => {
    const costs = runs.map((days) => costOf(days, asked, 1 + changePercent / 100)).sort((one, other) => one - other)
    return { changePercent, p10Fen: at(costs, 10), p50Fen: at(costs, 50), p90Fen: at(costs, 90) }
  })
}
