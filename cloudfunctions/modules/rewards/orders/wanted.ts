import type { Json } from '../../../kernel/canonical-json'
import { Refusal, refuse } from '../../../kernel/refusal'
import { type Command, settingsOf, type Work } from '../../../platform/context'
import { couponTemplate } from '../../coupons'
import { type Account, freeUnits, isBeingMade, isOnSale, type Wanted } from '../../ledger'
import { isListenedTo } from '../../rules'
import { storesInForce } from '../../staff'
import { tierOf } from '../../tiers'
import { REWARD_REDEEMED } from '../campaign/redeemed-event'
import { skuOf } from '../catalogue/in-force'
import { limitOf } from '../catalogue/offer'
import { type HandoverChosen, handoverOf, placeOf } from '../domain/handover'
import { isEligible } from '../domain/offer'
import { saleStateAt } from '../domain/on-sale'
import { firstDueAtMs, pickUpUntil } from '../domain/pick-up'
import { mostAtOnce, type Reward } from '../domain/reward'
import { firstStep, type Step } from '../domain/steps'
import { rewardSettings } from '../settings'
import { rewardStock } from '../stock-kinds'
import { type Address, sealAddress } from './address'
import { orderIdOf } from './order-id'
import type { Ordered, RewardUnit } from './store'
import { ORDER_REF, traceOf } from './trace'

/** What a member asks to redeem. */
export interface RedeemAsked {
  readonly rewardId: string
  readonly quantity: number
  readonly address: Address | null
  readonly slotId: string | null
  readonly storeId: string | null
  /** What the page showed that one costs; null when it does not say. */
  readonly pricePoints: number | null
}

export type Unwanted =
  | 'not_on_sale'
  | 'not_eligible'
  | 'address_required'
  | 'slot_required'
  | 'slot_over'
  | 'price_changed'
  | 'limit_reached'
  | 'invalid_input'
  | 'busy'

/** Why the reward itself is not to be had by anybody of this tier now. */
async function unavailable(work: Work, reward: Reward | null, account: Account): Promise<Refusal<Unwanted> | null> {
  if (!reward) return refuse('not_on_sale', { why: 'none' })
  const sale = saleStateAt(reward, work.nowMs)
  // guard: sale-window
  if (sale !== 'on_sale') return refuse('not_on_sale', { why: sale })
  const tier = reward.tiers === null ? null : ((await tierOf(work, account))?.tierId ?? null)
  // guard: eligible
  return isEligible(reward, tier) ? null : refuse('not_eligible')
}

/** Whether the stock is still being made, as far as this instance knows: none is sold before all of it is there. */
async function unstocked(work: Work, sku: string, isPool: boolean): Promise<Refusal<Unwanted> | null> {
  // Codes are imported as they come, and each is there with its import.
  if (isPool) return null
  // guard: stock-made
  if (!(await isOnSale(work, sku))) return refuse('not_on_sale', { why: 'stocking' })
  const isMade = await work.recent.read(`being-made|${sku}`, () => isBeingMade(work, sku))
  // More come in a moment: that there is nothing is not said, and written down, before they are there.
  return isMade && (await freeUnits(work, rewardStock, sku)) === 0 ? refuse('busy') : null
}

/** A store that was named and has closed since the reward was published. */
async function isOpen(work: Work, storeId: string | null): Promise<boolean> {
  return storeId === null || (await storesInForce(work)).some((store) => store.storeId === storeId)
}

function orderedOf(reward: Reward, asked: RedeemAsked, chosen: HandoverChosen) {
  const { own } = reward
  const { slot } = chosen
  return {
    rewardId: reward.rewardId,
    rewardVersion: reward.version,
    title: reward.title,
    kind: own.kind,
    picture: reward.picture,
    quantity: asked.quantity,
    points: reward.pricePoints * asked.quantity,
    payFen: (reward.priceFen ?? 0) * asked.quantity,
    handover: chosen.handover,
    stores: chosen.stores,
    slot: slot && { slotId: slot.slotId, startsAtMs: slot.startsAtMs, endsAtMs: slot.endsAtMs },
    membership: own.kind === 'membership' ? { name: own.membership, days: own.days, includes: own.includes } : null,
  } satisfies Partial<Ordered>
}

