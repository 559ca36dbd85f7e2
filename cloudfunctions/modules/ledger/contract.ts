import * as z from 'zod/mini'
import { command, query } from '../../platform/contract'
import { balance, businessDate, momentMs, nothing, pageInput, pageOf, points } from '../../platform/fields'
import { unitContract } from './units/contract'

const ENTRY_KINDS = [
  'accrual',
  'hold',
  'vest',
  'redemption',
  'void',
  'expiry',
  'clawback',
  'debt_repaid',
  'adjustment',
  'reversal',
] as const

const pointContract = {
  'points.statement': query({
    audiences: ['member'],
    summary: "The caller's journal entries, newest first, each with the balance after it.",
    input: z.strictObject(pageInput),
    output: pageOf(
      z.strictObject({
        seq: z.int(),
        kind: z.enum(ENTRY_KINDS),
        /** Signed: what the entry changed the member's points by. */
        points: z.int(),
        atMs: momentMs,
        /** What it was for, in plain Chinese. */
        title: z.string(),
        /** Spendable points after this entry. */
        balance,
      }),
    ),
  }),
  'points.expiring': query({
    audiences: ['member'],
    summary:
      "The caller's spendable points by the last day on which they can be spent, soonest first; and those that have expired and can be had back.",
    input: nothing,
    output: z.strictObject({
      lots: z.array(z.strictObject({ points, expiresOn: businessDate })),
      recoverable: z.array(
        z.strictObject({
          expiredOn: businessDate,
          points,
          /** The last day on which they can be had back, and spent. */
          until: businessDate,
          /** All of it in plain Chinese. */
          text: z.string(),
        }),
      ),
    }),
  }),
  'points.recover': command({
    audiences: ['member'],
    summary: 'Gives the caller back what expired on a day, once, while the grace of that day lasts.',
    input: z.strictObject({ expiredOn: businessDate }),
    output: z.strictObject({ points, balance, until: businessDate }),
    refusals: ['nothing_to_recover', 'grace_is_over', 'already_recovered'],
  }),
  'points.receipt': query({
    audiences: ['member'],
    summary:
      'An entry of the caller as it was sealed. Whoever has it checks it: SHA-256 of previousHash and text is hash.',
    input: z.strictObject({ seq: z.int().check(z.minimum(1)) }),
    output: z.strictObject({
      seq: z.int(),
      /** The entry as canonical JSON, without its hash. */
      text: z.string(),
      /** The hash of the entry before; empty before the first. */
      previousHash: z.string(),
      hash: z.string(),
    }),
    refusals: ['no_such_entry'],
  }),
}

export const contract = { ...pointContract, ...unitContract }
