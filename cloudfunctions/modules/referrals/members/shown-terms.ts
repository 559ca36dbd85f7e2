import { brandSettings, pointsNameOf } from '../../../platform/brand'
import { settingsOf, type Work } from '../../../platform/context'
import { periodOf } from '../../campaigns'
import { type Account, leftOfQuota, limitUsed } from '../../ledger'
import { wordsNotAllowed } from '../../sharing'
import type { OpenCampaign } from '../open-campaign'
import { placesOf } from '../paying/places'
import { friendsLimit } from '../paying/posting'
import { countedIn, rulesOf } from '../terms'

const TITLE_MAX_LENGTH = 28
/** Says nothing of the shop: for one whose own name a chat would not be shown. */
const PLAIN_TITLE = '来店里坐坐'

/** The card's title: the operator's own, checked when it was published, or the shop's name. It names no gain. */
async function shareTitle(work: Work, { terms }: OpenCampaign): Promise<string> {
  if (terms.shareTitle !== undefined) return terms.shareTitle
  const { brand } = await settingsOf(work, brandSettings)
  const title = [...brand.name].slice(0, TITLE_MAX_LENGTH).join('')
  return title === '' || wordsNotAllowed(title).length > 0 ? PLAIN_TITLE : title
}

/** What a member sees of a campaign: the whole rule, and what is left of it for them and for all. */
export async function shownTerms(work: Work, open: OpenCampaign, account: Account) {
  const { campaign, terms } = open
  const { campaignId, body } = campaign
  const period = countedIn(terms, periodOf(body), work.today)
  const places = placesOf(campaignId, terms)
  return {
    campaignId,
    title: body.title,
    untilMs: body.untilMs,
    referrerPoints: terms.referrerPoints,
    friendPoints: terms.friendPoints,
    rules: [...rulesOf(terms, await pointsNameOf(work))],
    rewarded: limitUsed(account, friendsLimit(campaignId, period)),
    most: terms.perReferrer.friends,
    per: terms.perReferrer.per,
    placesLeft: places === null ? null : await leftOfQuota(work, places.id, places.parts),
    shareTitle: await shareTitle(work, open),
  }
}
