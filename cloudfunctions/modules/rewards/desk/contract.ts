import * as z from 'zod/mini'
import { command, query } from '../../../platform/contract'
import { businessDate, id, momentMs, pageInput, pageOf, text } from '../../../platform/fields'
import { addressSchema, handover, slot, state } from '../orders/contract'

const roles = ['clerk', 'manager'] as const
/** Twenty digits, as every code that a person may type. */
const code = z.string().check(z.regex(/^\d{20}$/))

const atCounter = z.strictObject({
  orderId: z.string(),
  title: z.string(),
  quantity: z.int(),
  /** Whose it is, masked. */
  maskedName: z.string(),
  handover,
  state,
  /** To be paid at the counter before it is handed over. */
  payFen: z.int(),
  slot: z.nullable(slot),
})

const listed = z.extend(atCounter, {
  atMs: momentMs,
  pickUpUntil: z.nullable(businessDate),
})

export const deskContract = {
  'rewards.at-counter': query({
    audiences: ['merchant'],
    roles,
    summary: 'What a member has come for, by the code they show; hands nothing over.',
    input: z.strictObject({ storeId: id, code }),
    output: z.extend(atCounter, { canBeHandedOver: z.boolean() }),
    refusals: ['unknown_order_code', 'wrong_store'],
  }),
  'rewards.hand-over': command({
    audiences: ['merchant'],
    roles,
    summary: 'Hands over what a member has come for, once.',
    input: z.strictObject({ storeId: id, code }),
    output: z.extend(atCounter, {}),
    refusals: ['unknown_order_code', 'wrong_store', 'wrong_state'],
  }),
  'rewards.advance': command({
    audiences: ['merchant'],
    roles,
    summary: 'Takes an order to its next step; what gives points back is for managers.',
    input: z.strictObject({
      storeId: id,
      orderId: id,
      to: z.enum(['packed', 'sent', 'received', 'missed', 'cancelled', 'returned']),
      /** Carrier and number, of what is sent. */
      tracking: z.optional(text(60)),
      reason: z.optional(text(40)),
    }),
    output: z.strictObject({ state }),
    refusals: ['no_such_order', 'wrong_store', 'wrong_state'],
  }),
  'rewards.address': command({
    audiences: ['merchant'],
    roles,
    summary: 'Where to send an order that is not sent yet; a line of who wanted it is kept.',
    input: z.strictObject({ storeId: id, orderId: id }),
    output: z.strictObject({ orderId: z.string(), title: z.string(), quantity: z.int(), address: addressSchema }),
    refusals: ['no_such_order', 'wrong_state'],
  }),
  'rewards.waiting': query({
    audiences: ['merchant'],
    roles,
    summary: 'Orders that wait for somebody, the oldest first: to be sent, to be picked up here, or at any store.',
    input: z.strictObject({
      ...pageInput,
      storeId: id,
      list: z.enum(['to_send', 'here', 'anywhere']),
      state: z.enum(['made', 'packed', 'sent']),
    }),
    output: pageOf(listed),
  }),
  'rewards.slots': query({
    audiences: ['merchant'],
    roles,
    summary: 'Slots of experiences at a store on a day, today when no day is given, and how many places are taken.',
    input: z.strictObject({ storeId: id, date: z.optional(businessDate) }),
    output: z.strictObject({
      items: z.array(
        z.strictObject({
          rewardId: z.string(),
          title: z.string(),
          slotId: z.string(),
          startsAtMs: momentMs,
          endsAtMs: momentMs,
          capacity: z.int(),
          booked: z.int(),
        }),
      ),
    }),
  }),
  'rewards.roster': query({
    audiences: ['merchant'],
    roles,
    summary: 'Who has booked a slot of an experience, and who is there.',
    input: z.strictObject({ ...pageInput, storeId: id, rewardId: id, slot: id }),
    output: pageOf(listed),
  }),
}
