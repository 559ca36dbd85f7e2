import { addDays, startOfDateMs } from '../../kernel/business-date'
import { pointsNameOf } from '../../platform/brand'
import type { Work } from '../../platform/context'
import type { Job } from '../../platform/jobs'
import { tellMember } from '../../platform/messages'
import { type Account, accountsDueBefore, balancesOn } from '../ledger'
import { dueNotices, noticeHorizon, noticeText } from './domain/expiry-notice'

const ACCOUNTS_PER_SLICE = 50
const STATEMENT_OF_EXPIRY = '/features/points/pages/statement?show=expiring'

async function tell(work: Work, account: Account): Promise<number> {
  const pointsName = await pointsNameOf(work)
  const due = dueNotices(balancesOn(account, work.today).lots, work.today)
  for (const notice of due) {
    await tellMember(work, {
      // One message for each day that points end on and each of the notices, however often the job runs.
      id: `${account._id}|points_expiring|${notice.expiresOn}|${notice.daysBefore}`,
      member: account.member,
      kind: 'points_expiring',
      ...noticeText(notice, pointsName),
      link: STATEMENT_OF_EXPIRY,
    })
  }
  return due.length
}

/** Tells members 30 and 7 days before points end. The message in the inbox is the proof that they were told. */
export const expiryNoticesJob: Job = {
  name: 'notifications-points-expiring',
  everyMinutes: 60,
  async slice(work, position) {
    const before = startOfDateMs(addDays(noticeHorizon(work.today), 2))
    const page = await accountsDueBefore(work, before, ACCOUNTS_PER_SLICE, position)
    let done = 0
    for (const account of page.items) done += await tell(work, account)
    return { done, next: page.next }
  },
}