const HOUR_MS = 60 * 60_000

type NewOrder = Omit<
  RewardUnit,
  '_id' | 'schema' | 'sku' | 'state' | 'op' | 'member' | 'atMs' | 'sealed' | 'import' | 'line'
>

const firstTaken = (by: string, to: Step) => ({ to, by, store: '', tracking: '', reason: '', holder: '' })

/** The order that the claimed unit is from its first moment. */
async function newOrder(work: Work, op: string, member: string, command: Command, order: Ordered): Promise<NewOrder> {
  const { pickUpDays: days, pickUpNoticeDays: noticeDays, missedSlotHours } = await settingsOf(work, rewardSettings)
  const rule = { days, noticeDays }
  const { handover, slot } = order
  const step = firstStep(order.kind)
  const isListened = await isListenedTo(work, REWARD_REDEEMED, work.nowMs)
  // What takes place at a time does not wait for its member.
  const waits = handover === 'pick_up' || (handover === 'visit' && slot === null)
  const missedAtMs = slot && slot.endsAtMs + missedSlotHours * HOUR_MS
  const place = placeOf(handover, order.stores)
  const { key, inputHash } = command
  return {
    reward: order.rewardId,
    owner: member,
    orderId: orderIdOf(work, op),
    order,
    step,
    steps: [{ ...firstTaken(member, step), atMs: work.nowMs, key, inputHash }],
    keys: [],
    version: 1,
    queue: place && `${place}|${step}`,
    pickUpUntil: waits ? pickUpUntil(work.today, rule) : null,
    dueAtMs: waits ? firstDueAtMs(work.today, rule) : missedAtMs,
    shown: null,
    result: '',
    openSinceMs: handover === 'at_once' && (step === 'made' || isListened) ? work.nowMs : null,
  }
}

/** What a member gets for their points, decided in sight of their account; or the first reason why not. */
export async function wantedBy(
  work: Work & { readonly command: Command },
  account: Account,
  op: string,
  reward: Reward | null,
  asked: RedeemAsked,
): Promise<Wanted | Refusal<Unwanted>> {
  const obstacle = await unavailable(work, reward, account)
  if (obstacle || !reward) return obstacle ?? refuse('not_on_sale', { why: 'none' })
  if (!(await isOpen(work, asked.storeId))) return refuse('invalid_input', { path: 'input.storeId' })
  const { quantity, address } = asked
  const chosen = handoverOf(reward.own, { ...asked, hasAddress: address !== null }, work.nowMs)
  if (chosen instanceof Refusal) return chosen
  // guard: price-shown
  if (asked.pricePoints !== null && asked.pricePoints !== reward.pricePoints)
    return refuse('price_changed', { pricePoints: reward.pricePoints })
  // guard: most-at-once
  if (quantity > mostAtOnce(reward)) return refuse('limit_reached', { most: mostAtOnce(reward) })
  const sku = skuOf(reward, asked.slotId)
  const unready = sku === null ? null : await unstocked(work, sku, reward.own.kind === 'code')
  if (unready) return unready
  const limit = limitOf(work, reward.rewardId, reward)
  const { missedSlotPoints } = await settingsOf(work, rewardSettings)
  const template = reward.own.kind === 'coupon' ? await couponTemplate(work, reward.own.templateId) : null
  const order: Ordered = {
    ...orderedOf(reward, asked, chosen),
    template: template && { templateId: template.templateId, version: template.version },
    ifMissed: chosen.slot && missedSlotPoints,
    address: address && sealAddress(work.secrets, address, op),
    limit: limit && { name: limit.name, period: limit.period },
    redeemedBy: { key: work.command.key, madeAtMs: work.nowMs },
  }
  if (reward.own.kind === 'coupon' && !template) return refuse('not_on_sale', { why: 'coupon' })
  const own = await newOrder(work, op, account.member, work.command, order)
  return {
    sku: sku ?? rewardStock.skuOf(reward.rewardId),
    points: order.points,
    quantity,
    ...(sku === null ? { isUnlimited: true } : {}),
    ...(limit ? { limit } : {}),
    own: own as unknown as Readonly<Record<string, Json>>,
    ref: { kind: ORDER_REF, id: own.orderId },
    trace: traceOf(order),
  }
}
