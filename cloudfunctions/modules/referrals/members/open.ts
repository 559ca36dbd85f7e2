import { refuse } from '../../../kernel/refusal'
import type { Work } from '../../../platform/context'
import { maskedName } from '../../members'
import { openCampaign } from '../open-campaign'
import { memberOfCode } from '../referrer'
import { comeBy } from '../touch'

/** The first page of the mini program: whoever comes may join there. */
const HOME = '/tabs/home/index'

/** Somebody, member or not, opened a member's card: where it leads. Opening it earns nobody anything. */
export async function openCard(work: Work, visitor: string, shareCode: string) {
  const open = await openCampaign(work, work.nowMs)
  const referrer = open && (await memberOfCode(work, shareCode))
  if (!open || !referrer) return refuse('no_such_card')
  await comeBy(work, visitor, referrer._id, open)
  return { maskedName: maskedName(referrer.profile.nickname), path: HOME }
}
