/** What other modules may use of coupons. */
export { WALLET_PAGE } from './follow'
export { issueCoupon, withdrawCoupon } from './issue'
export { couponTemplate } from './templates/in-force'
