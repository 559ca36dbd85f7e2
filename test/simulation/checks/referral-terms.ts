import type { InForce } from './in-force'

/** What a campaign of friends says, as one reads it. */
export interface FriendTerms {
  readonly fromMs: number
  readonly untilMs: number
  readonly isPaused?: boolean
  readonly referrerPoints: number
  readonly friendPoints: number
  readonly joinWithinDays: number
  readonly orderWithinDays: number
  readonly minOrderFen: number
  readonly perReferrer: { readonly friends: number; readonly per: 'month' | 'campaign' }
  readonly mostFriends?: number
}

interface Switch {
  readonly referrals: 'on' | 'off'
}

/** The campaign's version that counted at a moment, if it was live then: with the switch left aside. */
export function liveAt(inForce: InForce, campaignId: string, atMs: number) {
  const found = inForce.campaignAt(campaignId, atMs)
  const terms = found?.body as unknown as FriendTerms | undefined
  const isLive = terms !== undefined && !terms.isPaused && terms.fromMs <= atMs && atMs < terms.untilMs
  return found && isLive ? { version: found.version, terms } : null
}

/** Whether all of it was switched on at a moment. */
export const isOnAt = (inForce: InForce, atMs: number) =>
  (inForce.settings(atMs) as unknown as Switch).referrals === 'on'

/** Whether anything is paid at a moment: nothing is while it is switched off, or the campaign is paused. */
export function isPaidAt(inForce: InForce, campaignId: string, atMs: number): boolean {
  const terms = inForce.campaignAt(campaignId, atMs)?.body as unknown as FriendTerms | undefined
  return isOnAt(inForce, atMs) && terms?.isPaused !== true
}
