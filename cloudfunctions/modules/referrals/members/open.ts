import { refuse } from '../../../kernel/refusal'
import type { Work } from '../../../platform/context'
import { maskedName } from '../../members'
import { openCampaign } from '../open-campaign'
import { memberOfCode } from '../referrer'
import { comeBy } from '../touch'

/** The first page of the mini program: whoever comes may join there. */
const HOME = '/tabs/home/index'

/**
 * Somebody, member or not, opened a member's card: where it leads. Opening it earns nobody anything. One that is still in a
 * chat when the campaign is over leads there as before, and is noted no more: so who asks again is answered the same.
 */
export async function openCard(work: Work, visitor: string, shareCode: string) {
  const referrer = await memberOfCode(work, shareCode)
  if (!referrer) return refuse('no_such_card')
  const open = await openCampaign(work, work.nowMs)
  if (open) await comeBy(work, visitor, referrer._id, open)
  return { maskedName: maskedName(referrer.profile.nickname), path: HOME }
}
