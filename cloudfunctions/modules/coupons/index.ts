/** What other modules may use of coupons. */
export { WALLET_PAGE } from './follow'
export { type Issuing, issueCoupon, withdrawCoupon } from './issue'
export { type CouponTemplate, couponTemplate } from './templates/in-force'
