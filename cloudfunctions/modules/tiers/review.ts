import { addDays } from '../../kernel/business-date'
import { settingsOf, type Work } from '../../platform/context'
import { ensureDocument, untilSettled } from '../../platform/guarded-store'
import { tellMember } from '../../platform/messages'
import { type Account, accountOf, amendAccount } from '../ledger'
import { scheduleReview, tellNewest, tierMessage } from './after-change'
import { outlookOf } from './domain/outlook'
import { hasMoved, type Standing, standingOn } from './domain/standing'
import { noticeText } from './domain/wording'
import { tierRules } from './ladder-in-force'
import { roomWith, storedStanding } from './room'
import { tierSettings } from './settings'
import { tierReviews } from './store'

/** Whether bringing a standing up to date has changed anything that has to be kept. */
export function isOutOfDate(stored: Standing, now: Standing): boolean {
  return hasMoved(stored, now) || (stored.basis === null) !== (now.basis === null)
}

/** Gives notice of a tier that ends soon and would not be kept. Answers its last day where the time for it has come. */
async function giveNotice(work: Work, account: Account): Promise<string | undefined> {
  const { tierNoticeDays } = await settingsOf(work, tierSettings)
  const { keeping } = outlookOf(storedStanding(account), await tierRules(work), work.today)
  if (!keeping || keeping.isGrace || work.today < addDays(keeping.until, -tierNoticeDays)) return undefined
  if (keeping.missing.fen > 0) {
    const told = { id: `tier_ends|${keeping.until}`, kind: 'tier_ends', ...noticeText(keeping, work.today) }
    await tellMember(work, tierMessage(account, told))
  }
  return keeping.until
}

/** Looks at one account whose time has come: writes what its tier has become, tells it, and enters the next time. */
export async function reviewAccount(work: Work, member: string): Promise<void> {
  const rules = await tierRules(work)
  await amendAccount(work, member, (account) => {
    const stored = storedStanding(account)
    const now = standingOn(stored, rules, work.today)
    return isOutOfDate(stored, now) ? { marks: { rooms: roomWith(now) } } : null
  })
  const account = await accountOf(work, member)
  if (!account) return
  await tellNewest(work, account)
  // Last: should this end before, the account is looked at again, and is told the same.
  await scheduleReview(work, account, await giveNotice(work, account))
}

/** Enters that an account is to be looked at now, before anything of it is changed: whatever ends here, the job goes on. */
export async function markForReview(work: Work, account: Account): Promise<void> {
  const marked = { lookAtMs: work.nowMs, version: account.version }
  const fresh = {
    _id: account._id,
    schema: 1,
    member: account.member,
    dueAtMs: null,
    noticedFor: '',
    ...marked,
  } as const
  await untilSettled(work, async () => {
    const there = await ensureDocument(work, tierReviews, fresh)
    if (!there || (there.lookAtMs !== null && there.lookAtMs <= work.nowMs)) return { value: null }
    const where = { _id: account._id, version: there.version, lookAtMs: there.lookAtMs }
    return (await work.store.update(tierReviews, where, { set: { lookAtMs: work.nowMs } })) ? { value: null } : 'again'
  })
}
