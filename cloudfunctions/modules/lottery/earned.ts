import type { BusinessDate } from '../../kernel/business-date'
import { type Account, limitsWith, limitUsed } from '../ledger'

/** Under which name rules count chances to draw for a member. */
export const chancesName = (campaignId: string) => `lottery.chances:${campaignId}`

/** Chances that rules have given, by the period that they were counted in: a rule of another version may have had another. */
export function periodsOf({ limits }: Account, campaignId: string): readonly string[] {
  const before = `${chancesName(campaignId)}|`
  return Object.keys(limits)
    .filter((place) => place.startsWith(before))
    .map((place) => place.slice(before.length))
    .sort()
}

/** How many chances that rules have given are left. */
export function earnedChances(account: Account, campaignId: string): number {
  const name = chancesName(campaignId)
  return periodsOf(account, campaignId).reduce((sum, period) => sum + limitUsed(account, { name, period }), 0)
}

/** The counts with one of these chances used. */
export function limitsLess(account: Account, campaignId: string, today: BusinessDate): Account['limits'] {
  const [period] = periodsOf(account, campaignId)
  if (period === undefined) throw new Error(`${account._id} has no chance of ${campaignId}`)
  return limitsWith(account, { name: chancesName(campaignId), period }, -1, today)
}
