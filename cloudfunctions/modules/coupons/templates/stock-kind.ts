import type { StockKind, Unit } from '../../ledger'
import { coupons, freeCoupon } from '../store'
import { TEMPLATES, templatesInForce } from './in-force'

/** Stocks of coupons: a claimed unit is the coupon. */
export const couponStock = {
  kind: TEMPLATES,
  units: coupons,
  skuOf: (id) => `cp|${id}`,
  free: (unit: Unit) => freeCoupon(unit),
  async wanted(work) {
    const templates = await templatesInForce(work)
    return templates.flatMap(({ templateId: id, body }) => (body.stock === null ? [] : [{ id, quantity: body.stock }]))
  },
} satisfies StockKind
