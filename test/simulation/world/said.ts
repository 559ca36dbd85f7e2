/** What commands say, as whoever sent them knows it: the books that are kept beside the product begin here. */

export interface SaidLine {
  readonly lineId: string
  readonly amountFen: number
  readonly category?: string
}

export interface SaidPurchase {
  readonly kind: 'purchase'
  readonly storeId: string
  readonly orderNo: string
  /** Whose card it was, or who was named. */
  readonly member: string
  readonly amountFen: number
  readonly lines: readonly SaidLine[] | null
  readonly paidAtMs: number | null
}

export interface SaidRefund {
  readonly kind: 'refund' | 'undo'
  readonly storeId: string
  readonly orderNo: string
  /** Empty for an undo, which takes all that is left. */
  readonly refundNo: string
  readonly amountFen: number | null
  readonly lines: readonly Omit<SaidLine, 'category'>[] | null
}

export interface SaidUse {
  readonly kind: 'use'
  readonly member: string
  readonly benefitId: string
}

export interface SaidOpen {
  readonly kind: 'open'
  readonly member: string
  readonly card: string
}

/** Somebody comes by a member's card. */
export interface SaidCome {
  readonly kind: 'come'
  readonly member: string
  /** Empty where it is nobody's card. */
  readonly referrer: string
}

/** A number behind a code of the phone button. */
export interface SaidPhone {
  readonly kind: 'phone'
  readonly member: string
  readonly number: string
}

export interface SaidAccept {
  readonly kind: 'accept'
  readonly openid: string
  readonly code: string
}

export interface SaidClaim {
  readonly kind: 'claim'
  readonly member: string
  readonly templateId: string
}

/** A coupon that is shown for a purchase. */
export interface SaidVerify {
  readonly kind: 'verify'
  readonly storeId: string
  readonly orderNo: string
  readonly couponId: string
  readonly amountFen: number
  readonly lines: readonly SaidLine[] | null
}

/** What is asked of one coupon: that its use is undone, or that it goes to a friend. */
interface SaidOfCoupon<Kind extends 'unverify' | 'give'> {
  readonly kind: Kind
  readonly couponId: string
  /** Who asks. */
  readonly by: string
}

export type SaidUnverify = SaidOfCoupon<'unverify'>
export type SaidGive = SaidOfCoupon<'give'>

export interface SaidTake {
  readonly kind: 'take'
  readonly member: string
  readonly giftCode: string
}

/** Points for a reward. */
export interface SaidSpend {
  readonly kind: 'spend'
  readonly member: string
  readonly rewardId: string
  readonly quantity: number
  readonly slotId: string | null
}

/** A step of an order, or a look at its code. */
export interface SaidStep {
  readonly kind: 'step'
  readonly orderId: string
  readonly to: string
  readonly by: string
}

export interface SaidGrant {
  readonly kind: 'grant'
  readonly templateId: string
  readonly members: readonly string[]
}

export interface SaidRestock {
  readonly kind: 'restock'
  readonly sku: string
  readonly quantity: number
}

export interface SaidDraw {
  readonly kind: 'draw'
  readonly member: string
  readonly campaignId: string
  readonly isForPoints: boolean
}

/** More of a prize, by the name of its stock. */
export interface SaidMorePrizes {
  readonly kind: 'more prizes'
  readonly sku: string
  readonly quantity: number
}

type SaidAtWheels = SaidDraw | SaidMorePrizes
type SaidOfCoupons = SaidClaim | SaidVerify | SaidUnverify | SaidGive | SaidTake
type SaidInMall = SaidOfCoupons | SaidSpend | SaidStep | SaidGrant | SaidRestock
export type Said =
  | SaidPurchase
  | SaidRefund
  | SaidUse
  | SaidOpen
  | SaidCome
  | SaidPhone
  | SaidAccept
  | SaidInMall
  | SaidAtWheels
export type SaidOf<Kind extends Said['kind']> = Extract<Said, { kind: Kind }>
