import type { Data } from '@/shared/api'
import { momentText } from '@/shared/format/dates'
import { priceText } from '@/shared/format/money'
import { pointsText } from '@/shared/format/points'

export type Offer = Data<'rewards.list'>['items'][number]

type Priced = Pick<Offer, 'pricePoints' | 'priceFen'>

/** What it costs, in parts that are not torn at the end of a line: 200 茶点, and + ¥9.90 at the counter. */
export function costParts({ pricePoints, priceFen }: Priced, name: string): readonly string[] {
  const points = `${pointsText(pricePoints)} ${name}`
  return priceFen === null ? [points] : [points, `+ ${priceText(priceFen)}`]
}

export const costText = (priced: Priced, name: string): string => costParts(priced, name).join(' ')

type Noted = Pick<Offer, 'state' | 'missingPoints' | 'stockLeft' | 'why' | 'onSaleFromMs'>

/** One line under the price where something stands in the way, or little is left; empty when nothing does. */
export function noteText(offer: Noted, name: string, today: string): string {
  if (offer.state === 'sold_out') return '兑完了'
  if (offer.state === 'not_yet') return `${momentText(offer.onSaleFromMs, today)}开始`
  if (offer.state !== 'on_sale') return offer.why
  if (offer.missingPoints > 0) return `还差 ${pointsText(offer.missingPoints)} ${name}`
  return offer.stockLeft !== null && offer.stockLeft <= FEW_LEFT ? `只剩 ${pointsText(offer.stockLeft)} 份` : ''
}

/** So few that it is worth saying. */
const FEW_LEFT = 10

/** Whether it can be had now, by what the shop says. */
export const canRedeem = ({ state, missingPoints, limitLeft }: Pick<Offer, 'state' | 'missingPoints' | 'limitLeft'>) =>
  state === 'on_sale' && missingPoints === 0 && limitLeft !== 0

/** What the button says of what is not still to come: that it can be had, or why not. */
export function redeemText(offer: Offer, name: string): string {
  if (offer.state !== 'on_sale') return offer.why || '现在不能兑换'
  if (offer.limitLeft === 0) return '这段时间的次数用完了'
  if (offer.missingPoints > 0) return `还差 ${pointsText(offer.missingPoints)} ${name}`
  return `用 ${costText(offer, name)} 兑换`
}

/** What so many of it cost. */
export function timesCost({ pricePoints, priceFen }: Pick<Offer, 'pricePoints' | 'priceFen'>, quantity: number) {
  return { pricePoints: pricePoints * quantity, priceFen: priceFen === null ? null : priceFen * quantity }
}

type Bounded = Pick<Data<'rewards.view'>, 'mostAtOnce' | 'limitLeft' | 'stockLeft' | 'slots'>

/** How many can be had at once now: by the shop's bound, what is left, and the places of the slot. */
export function mostNow({ mostAtOnce, limitLeft, stockLeft, slots }: Bounded, slot: string): number {
  const places = slots.find(({ slotId }) => slotId === slot)?.left
  const bounds = [mostAtOnce, limitLeft, stockLeft, places ?? null].filter((bound) => bound !== null)
  return Math.max(1, Math.min(...bounds))
}
