import { type Account, limitUsed } from '../../ledger'
import { type Campaign, periodOf } from '../domain/campaign'
import { countedOf, pointsName, spentName, timesName } from '../domain/usage'

/** What a member has had of a campaign and how much more there may be. */
export function standingIn(account: Account, { campaignId, body }: Campaign, today: string) {
  const used = (name: string, period: string) => limitUsed(account, { name, period })
  const had = (period: string, most: Campaign['body']['perMember']) => ({
    points: countedOf(used(pointsName(campaignId), period), most?.points),
    times: countedOf(used(timesName(campaignId), period), most?.times),
  })
  const whole = had(periodOf(body), body.perMember)
  return { ...whole, today: body.perMemberDay ? had(today, body.perMemberDay) : null }
}

export function hadSomething(account: Account, { campaignId, body }: Campaign): boolean {
  return limitUsed(account, { name: timesName(campaignId), period: periodOf(body) }) > 0
}

export function spentIn(account: Account, { campaignId, body }: Campaign): number {
  return limitUsed(account, { name: spentName(campaignId), period: periodOf(body) })
}
