import { Refusal } from '../../kernel/refusal'
import type { Work } from '../../platform/context'
import { Busy, ensureDocument } from '../../platform/guarded-store'
import { issueCoupon } from '../coupons'
import { type Account, claimUnit, isBeingMade, takeUnit, unitOf } from '../ledger'
import { type PrizeList, type PromisedPrize, prizeIn, stockOf } from './domain/prize'
import { prizeSku, prizeStock } from './stock-kind'
import { freeLotteryUnit, lotteryUnits } from './store'

/** One draw, whether or not it is written down already. */
export interface DrawId {
  readonly account: Pick<Account, '_id' | 'member'>
  readonly campaign: string
  readonly date: string
  readonly number: number
}

/** The derived id of a draw. */
export const drawOp = ({ account, campaign, number }: DrawId) => `dw|${account._id}|${campaign}|${number}`

/** Of what it gives, by day: the same number may yet be drawn on a later day, and fall on something else. */
const prizeOp = (draw: DrawId) => `${drawOp(draw)}|${draw.date}`
const fallbackOp = (draw: DrawId) => `${prizeOp(draw)}|fallback`

function ownOf(work: Work, { account, campaign, date, number }: DrawId, prize: string) {
  return { campaign, prize, account: account._id, date, number, openSinceMs: work.nowMs }
}

/** Claims one of a stock for a draw, once; false when there is none left, which is then so for ever. */
async function claimPiece(work: Work, draw: DrawId, prize: string): Promise<boolean> {
  const { campaign, account } = draw
  const sku = prizeSku(campaign, prize)
  const claim = { sku, op: prizeOp(draw), member: account.member, own: ownOf(work, draw, prize) }
  if (await work.recent.read(`lottery-making|${sku}`, () => isBeingMade(work, sku))) {
    // More come in a moment: that there is nothing is not written down before they are there.
    const before = await unitOf(work, lotteryUnits, claim.op)
    if (before) return before.state !== 'tombstone'
    if (await takeUnit(work, claim, prizeStock)) return true
    throw new Busy(`${sku} is just being made`)
  }
  return (await claimUnit(work, claim, prizeStock)) === 'claimed'
}

/** Lays down that a coupon is due to a draw, where there is always one more. */
async function promiseCoupon(work: Work, draw: DrawId, op: string, prize: string): Promise<void> {
  const { member } = draw.account
  const unit = freeLotteryUnit({ _id: op, schema: 1, sku: '', state: 'free', op, member, atMs: work.nowMs })
  await ensureDocument(work, lotteryUnits, { ...unit, ...ownOf(work, draw, prize), state: 'claimed' })
}

/**
 * What a draw gives that falls on a prize: the prize, or the fallback when there is none left of it. The same for every
 * attempt at the same draw.
 */
export async function settlePrize(
  work: Work,
  draw: DrawId,
  list: PrizeList,
  fell: PromisedPrize,
): Promise<PromisedPrize> {
  const isStocked = stockOf(fell) !== null
  if (isStocked && (await claimPiece(work, draw, fell.prizeId))) return fell
  const prize = isStocked ? prizeIn(list, list.fallback) : fell
  // guard: coupon-promised
  if ('templateId' in prize)
    await promiseCoupon(work, draw, isStocked ? fallbackOp(draw) : prizeOp(draw), prize.prizeId)
  return prize
}

/** Gives the coupon of a draw that was written down, once; nothing for what was given with the draw itself. */
export async function giveCoupon(
  work: Work,
  draw: DrawId,
  won: { readonly prize: PromisedPrize; readonly isFallback: boolean },
): Promise<void> {
  const { prize, isFallback } = won
  if (!('templateId' in prize)) return
  const issued = await issueCoupon(work, {
    templateId: prize.templateId,
    ...(prize.templateVersion === undefined ? {} : { version: prize.templateVersion }),
    op: isFallback ? fallbackOp(draw) : prizeOp(draw),
    member: draw.account.member,
    channel: 'campaign',
    source: draw.campaign,
  })
  if (issued instanceof Refusal) throw new Error(`the coupon of ${drawOp(draw)} could not be given: ${issued.code}`)
}
