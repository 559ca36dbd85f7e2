import type { ReferralTerms } from '../terms'

/** The quota of which every friend who is rewarded takes one; null where the campaign sets no such bound. */
export function placesOf(campaign: string, { mostFriends }: ReferralTerms) {
  return mostFriends === undefined ? null : { id: `rf|${campaign}`, shards: 1, parts: [mostFriends] }
}
