import { nobodyMeets, strangers } from './checks/audience'
import { deadDates, overAlready } from './checks/dates'
import { disclosed, prizesAllowed } from './checks/draws'
import { couponsGiven, drawsGiven, standingGiven, thingsAsked } from './checks/leads-to'
import { awardFits, budgetLasts, hasCeiling, limitsBind, sometimesBest, stepsReachable } from './checks/limits'
import {
  compounding,
  couponLoops,
  friendRefunds,
  redeemLoops,
  refundFarming,
  splitOrders,
  stacksBelowCost,
} from './checks/money'
import { inducement, untrueWords } from './checks/words'
import type { CampaignDraft } from './draft'
import type { Finding } from './finding'
import type { Check, Surroundings } from './surroundings'

/** All that is looked for, what costs money first. */
const CHECKS: readonly Check[] = [
  redeemLoops,
  couponLoops,
  refundFarming,
  friendRefunds,
  splitOrders,
  stacksBelowCost,
  compounding,
  disclosed,
  prizesAllowed,
  inducement,
  untrueWords,
  overAlready,
  deadDates,
  nobodyMeets,
  strangers,
  couponsGiven,
  thingsAsked,
  drawsGiven,
  standingGiven,
  budgetLasts,
  awardFits,
  stepsReachable,
  limitsBind,
  sometimesBest,
  hasCeiling,
]

/**
 * All that is most likely not meant in a draft, errors first. Pure: looks at the draft and at what is in force around it.
 * A sound campaign has none.
 */
export function lint(draft: CampaignDraft, around: Surroundings): readonly Finding[] {
  const found = CHECKS.flatMap((check) => check(draft, around))
  return [
    ...found.filter(({ severity }) => severity === 'error'),
    ...found.filter(({ severity }) => severity !== 'error'),
  ]
}
