import { shownMoment } from '../../../kernel/business-date'
import type { Work } from '../../../platform/context'
import { type Account, type Limit, limitUsed } from '../../ledger'
import { ladderAt, tierOf } from '../../tiers'
import { type OfferState, offerStateOf } from '../domain/offer'
import { isBookable, periodOf } from '../domain/on-sale'
import type { Reward } from '../domain/reward'
import type { Shown } from './store'

/** What a member's redemptions of a reward count against; null where they may have as many as they can afford. */
export function limitOf(
  work: Work,
  rewardId: string,
  { limitPerMember, limitPer }: Pick<Reward, 'limitPerMember' | 'limitPer'>,
): (Limit & { readonly most: number }) | null {
  if (limitPerMember === null) return null
  return { name: `rewards.${rewardId}`, period: periodOf(limitPer, work.today), most: limitPerMember }
}

const SOON_LENGTH = 'YYYY-MM-DD HH:mm'.length
const momentText = (atMs: number) => shownMoment(atMs).slice(0, SOON_LENGTH)

/** The names of the tiers that may have something, the lowest first. */
async function tierNames(work: Work, tiers: readonly string[]): Promise<readonly string[]> {
  const ladder = await ladderAt(work, work.nowMs)
  return ladder.filter(({ tierId }) => tiers.includes(tierId)).map(({ name }) => name)
}

/** In plain Chinese; empty for what can be had. */
async function whyOf(work: Work, state: OfferState, shown: Shown): Promise<string> {
  switch (state) {
    case 'on_sale':
      return ''
    case 'not_yet':
      return `${momentText(shown.onSaleFromMs)} 开始兑换`
    case 'ended':
      return '兑换已经结束'
    case 'sold_out':
      return '已经兑完'
    case 'not_eligible':
      return `仅限${(await tierNames(work, shown.tiers ?? [])).join('、')}`
  }
}

/** How many can be had of all its stocks; of slots, of those that have not begun. Null where there is always one more. */
function leftOf(
  { skus, slotsFromMs }: Pick<Shown, 'skus' | 'slotsFromMs'>,
  left: Readonly<Record<string, number>>,
  atMs: number,
): number | null {
  if (skus.length === 0) return null
  const open = skus.filter((sku) => isBookable({ startsAtMs: slotsFromMs[sku] ?? Number.POSITIVE_INFINITY }, atMs))
  return open.reduce((sum, sku) => sum + (left[sku] ?? 0), 0)
}

/** What a member sees of a reward in the mall. */
export async function offerOf(
  work: Work,
  account: Account,
  rewardId: string,
  shown: Shown,
  left: Readonly<Record<string, number>>,
) {
  const { title, kind, category, picture, pricePoints, priceFen, onSaleFromMs, onSaleUntilMs } = shown
  const stockLeft = leftOf(shown, left, work.nowMs)
  const tier = shown.tiers === null ? null : ((await tierOf(work, account))?.tierId ?? null)
  const state = offerStateOf(shown, { tier, left: stockLeft, atMs: work.nowMs })
  const limit = limitOf(work, rewardId, shown)
  return {
    rewardId,
    title,
    kind,
    category,
    picture,
    pricePoints,
    priceFen,
    stockLeft,
    limitLeft: limit && Math.max(0, limit.most - limitUsed(account, limit)),
    state,
    why: await whyOf(work, state, shown),
    missingPoints: Math.max(0, pricePoints - account.available),
    onSaleFromMs,
    onSaleUntilMs,
  }
}
