import type { Cut, Gain, Had } from './decision'
import { type Cap, type Facts, numberFact, type Words } from './rule'

/** A gain of so many points at most: what goes by spending is kept before the rest. */
const withPoints = (gain: Gain, points: number): Gain => ({
  ...gain,
  points,
  bySpending: Math.min(gain.bySpending, points),
})

/** What a campaign gives within its own caps: for one event, for a member's day, for a member. */
export function withinCampaignCaps(gain: Gain, had: Had): { readonly gain: Gain; readonly cuts: readonly Cut[] } {
  const { campaignId, title, perEvent, perMemberDay, perMember } = gain.terms
  const caps: readonly (readonly [string, number | undefined, number])[] = [
    ['每次', perEvent, 0],
    ['每人每天', perMemberDay?.points, had.dayPoints],
    ['每人一共', perMember?.points, had.points],
  ]
  let left = gain
  const cuts: Cut[] = []
  for (const [whose, most, before] of caps) {
    if (most === undefined) continue
    const room = Math.max(0, most - before)
    if (left.points <= room) continue
    const text = ({ points }: Words) => `「${title}」${whose}最多得 ${most} ${points}`
    cuts.push({ points: left.points - room, campaign: campaignId, text })
    left = withPoints(left, room)
  }
  return { gain: left, cuts }
}

/** Takes so many points off gains, the last campaign first; answers what is still to be taken off the base. */
function cutFromLast(gains: Gain[], excess: number): number {
  let left = excess
  for (let at = gains.length - 1; at >= 0 && left > 0; at -= 1) {
    const gain = gains[at]
    if (!gain) continue
    const taken = Math.min(left, gain.points)
    gains[at] = withPoints(gain, gain.points - taken)
    left -= taken
  }
  return left
}

/** All that is given within the programme's caps: these cut campaigns before the base, and the last campaign first. */
export function withinProgrammeCaps(base: number, gains: readonly Gain[], caps: readonly Cap[], facts: Facts) {
  const left = { base, gains: [...gains] }
  const cuts: Cut[] = []
  for (const cap of caps) {
    const room = Math.max(0, cap.most - (cap.had === undefined ? 0 : numberFact(facts, cap.had)))
    const points = left.base + left.gains.reduce((sum, gain) => sum + gain.points, 0)
    if (points <= room) continue
    cuts.push({ points: points - room, text: (words) => cap.text(words) })
    left.base -= cutFromLast(left.gains, points - room)
  }
  return { ...left, cuts }
}
