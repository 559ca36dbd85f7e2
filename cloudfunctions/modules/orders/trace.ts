import * as z from 'zod/mini'
import type { Entry } from '../ledger'

/** What an entry says of the member's tier, so that whoever goes on with it knows what is still to be done. */
const tierMoved = {
  /** The tier that was reached. */
  newTier: z.optional(z.string()),
  /** There when the tier was reached, is no longer earned, or is earned again. */
  isTierMoved: z.optional(z.literal(true)),
}

const orderTrace = z.object({
  facts: z.object({ amountFen: z.int(), storeName: z.string() }),
  ...tierMoved,
})

/** Why a refund takes what it takes, kept in its entry. */
const refundTrace = z.object({
  storeName: z.string(),
  /** Of the order, of the refund, and what of the order stands after it. */
  orderFen: z.int(),
  amountFen: z.int(),
  leftFen: z.int(),
  /** What the order keeps no more; the policy may have let some of it go. */
  due: z.int(),
  /** What the member owed after it. */
  debt: z.int(),
  ...tierMoved,
})
export type RefundTrace = z.output<typeof refundTrace>

type Traced = Pick<Entry, 'trace'>

export const orderTraceOf = ({ trace }: Traced) => z.parse(orderTrace, trace)
export const refundTraceOf = ({ trace }: Traced): RefundTrace => z.parse(refundTrace, trace)

const movedTrace = z.object(tierMoved)
export const isTierMoved = ({ trace }: Traced): boolean => z.parse(movedTrace, trace).isTierMoved === true

/** What growth by an order or a refund leaves in its trace. */
export function movedBy({ reached, isMoved }: { reached: { readonly to: string } | null; isMoved: boolean }) {
  return {
    ...(reached ? { newTier: reached.to } : {}),
    ...(isMoved ? { isTierMoved: true as const } : {}),
  }
}
