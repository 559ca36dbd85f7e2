import * as z from 'zod/mini'
import { command, query } from '../../../platform/contract'
import { balance, businessDate, id, momentMs, pageInput, pageOf, points, text } from '../../../platform/fields'

export const addressSchema = z.strictObject({
  name: text(20),
  phone: z.string().check(z.regex(/^\+?[\d -]{5,20}$/, '要写成 13800001234 这样的电话')),
  /** 浙江省杭州市西湖区. */
  region: text(40),
  detail: text(100),
})

export const state = z.enum(['made', 'packed', 'sent', 'received', 'missed', 'cancelled', 'returned'])
export const handover = z.enum(['send', 'pick_up', 'visit', 'at_once'])
export const slot = z.strictObject({ slotId: z.string(), startsAtMs: momentMs, endsAtMs: momentMs })

const quantity = z.int().check(z.minimum(1), z.maximum(10))

const order = z.strictObject({
  orderId: z.string(),
  rewardId: z.string(),
  title: z.string(),
  kind: z.enum(['coupon', 'item', 'code', 'experience', 'membership']),
  picture: z.string(),
  quantity: z.int(),
  points: z.int(),
  /** To be paid at the counter; 0 where points were enough. */
  payFen: z.int(),
  handover,
  state,
  atMs: momentMs,
  slot: z.nullable(slot),
  /** The last day on which it can be picked up; null where it does not wait for that. */
  pickUpUntil: z.nullable(businessDate),
  isCancellable: z.boolean(),
})

export const orderContract = {
  'rewards.redeem': command({
    audiences: ['member'],
    summary: 'Points for a reward. What is to be paid besides is paid at the counter.',
    input: z.strictObject({
      rewardId: id,
      quantity: z.optional(quantity),
      /** For what is sent; of what can be had in both ways, whoever gives none comes for it. */
      address: z.optional(addressSchema),
      /** Of an experience with slots: which. */
      slot: z.optional(z.string().check(z.regex(/^[A-Za-z0-9-]{1,32}$/))),
      /** Where the caller wants to come; any of its stores when absent. */
      storeId: z.optional(id),
      /** What the page showed that one costs: nobody pays another price unseen. */
      pricePoints: z.optional(points),
    }),
    output: z.strictObject({
      orderId: z.string(),
      state,
      pointsSpent: points,
      balance,
      /** To be shown at the counter; of what is picked up or visited. */
      code: z.optional(z.string()),
      coupon: z.optional(z.strictObject({ couponId: z.string(), title: z.string() })),
      membership: z.optional(z.strictObject({ name: z.string(), from: businessDate, until: businessDate })),
    }),
    refusals: [
      'not_on_sale',
      'not_eligible',
      'address_required',
      'slot_required',
      'slot_over',
      'price_changed',
      'limit_reached',
      'insufficient_points',
      'sold_out',
      'slot_taken',
    ],
  }),
  'rewards.orders': query({
    audiences: ['member'],
    summary: "The caller's orders, newest first.",
    input: z.strictObject(pageInput),
    output: pageOf(order),
  }),
  'rewards.order': query({
    audiences: ['member'],
    summary: 'One order of the caller with its steps, and what is shown at the counter.',
    input: z.strictObject({ orderId: id }),
    output: z.extend(order, {
      steps: z.array(
        z.strictObject({
          to: state,
          atMs: momentMs,
          /** The store that took it; empty where none did. */
          store: z.string(),
          /** Carrier and number; empty where there is none. */
          tracking: z.string(),
          reason: z.string(),
        }),
      ),
      address: z.nullable(addressSchema),
      /** Where it can be had; empty where there is no counter in it. */
      stores: z.array(z.strictObject({ storeId: z.string(), name: z.string() })),
      /** To be shown at the counter while it waits; null otherwise. */
      code: z.nullable(z.string()),
      /** Of a gift card or partner's code: when it was shown; null for all else. */
      secret: z.nullable(z.strictObject({ shownAtMs: z.nullable(momentMs) })),
      /** What becomes of it when it is cancelled or not picked up, one Chinese sentence each. */
      policy: z.array(z.string()),
    }),
    refusals: ['no_such_order'],
  }),
  'rewards.cancel': command({
    audiences: ['member'],
    summary: 'Cancels an order that was neither sent nor handed over; the points go back to the lots they came from.',
    input: z.strictObject({ orderId: id }),
    output: z.strictObject({ state, pointsReturned: z.int() }),
    refusals: ['no_such_order', 'too_late_to_cancel'],
  }),
  'rewards.confirm': command({
    audiences: ['member'],
    summary: 'Says that what was sent has arrived.',
    input: z.strictObject({ orderId: id }),
    output: z.strictObject({ state }),
    refusals: ['no_such_order', 'wrong_state'],
  }),
}
