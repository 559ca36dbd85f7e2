import { businessDateOf } from '../../kernel/business-date'
import type { Work } from '../../platform/context'
import { type Account, type Entry, limitsWith, limitUsed } from '../ledger'
import { decidedAgain } from './again'
import { type Counted, type Counting, campaignLimit, type Span } from './counting'
import type { Gain } from './domain/decision'
import { comesToSomething } from './domain/evaluate'
import { AT, SPENT_BEFORE } from './domain/rule'

/** A part of what an award was for, that is gone. */
export interface Gone {
  /** The entry of the award. */
  readonly entry: Entry
  /** Of whoever has what it gave by now, as it is now. */
  readonly account: Account
  /** Whether that is the account which counted it: not that of somebody into whom the member was merged. */
  readonly isOwn: boolean
  readonly amountFen: number
  /** What of it stood before, and what stands now; of so much. */
  readonly before: number
  readonly after: number
  readonly of: number
}

/** What stands of some points when so much is left of what they were for. */
const keptOf = (points: number, left: number, of: number) => Number((BigInt(points) * BigInt(left)) / BigInt(of))

/** What goes of some points when what they were for shrinks from one part of it to another. */
export const goneOf = (points: number, { before, after, of }: Pick<Gone, 'before' | 'after' | 'of'>) =>
  keptOf(points, before, of) - keptOf(points, after, of)

/** The points that the steps of a campaign are worth when so much is spent in it. */
function stepsAt({ given }: Gain, spentFen: number, atMs: number): number {
  const points = given.flatMap(({ compiled, facts }) => {
    const spent = { ...facts, [AT]: atMs, amountFen: spentFen, [SPENT_BEFORE]: 0 }
    return compiled.effects.flatMap(({ definition, args }) => definition.intents(spent, args))
  })
  return points.reduce(
    (sum, intent) => sum + (intent.kind === 'points' && intent.standsBy === 'spending' ? intent.points : 0),
    0,
  )
}

/** What is left of what some gains were for, and of whom. */
export interface GoneOf extends Pick<Gone, 'isOwn' | 'amountFen' | 'before' | 'after' | 'of'> {
  readonly account: Pick<Account, 'limits'>
  readonly gains: readonly Gain[]
  /** When the event was by whose rules they were given. */
  readonly atMs: number
  /** The day on which they were posted: what was carried out late was counted then. */
  readonly postedOn: string
}

export interface TakenBack {
  /** Of what goes by what is spent in the campaigns: the order's own share takes the rest. */
  readonly points: number
  readonly limits: Account['limits']
  /** All that each campaign loses. */
  readonly byCampaign: ReadonlyMap<string, number>
}

/** What is taken back of some gains. Pure. */
export function takenBackOf({ today }: Pick<Work, 'today'>, gone: GoneOf): TakenBack {
  const { gains, atMs, postedOn, account, isOwn, amountFen, after } = gone
  let { limits } = account
  let points = 0
  const byCampaign = new Map<string, number>()
  const goesByShare = (whole: number) => goneOf(whole, gone)
  for (const gain of gains) {
    const counting: Counting = { terms: gain.terms, atMs, today: postedOn }
    const used = (counted: Counted) => limitUsed(account, campaignLimit(counting, counted))
    const less = (counted: Counted, gone: number, span?: Span) => {
      if (isOwn) limits = limitsWith({ limits }, campaignLimit(counting, counted, span), -gone, today)
    }
    const spent = used('spent')
    const stands = stepsAt(gain, Math.max(0, spent - amountFen), counting.atMs)
    // guard: steps-given
    const ownSteps = spent > 0 ? Math.max(0, used('steps') - stands) : 0
    const steps = gain.spentFen === null ? 0 : isOwn ? ownSteps : goesByShare(gain.bySpending)
    points += steps
    if (gain.spentFen !== null) less('spent', amountFen)
    less('steps', steps)
    const taken = steps + goesByShare(gain.points - gain.bySpending)
    byCampaign.set(gain.terms.campaignId, taken)
    for (const span of ['campaign', 'day'] as const) {
      less('points', taken, span)
      if (after === 0 && comesToSomething(gain)) less('times', 1, span)
    }
    if (after === 0 && isOwn)
      for (const { name, period = gain.terms.period, add } of gain.counts)
        limits = limitsWith({ limits }, { name, period }, -add, today)
  }
  return { points, limits, byCampaign }
}

/**
 * What is taken back of what campaigns gave by what was spent in them, and the account's counts without what is gone. What
 * they gave by the event alone is taken back by its own share, and counted off here. Steps keep what they are worth for
 * what is still spent in the campaign, whichever order is brought back, and never take more than they gave.
 */
export async function takenBack(
  work: Work,
  gone: Gone,
): Promise<{ readonly points: number; readonly limits: Account['limits'] }> {
  const { entry, account } = gone
  const again = await decidedAgain(work, entry)
  if (!again) return { points: 0, limits: account.limits }
  const atMs = again.trace.at ?? entry.atMs
  return takenBackOf(work, { ...gone, gains: again.decision.gains, atMs, postedOn: businessDateOf(entry.atMs) })
}
