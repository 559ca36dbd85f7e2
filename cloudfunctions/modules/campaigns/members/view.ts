import { refuse } from '../../../kernel/refusal'
import { pointsNameOf } from '../../../platform/brand'
import type { Work } from '../../../platform/context'
import type { Account } from '../../ledger'
import { placeInList } from '../domain/order'
import type { PaceReason } from '../domain/pace'
import { type CampaignState, stateOf } from '../domain/state'
import { stepsOf, stepsReached } from '../domain/usage'
import { kindNamed } from '../kinds'
import { holdOn } from '../pace/hold-back'
import type { RunningVersion } from '../running/compile'
import { runningVersion } from '../running/rules-in-force'
import { supplyOf } from '../running/supply'
import { audienceText, KnownMember, whyNot } from './audience'
import { remindedOf, shownCampaign } from './list'
import { limitTexts, promisesOf } from './promises'
import { spentIn, standingIn } from './standing'

type Words = { readonly points: string }

async function audienceOf(work: Work, account: Account, { campaign }: RunningVersion, words: Words) {
  const { audience } = campaign.body
  if (audience.length === 0) return null
  const unmet = await whyNot(work, new KnownMember(work, account), audience, words)
  return { text: audienceText(work, audience, words), isForMe: unmet.length === 0, whyNot: [...unmet] }
}

type Supply = { readonly state: 'open' | 'slow' | 'resting' | 'gone_today' | 'gone'; readonly text: string | null }

const SUPPLIES = {
  open: { state: 'open', text: null },
  slow: { state: 'slow', text: '参加的人很多，还没参加过的会员分批进来，过一会儿再来' },
  unusual: { state: 'slow', text: '今天发得不太平常，还没参加过的会员分批进来，过一会儿再来' },
  ownShare: { state: 'resting', text: '今天发的有很大一份已经是您的了，先留给别人一些，晚点或者明天再来' },
  refunds: { state: 'resting', text: '今天退款很多，先停一停，明天再来' },
  resting: { state: 'resting', text: '这一小时发得太快，先歇一歇，过一会儿再来' },
  goneToday: { state: 'gone_today', text: '今日已发完，明天再来' },
  gone: { state: 'gone', text: '已经全部发完，谢谢参加' },
} as const satisfies Readonly<Record<string, Supply>>

const SLOW_BY = {
  day: SUPPLIES.slow,
  hour: SUPPLIES.slow,
  store: SUPPLIES.unusual,
  member: SUPPLIES.unusual,
  refunds: SUPPLIES.unusual,
} as const satisfies Readonly<Record<PaceReason, Supply>>

const STOPPED_BY = {
  day: SUPPLIES.goneToday,
  hour: SUPPLIES.resting,
  store: SUPPLIES.resting,
  member: SUPPLIES.resting,
  refunds: SUPPLIES.refunds,
} as const satisfies Readonly<Record<PaceReason, Supply>>

/** Whether there is anything to be had now, said honestly: by what is left of the budgets, then by the breaker. */
async function shownSupply(
  work: Work,
  account: Account,
  version: RunningVersion,
  state: CampaignState,
): Promise<Supply> {
  if (state !== 'live') return SUPPLIES.open
  const supply = await supplyOf(work, version)
  if (supply !== 'open') return supply === 'gone' ? SUPPLIES.gone : SUPPLIES.goneToday
  const hold = await holdOn(work, account, version)
  if (!hold) return SUPPLIES.open
  if (hold.isOwnShare) return SUPPLIES.ownShare
  return (hold.pace === 'slow' ? SLOW_BY : STOPPED_BY)[hold.why ?? 'hour']
}

function shownSteps(work: Work, account: Account, version: RunningVersion) {
  const steps = stepsOf(version.campaign.body.rules)
  if (steps.length === 0) return null
  const spentFen = spentIn(work, account, version)
  return { spentFen, steps: stepsReached(steps, spentFen) }
}

/** One campaign as a member sees it. */
export async function viewCampaign(work: Work, account: Account, campaignId: string) {
  const { nowMs } = work
  const version = await runningVersion(work, campaignId, nowMs)
  const state = stateOf(version?.campaign ?? null, nowMs)
  if (!version || placeInList(state, version.campaign.body, nowMs) === null) return refuse('no_such_campaign')
  const { campaign } = version
  const words = { points: await pointsNameOf(work) }
  const shown = shownCampaign(work, campaign)
  return {
    ...shown,
    state: state as 'warm_up' | 'live' | 'paused' | 'ended',
    version: campaign.version,
    nowMs,
    rules: (await promisesOf(work, version, words)).map((text) => ({ text })),
    limits: [...limitTexts(campaign.body, words)],
    audience: await audienceOf(work, account, version, words),
    mine: standingIn(work, account, version),
    steps: shownSteps(work, account, version),
    supply: await shownSupply(work, account, version, state),
    isReminded: state === 'warm_up' ? (await remindedOf(work, account.member, [campaignId])).size > 0 : null,
    share: { title: campaign.body.title, path: shown.path },
    own: { ...(await kindNamed(work, campaign.body.kind)?.view?.(work, account, campaign)) },
  }
}
