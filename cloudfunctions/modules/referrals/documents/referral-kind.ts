import type { Work } from '../../../platform/context'
import type { Problem } from '../../../platform/problems'
import { type Campaign, type CampaignKind, campaignsAt, type DraftCampaign } from '../../campaigns'
import { wordsNotAllowed } from '../../sharing'
import { shownTerms } from '../members/shown-terms'
import { areOn, openCampaign, REFERRAL } from '../open-campaign'
import { REFERRALS_PAGE } from '../page'
import { referralFields, rulesOf, termsIn } from '../terms'

/** Fields of other campaigns that mean nothing here: who wrote them would believe that they bound something. */
const UNUSED = ['rules', 'audience', 'budget', 'perEvent', 'perMember', 'perMemberDay', 'forecastPointsPerDay'] as const

function unusedOnes(body: DraftCampaign['body']): Problem[] {
  const isWritten = (value: unknown) => value !== undefined && !(Array.isArray(value) && value.length === 0)
  return UNUSED.filter((name) => isWritten(body[name])).map((path) => ({
    path,
    message: '“带朋友来”用不到这一项；人数用 perReferrer 和 mostFriends 限制',
  }))
}

/** Words that would induce to share, in what a chat or a page shows. */
function wordsIn(body: DraftCampaign['body']): Problem[] {
  return (['title', 'shareTitle', 'text'] as const).flatMap((path) => {
    const words = wordsNotAllowed(String(body[path] ?? ''))
    return words.length === 0 ? [] : [{ path, message: `不能有诱导分享的词：${words.join('、')}` }]
  })
}

/** Another one that runs on some of the same days: who joins then would not know whose terms hold. */
async function besides(work: Work, { id, body }: DraftCampaign): Promise<Problem[]> {
  const overlaps = (other: Campaign) => other.body.fromMs < body.untilMs && body.fromMs < other.body.untilMs
  return (await campaignsAt(work, work.nowMs))
    .filter((other) => other.campaignId !== id && other.body.kind === REFERRAL && overlaps(other))
    .filter((other) => other.body.untilMs > work.nowMs)
    .map(({ body: { title }, campaignId }) => ({
      path: 'fromMs',
      message: `和“${title}”（${campaignId}）的时间重叠，同一时间只能有一个`,
    }))
}

/** How many there are for all is one sum from beginning to end. */
function changedPlaces({ body, before }: DraftCampaign, nowMs: number): Problem[] {
  if (before?.body.kind !== REFERRAL || before.isRetired || before.body.fromMs > nowMs) return []
  const earlier = termsIn(before.body).mostFriends
  if (termsIn(body).mostFriends === earlier) return []
  return [{ path: 'mostFriends', message: `开始之后不能改，现在是 ${earlier ?? '不限'}` }]
}

/** Members who bring friends, as a kind of campaign. */
export const referralKind: CampaignKind = {
  kind: REFERRAL,
  title: '带朋友来',
  fields: referralFields,
  path: () => REFERRALS_PAGE,
  async problems(work, draft) {
    return [
      ...unusedOnes(draft.body),
      ...wordsIn(draft.body),
      ...(await besides(work, draft)),
      ...changedPlaces(draft, work.nowMs),
    ]
  },
  async promises(work, { body }, { points }) {
    return (await areOn(work)) ? rulesOf(termsIn(body), points) : []
  },
  async view(work, account, { campaignId }) {
    const open = await openCampaign(work, work.nowMs)
    return open?.campaign.campaignId === campaignId ? shownTerms(work, open, account) : {}
  },
}
