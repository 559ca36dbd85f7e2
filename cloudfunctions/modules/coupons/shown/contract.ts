import * as z from 'zod/mini'
import { businessDate, momentMs } from '../../../platform/fields'

export const couponKind = z.enum(['cash', 'threshold', 'percent', 'exchange', 'delivery'])

/** What a coupon gives and where, as a person reads it. */
export const shownTerms = z.strictObject({
  title: z.string(),
  kind: couponKind,
  /** 满 100 元减 20 元. */
  benefit: z.string(),
  /** 西湖店、东站店可用；限咖啡. */
  scope: z.string(),
  /** What the operator says besides; empty when nothing. */
  text: z.string(),
  /** A file of the cloud's storage; empty when there is none. */
  picture: z.string(),
})

/** A coupon somebody has got, as its own document has it for ever: what it is, and its days, both inclusive. */
export const couponHead = z.strictObject({
  couponId: z.string(),
  title: z.string(),
  kind: couponKind,
  benefit: z.string(),
  usableFrom: businessDate,
  usableUntil: businessDate,
  /** The first moment at which it counts no more, to count down to. */
  endsAtMs: momentMs,
})
