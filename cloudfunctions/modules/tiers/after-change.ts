import { addDays, startOfDateMs } from '../../kernel/business-date'
import { settingsOf, type Work } from '../../platform/context'
import { ensureDocument, untilSettled } from '../../platform/guarded-store'
import { type Message, tellMember } from '../../platform/messages'
import { type Account, accountOf } from '../ledger'
import { tierIn } from './domain/ladder'
import { outlookOf, reviewDayOf } from './domain/outlook'
import { type Standing, standingOn, type TierRules } from './domain/standing'
import { fallenText, graceText, reachedText, type Told } from './domain/wording'
import { tierRules } from './ladder-in-force'
import { storedStanding } from './room'
import { tierSettings } from './settings'
import { type TierReview, tierReviews } from './store'
import { tellRules } from './tier-changed'

/** The page that shows a member's tier. */
const TIER_PAGE = '/features/tiers/pages/tier'

/** The newest change of a standing in words, with an id under which it is told once; null when there is nothing to tell. */
function tidings(standing: Standing, rules: TierRules, today: string): (Told & { id: string; kind: string }) | null {
  const { ladder } = rules
  const { grace } = standing
  const outlook = outlookOf(standingOn(standing, rules, today), rules, today)
  if (grace) {
    if (!outlook.keeping?.isGrace) return null
    return { id: `tier_grace|${grace.until}`, kind: 'tier_grace', ...graceText(outlook.keeping, grace.cause, today) }
  }
  const [newest] = standing.changes
  if (!newest) return null
  const [from, to] = [tierIn(ladder, newest.from), tierIn(ladder, newest.to)]
  const id = `${newest.on}|${newest.from}|${newest.to}`
  const isUp =
    to !== null && (newest.from === '' || newest.cause === 'order' || (from !== null && from.order < to.order))
  if (isUp) {
    return { id: `tier_reached|${id}`, kind: 'tier_reached', ...reachedText({ ...outlook, tier: to }, today) }
  }
  const told = { ...newest, from: from?.name ?? '原来的等级', to }
  return { id: `tier_left|${id}`, kind: 'tier_left', ...fallenText(told, outlook.next, today) }
}

/** A message about the tier of an account. */
export function tierMessage(account: Account, { id, ...told }: Told & { id: string; kind: string }): Message {
  return { id: `${account._id}|${id}`, member: account.member, link: TIER_PAGE, ...told }
}

/** When a standing has to be looked at: on the day that its tier ends, and before it for a notice not given yet. */
function reviewOf(
  standing: Standing,
  noticeDays: number,
  noticedFor: string,
): Pick<TierReview, 'dueAtMs' | 'lookAtMs'> {
  const dueOn = reviewDayOf(standing)
  if (dueOn === null) return { dueAtMs: null, lookAtMs: null }
  const { grace, keepUntil } = standing
  const isNoticed = grace !== null || keepUntil === null || noticedFor === keepUntil
  return { dueAtMs: startOfDateMs(dueOn), lookAtMs: startOfDateMs(isNoticed ? dueOn : addDays(keepUntil, -noticeDays)) }
}

/** Enters when an account is to be looked at next, unless that was made from a newer state of it. */
export async function scheduleReview(work: Work, account: Account, noticed?: string): Promise<void> {
  const { tierNoticeDays } = await settingsOf(work, tierSettings)
  const standing = storedStanding(account)
  await untilSettled(work, async () => {
    const there = await work.store.get(tierReviews, account._id)
    const noticedFor = noticed ?? there?.noticedFor ?? ''
    const wanted = { ...reviewOf(standing, tierNoticeDays, noticedFor), noticedFor, version: account.version }
    if (!there) {
      if (wanted.lookAtMs === null) return { value: null }
      const first = { _id: account._id, schema: 1, member: account.member, ...wanted } as const
      return (await ensureDocument(work, tierReviews, first)) === first ? { value: null } : 'again'
    }
    const isSame =
      there.lookAtMs === wanted.lookAtMs && there.dueAtMs === wanted.dueAtMs && there.noticedFor === noticedFor
    // guard: review-newer
    if (isSame || there.version > account.version) return { value: null }
    // guard: review-version
    const where = { _id: account._id, version: there.version, lookAtMs: there.lookAtMs }
    return (await work.store.update(tierReviews, where, { set: wanted })) ? { value: null } : 'again'
  })
}

/** Tells a member, and the rules, of the newest change of their tier, once. */
export async function tellNewest(work: Work, account: Account): Promise<void> {
  const standing = storedStanding(account)
  const told = tidings(standing, await tierRules(work), work.today)
  if (told) await tellMember(work, tierMessage(account, told))
  await tellRules(work, account, standing)
}

/**
 * Tells a member of the newest change of their tier and enters when it is to be reviewed. May be called again, by whoever
 * goes on with an operation, and then changes nothing: all of it follows from the account as it is now.
 */
export async function afterTierChange(work: Work, changed: Pick<Account, 'member'>): Promise<void> {
  const account = await accountOf(work, changed.member)
  if (!account) return
  await tellNewest(work, account)
  await scheduleReview(work, account)
}
