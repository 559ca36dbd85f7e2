import type { Work } from '../../platform/context'
import { LATER_VERSION_DELAY_MS } from '../../platform/published'
import type { Publishable } from '../../platform/publishing'
import { decodeCursor } from '../../platform/store'
import { accountsPage } from '../ledger'
import { type Ladder, tierIn } from './domain/ladder'
import { ladderProblems } from './domain/ladder-problems'
import { type Standing, standingOn, type TierRules } from './domain/standing'
import { frozenTier, ladderAt, ladderWith, readTier, rulesFor, TIERS } from './ladder-in-force'
import { storedStanding } from './room'
import { tierDrafts } from './store'

const ACCOUNTS_PER_SLICE = 100

/** The ladder as it will be when all that was published is in force. */
function comingLadder(work: Work): Promise<Ladder> {
  return ladderAt(work, work.nowMs + LATER_VERSION_DELAY_MS)
}

type Move = 'up' | 'down' | 'stays'

/**
 * Where somebody goes. Down is also who holds a tier that now asks for more than they have: it is theirs for as long as
 * was promised, and is reviewed then.
 */
function moveOf(before: Standing, after: Standing, ladder: Ladder): Move {
  if (before.tier !== after.tier && before.changes[0] !== after.changes[0]) {
    const [from, to] = [tierIn(ladder, before.tier), tierIn(ladder, after.tier)]
    return (to?.order ?? -1) > (from?.order ?? -1) ? 'up' : 'down'
  }
  return before.basis !== null && after.basis === null ? 'down' : 'stays'
}

async function moveEach(
  work: Work,
  rules: { readonly now: TierRules; readonly next: TierRules },
  cursor: string | null,
) {
  const page = await accountsPage(work, ACCOUNTS_PER_SLICE, cursor ?? undefined)
  const moves = page.items
    .filter(({ status }) => status !== 'closed')
    .map((account) => {
      const before = standingOn(storedStanding(account), rules.now, work.today)
      return moveOf(before, standingOn(before, rules.next, work.today), rules.next.ladder)
    })
  const count = (move: Move) => moves.filter((one) => one === move).length
  const preview = { members: moves.length, up: count('up'), down: count('down'), stays: count('stays') }
  return { preview, next: page.next }
}

export const tiersKind: Publishable = {
  kind: TIERS,
  title: '会员等级',
  drafts: tierDrafts,
  isRetirable: true,
  async problems(work, draft) {
    const { tier, problems } = readTier(draft)
    if (!tier) return problems
    const others = (await comingLadder(work)).filter(({ tierId }) => tierId !== tier.tierId)
    return ladderProblems(tier, others)
  },
  frozen: (_, body) => frozenTier(body),
  async preview(work, draft, cursor) {
    if (cursor !== null && !decodeCursor(cursor)) return null
    const { tier } = readTier(draft)
    if (!tier) return null
    const ladder = await comingLadder(work)
    const [now, next] = [await rulesFor(work, ladder), await rulesFor(work, ladderWith(ladder, tier))]
    return moveEach(work, { now, next }, cursor)
  },
}
