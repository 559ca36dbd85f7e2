import * as z from 'zod/mini'
import { command, query } from '../../platform/contract'
import { businessDate, id, momentMs, pageInput, pageOf, text } from '../../platform/fields'
import { explained } from '../rules/contract'
import { importContract } from './imports/contract'

/** One order is at most ten million yuan: sums stay exact, and a slip of the finger is refused. */
const MOST_FEN = 1_000_000_000
export const amountFen = z.int().check(z.minimum(1), z.maximum(MOST_FEN))
const memberCode = z.string().check(z.regex(/^\d{20}$/))
/** Whatever the till calls it. */
export const orderNo = text(64)
const MOST_LINES = 100

export const lines = z
  .array(
    z.strictObject({
      lineId: id,
      amountFen,
      /** What the shop calls this kind of goods; settings name those that earn nothing. */
      category: z.optional(text(32)),
    }),
  )
  .check(z.minLength(1), z.maxLength(MOST_LINES))

/** Who bought: the code of their card, or their id where the caller may name it. */
const who = { memberCode: z.optional(memberCode), memberId: z.optional(id) }
const namesOne = z.refine<{ memberCode?: string | undefined; memberId?: string | undefined }>(
  ({ memberCode, memberId }) => (memberCode === undefined) !== (memberId === undefined),
  { path: ['memberCode'], error: 'just one of memberCode and memberId' },
)

const recorded = z.strictObject({
  orderNo: z.string(),
  points: z.strictObject({
    available: z.int(),
    pending: z.int(),
    /** The first day on which pending points can be spent; null when none are pending. */
    vestsOn: z.nullable(businessDate),
  }),
  /** The tier after it, when it was just reached. */
  newTier: z.nullable(z.string()),
})

const taken = z.strictObject({
  pointsTaken: z.int(),
  /** What the member owes after it. */
  debt: z.int(),
  /** What of the order still stands. */
  leftFen: z.int(),
  /** The coupons of an order of which nothing stands any more, as their member has them again; absent where none came back. */
  couponReturned: z.optional(z.array(z.strictObject({ couponId: z.string(), title: z.string() }))),
})

const orderState = z.enum(['paid', 'partly_refunded', 'refunded'])

export const contract = {
  ...importContract,

  'orders.record': command({
    audiences: ['merchant', 'hook'],
    roles: ['clerk', 'manager'],
    summary: 'Records a purchase, once for each store and order number, from whichever side it comes.',
    input: z
      .strictObject({
        storeId: id,
        orderNo,
        ...who,
        amountFen,
        lines: z.optional(lines),
        /** When it was paid; just now when absent. */
        paidAtMs: z.optional(momentMs),
      })
      .check(namesOne),
    output: recorded,
    refusals: ['unknown_member_code', 'order_exists_with_other_content'],
  }),
  'orders.refund': command({
    audiences: ['merchant', 'hook'],
    roles: ['clerk', 'manager'],
    summary:
      'Takes back points and growth of what was refunded, in proportion to the fen; once for each refund number.',
    input: z.strictObject({
      storeId: id,
      orderNo,
      refundNo: text(64),
      amountFen,
      lines: z.optional(
        z.array(z.strictObject({ lineId: id, amountFen })).check(z.minLength(1), z.maxLength(MOST_LINES)),
      ),
    }),
    output: taken,
    refusals: ['no_such_order', 'refund_exists_with_other_content', 'refund_exceeds_order', 'too_many_refunds'],
  }),
  'orders.undo': command({
    audiences: ['merchant'],
    roles: ['clerk', 'manager'],
    summary: 'Takes back an order that was just recorded by mistake, whole.',
    input: z.strictObject({ storeId: id, orderNo }),
    output: taken,
    refusals: ['no_such_order', 'too_late'],
  }),
  'orders.preview': query({
    audiences: ['merchant'],
    roles: ['clerk', 'manager'],
    summary: 'What an amount would earn this member; nothing is recorded.',
    input: z
      .strictObject({
        storeId: id,
        ...who,
        amountFen,
        lines: z.optional(lines),
        /** When the card was scanned, as the purchase will say; just now when absent. */
        paidAtMs: z.optional(momentMs),
      })
      .check(namesOne),
    output: z.strictObject({ points: z.int(), vestsOn: z.nullable(businessDate), formula: z.string() }),
    refusals: ['unknown_member_code'],
  }),
  'orders.today': query({
    audiences: ['merchant'],
    roles: ['clerk', 'manager'],
    summary: "Today's orders of a store, newest first; a clerk sees their own.",
    input: z.strictObject({ storeId: id, ...pageInput }),
    output: z.strictObject({
      items: z.array(
        z.strictObject({
          orderNo: z.string(),
          memberName: z.string(),
          amountFen: z.int(),
          refundedFen: z.int(),
          points: z.int(),
          state: orderState,
          atMs: momentMs,
          isMine: z.boolean(),
          /** Until when it can be undone; null when it no longer can. */
          undoUntilMs: z.nullable(momentMs),
        }),
      ),
      next: z.nullable(z.string()),
    }),
  }),
  'orders.find': query({
    audiences: ['merchant'],
    roles: ['clerk', 'manager'],
    summary: 'One order of a store with its lines and refunds, for a refund at the counter.',
    input: z.strictObject({ storeId: id, orderNo }),
    output: z.strictObject({
      orderNo: z.string(),
      memberName: z.string(),
      amountFen: z.int(),
      leftFen: z.int(),
      points: z.int(),
      state: orderState,
      atMs: momentMs,
      lines: z.array(
        z.strictObject({ lineId: z.string(), category: z.string(), amountFen: z.int(), leftFen: z.int() }),
      ),
      refunds: z.array(
        z.strictObject({ refundNo: z.string(), amountFen: z.int(), pointsTaken: z.int(), atMs: momentMs }),
      ),
    }),
    refusals: ['no_such_order'],
  }),
  'orders.explain': query({
    audiences: ['merchant'],
    roles: ['clerk', 'manager'],
    summary: 'Why an order earned what it earned, and which campaigns it did not count for: what its member reads too.',
    input: z.strictObject({ storeId: id, orderNo }),
    output: explained,
    refusals: ['no_such_order', 'no_such_entry'],
  }),
  'orders.list': query({
    audiences: ['member'],
    summary: "The caller's purchases, newest first, with what is pending and when it vests.",
    input: z.strictObject(pageInput),
    output: pageOf(
      z.strictObject({
        orderNo: z.string(),
        storeName: z.string(),
        amountFen: z.int(),
        refundedFen: z.int(),
        state: orderState,
        /** What of the order's points stands. */
        points: z.int(),
        /** The day on which they can be spent; null when they can already, or there are none. */
        vestsOn: z.nullable(businessDate),
        atMs: momentMs,
        /** The entry that tells why. */
        seq: z.nullable(z.int()),
      }),
    ),
  }),
}
