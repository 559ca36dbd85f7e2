import type { Work } from '../../../platform/context'
import type { Account } from '../../ledger'
import { memberShareOf } from '../../rules'
import { countedOf } from '../domain/usage'
import type { RunningVersion } from '../running/compile'

/** What an account counts of a campaign now: of what nothing bounds, it counts nothing. */
function hadOf(work: Pick<Work, 'nowMs' | 'today'>, account: Account, { terms }: RunningVersion) {
  return memberShareOf(account, { terms, atMs: work.nowMs, today: work.today })
}

/** What a member has had of a campaign and how much more there may be. */
export function standingIn(work: Work, account: Account, version: RunningVersion) {
  const { points, times, dayPoints, dayTimes } = hadOf(work, account, version)
  const { perMember, perMemberDay } = version.terms
  return {
    points: countedOf(points, perMember?.points),
    times: countedOf(times, perMember?.times),
    today: perMemberDay
      ? { points: countedOf(dayPoints, perMemberDay.points), times: countedOf(dayTimes, perMemberDay.times) }
      : null,
  }
}

/** Whether a member had something of it, as far as the account counts that: of a campaign with a budget it always does. */
export function hadSomething(work: Work, account: Account, version: RunningVersion): boolean {
  return Object.values(hadOf(work, account, version)).some((had) => had > 0)
}

export function spentIn(work: Work, account: Account, version: RunningVersion): number {
  return hadOf(work, account, version).spentFen
}
