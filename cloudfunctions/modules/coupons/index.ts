/** What other modules may use of coupons. */
export { WALLET_PAGE } from './follow'
export { issueCoupon, withdrawCoupon } from './issue'
export { countGoodCoupons, moveCoupons, moveCouponsBack } from './merging/move'
export { promisedCoupon } from './shown/shown-terms'
export { type CouponHappened, couponListeners } from './telling/listeners'
export { couponTemplate, templatesInForce } from './templates/in-force'
