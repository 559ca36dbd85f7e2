import type { Coupon, Use } from '../../../cloudfunctions/modules/coupons/store'
import { must } from '../must'
import type { SaidVerify } from '../world/said'
import type { Shop } from '../world/shop'
import { goTogether, type LineLeft, type PaperTerms, takenOff } from './coupon-terms'
import type { InForce } from './in-force'

/** So long before it is written a use may have been decided. */
const DECIDED_BEFORE_MS = 25_000

const WHOLE = [{ lineId: 'order', amountFen: 0 }]

/** The coupons that each order has taken, in their places, and what each took off: added up anew. */
export class CouponUses {
  /** `<store>|<order>` to the ids of its coupons, the first place first. */
  private readonly orders = new Map<string, readonly string[]>()

  constructor(
    private readonly shop: Shop,
    private readonly inForce: InForce,
    private readonly now: (id: string) => Coupon | undefined,
  ) {}

  look(coupon: Coupon): void {
    const { _id, op, use, useOp, useKey, usableFromMs, endsAtMs, terms, discountFen } = coupon
    must(use !== null && terms !== null, `${_id} was used for nothing`)
    const said = (this.shop.said.get(use.key) ?? []).find((one): one is SaidVerify => isOf(one as SaidVerify, op, use))
    must(said !== undefined, `${_id} was used for what nobody has shown it for`)
    must(useKey === use.key && discountFen === use.discountFen, `${_id} says two things of its use`)
    must(usableFromMs <= use.atMs && use.atMs < endsAtMs, `${_id} was used outside its days`)
    must(terms.stores?.includes(use.store) !== false, `${_id} was used at ${use.store}`)
    const { couponReturnDays } = this.inForce.settings(use.atMs)
    must(use.graceDays === couponReturnDays, `${_id} has ${use.graceDays} days of grace and not ${couponReturnDays}`)
    const order = `${use.store}|${use.orderNo}`
    const before = this.orders.get(order) ?? []
    const place = Number(useOp.slice(-2))
    must(place === before.length + 1, `${_id} has place ${place} behind ${before.length}`)
    this.orders.set(order, [...before, _id])
    this.checkSums(coupon, use, said)
  }

  /** It may have seen one that was undone while it was on its way; it has seen whatever stands. */
  private checkSums(coupon: Coupon, use: Use, said: SaidVerify): void {
    const { _id } = coupon
    const before = (this.orders.get(`${use.store}|${use.orderNo}`) ?? []).slice(0, -1)
    const others = before.flatMap((id) => this.now(id) ?? [])
    const standing = others.filter(({ state }) => state === 'used')
    const ended = others.filter(({ follows }) => follows && follows.atMs > use.atMs - DECIDED_BEFORE_MS)
    const isRight = subsets(ended).some((some) =>
      this.isSum(
        coupon,
        use,
        said,
        others.filter((one) => standing.includes(one) || some.includes(one)),
      ),
    )
    must(isRight, `${_id} took ${use.discountFen} off ${use.amountFen} and left ${use.payableFen}, behind ${before}`)
    const isOneCart = standing.every((one) => one.use?.cartHash === use.cartHash)
    must(isOneCart, `${_id} was taken off another purchase than ${before}`)
    // Whatever it saw: what stands of an order is never more than it costs.
    const all = [...standing, coupon].reduce((sum, { use: one }) => sum + (one?.discountFen ?? 0), 0)
    must(all <= use.amountFen && use.payableFen >= 0, `${_id} takes ${all} off ${use.amountFen}`)
  }

  private isSum({ terms }: Coupon, use: Use, { lines, amountFen }: SaidVerify, beside: readonly Coupon[]): boolean {
    const { couponCombinations } = this.inForce.settings(use.atMs)
    const own = terms as unknown as PaperTerms
    const isTogether = beside.every((one) => goTogether(one.terms as unknown as PaperTerms, own, couponCombinations))
    const named = lines ?? WHOLE.map((line) => ({ ...line, amountFen }))
    const takenOf = (lineId: string, { use: one }: Coupon) =>
      one?.shares.find((share) => share.lineId === lineId)?.fen ?? 0
    const left: readonly LineLeft[] = named.map((line) => ({
      fen: line.amountFen,
      category: 'category' in line ? (line.category ?? '') : '',
      left: line.amountFen - beside.reduce((sum, one) => sum + takenOf(line.lineId, one), 0),
    }))
    const parts = takenOff(own, left)
    if (!isTogether || parts === null) return false
    const off = parts.reduce((sum, part) => sum + part, 0)
    const earlier = beside.reduce((sum, one) => sum + (one.use?.discountFen ?? 0), 0)
    return (
      String(use.shares.map(({ fen }) => fen)) === String(parts) &&
      use.discountFen === off &&
      use.payableFen === amountFen - earlier - off
    )
  }
}

const isOf = (said: SaidVerify, couponId: string, use: Use) =>
  said.kind === 'verify' &&
  said.couponId === couponId &&
  said.storeId === use.store &&
  said.orderNo === use.orderNo &&
  said.amountFen === use.amountFen

function subsets<T>(of: readonly T[]): readonly (readonly T[])[] {
  const [first, ...rest] = of
  if (first === undefined) return [[]]
  const others = subsets(rest)
  return [...others, ...others.map((set) => [first, ...set])]
}
