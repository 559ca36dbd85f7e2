import { settingsOf, type Work } from '../../platform/context'
import { type Campaign, campaignInForce, campaignsAt, stateOf } from '../campaigns'
import { referralSettings } from './settings'
import type { Promised } from './store'
import { type ReferralTerms, termsIn } from './terms'

export const REFERRAL = 'referral'
const CAMPAIGNS = 'campaigns'

/** A campaign under which members bring friends, with its terms. */
export interface OpenCampaign {
  readonly campaign: Campaign
  readonly terms: ReferralTerms
}

/** Whether the whole feature is switched on, now or at another moment. */
export async function areOn(work: Work, atMs = work.nowMs): Promise<boolean> {
  return (await settingsOf({ ...work, nowMs: atMs }, referralSettings)).referrals === 'on'
}

/** The one campaign that was live at a moment, of several the first; null for none, and where all of it was switched off. */
export async function openCampaign(work: Work, atMs: number): Promise<OpenCampaign | null> {
  if (!(await areOn(work, atMs))) return null
  const live = (await campaignsAt(work, atMs)).filter(
    (campaign) => campaign.body.kind === REFERRAL && stateOf(campaign, atMs) === 'live',
  )
  const [campaign] = live.sort(
    (one, other) => other.body.priority - one.body.priority || (one.campaignId < other.campaignId ? -1 : 1),
  )
  return campaign ? { campaign, terms: termsIn(campaign.body) } : null
}

/** The terms that were promised when somebody came, whatever was published since. */
export async function promisedTerms(work: Work, { campaign, campaignVersion }: Promised) {
  const found = await work.published.version(work.store, CAMPAIGNS, campaign, campaignVersion)
  if (!found) throw new Error(`version ${campaignVersion} of campaign ${campaign} is gone or was edited`)
  return { terms: termsIn(found.body), body: found.body }
}

/** Whether anything is paid now: what was promised waits while an operator has paused the campaign, or switched all off. */
export async function isPaying(work: Work, { campaign }: Promised): Promise<boolean> {
  if (!(await areOn(work))) return false
  const now = await campaignInForce(work, campaign, work.nowMs)
  return now?.body.isPaused !== true
}
