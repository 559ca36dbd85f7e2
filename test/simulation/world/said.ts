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

export type Said = SaidPurchase | SaidRefund | SaidUse | SaidOpen | SaidPhone | SaidAccept
export type SaidOf<Kind extends Said['kind']> = Extract<Said, { kind: Kind }>
