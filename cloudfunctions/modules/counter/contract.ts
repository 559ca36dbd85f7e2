import * as z from 'zod/mini'
import { command, query } from '../../platform/contract'
import { id, momentMs, nothing } from '../../platform/fields'

const memberCode = z.string().check(z.regex(/^\d{20}$/))
/** Whoever stands at the counter, as much as a clerk needs. */
const customer = z.strictObject({
  memberId: z.string(),
  /** How a clerk may address them. */
  name: z.string(),
  tier: z.nullable(z.string()),
  benefits: z.array(z.strictObject({ benefitId: z.string(), name: z.string(), left: z.int() })),
})

export const contract = {
  'members.scan': query({
    audiences: ['merchant'],
    roles: ['clerk', 'manager'],
    summary: 'Whose card it is: a code scanned or typed. It is good for commands of this counter only.',
    input: z.strictObject({ storeId: id, memberCode }),
    output: z.extend(customer, {
      /** By the shop's clock: as `paidAtMs` of the order it keeps the code good, however long the amount takes to type. */
      scannedAtMs: momentMs,
    }),
    refusals: ['unknown_member_code'],
  }),
  'members.look-up': query({
    audiences: ['merchant'],
    roles: ['clerk', 'manager'],
    summary:
      'Members by the last four digits of their phone, masked. Whoever of them confirms the request stands at the counter.',
    input: z.strictObject({ storeId: id, phoneTail: z.string().check(z.regex(/^\d{4}$/)) }),
    output: z.strictObject({
      requestId: z.string(),
      candidates: z.array(z.strictObject({ maskedName: z.string(), maskedPhone: z.string() })),
      expiresAtMs: momentMs,
    }),
    refusals: ['nobody_found'],
  }),
  'members.looked-up': query({
    audiences: ['merchant'],
    roles: ['clerk', 'manager'],
    summary: 'Whether somebody has confirmed a look-up of this counter, and who.',
    input: z.strictObject({ storeId: id, requestId: id }),
    output: z.strictObject({ state: z.enum(['waiting', 'confirmed', 'expired']), customer: z.nullable(customer) }),
    refusals: ['no_such_request'],
  }),
  'orders.requests': query({
    audiences: ['member'],
    summary: 'Look-ups by phone that wait for the caller to say that it is them.',
    input: nothing,
    output: z.strictObject({
      items: z.array(z.strictObject({ requestId: z.string(), storeName: z.string(), expiresAtMs: momentMs })),
    }),
  }),
  'orders.confirm-member': command({
    audiences: ['member'],
    summary: "Confirms that a clerk's look-up by phone is the caller.",
    input: z.strictObject({ requestId: id }),
    output: z.strictObject({ storeName: z.string() }),
    refusals: ['no_such_request', 'already_confirmed', 'request_expired'],
  }),
}
