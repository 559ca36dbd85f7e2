import * as z from 'zod/mini'
import { query } from '../../../platform/contract'
import { businessDate, id } from '../../../platform/fields'

const finding = z.strictObject({
  memberId: z.string(),
  account: z.string(),
  /** The number of the entry, where the finding is about one. */
  entry: z.optional(z.int()),
  /** The id of the journal page, where the finding is about one. */
  page: z.optional(z.string()),
  field: z.string(),
  /** What is there and what should be, in Chinese. */
  text: z.string(),
  /** Whether the account is frozen for it now. */
  isFrozen: z.boolean(),
})

export const bookContract = {
  'ops.statement-at': query({
    audiences: ['ops'],
    summary: "A member's balances and lots as they stood at a moment of the past, and the settings in force then.",
    input: z.strictObject({
      memberId: id,
      /** On the shop's clock. */
      at: z.string().check(z.regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/)),
    }),
    output: z.strictObject({
      memberId: z.string(),
      nickname: z.string(),
      account: z.string(),
      at: z.string(),
      available: z.int(),
      pending: z.int(),
      debt: z.int(),
      lots: z.array(z.strictObject({ points: z.int(), expiresOn: z.string(), cohort: z.string() })),
      /** The newest entry then; 0 before the first. */
      lastSeq: z.int(),
      /** The version of the settings in force then. */
      settingsVersion: z.int(),
    }),
    refusals: ['no_such_member', 'no_account_then'],
    help: {
      text: '查看会员在过去某一刻（北京时间）的余额和批次',
      input: { memberId: '00000000000000000000000000000000', at: '2026-01-01 00:00:00' },
    },
  }),
  'ops.report': query({
    audiences: ['ops'],
    summary: 'What is owed to members at the end of a closed day, by the month in which it ends.',
    input: z.strictObject({ name: z.literal('liability'), date: z.optional(businessDate) }),
    output: z.strictObject({
      name: z.literal('liability'),
      date: businessDate,
      rows: z.array(z.strictObject({ month: z.string(), points: z.int(), fen: z.int() })),
      points: z.int(),
      /** By the cost of a point in the settings then, in fen. */
      fen: z.int(),
    }),
    refusals: ['not_closed'],
    help: {
      text: '积分负债：还没用掉的积分，按到期月份，折成钱；不写日期就是最近一次日结',
      input: { name: 'liability' },
    },
  }),
  'ops.reconcile': query({
    audiences: ['ops'],
    summary: 'Compares the closes since a day with the journals again: seals, the chain of days, sums, every account.',
    input: z.strictObject({ since: z.optional(businessDate), cursor: z.optional(z.string()) }),
    output: z.strictObject({
      /** Slices of closes that were compared. */
      checked: z.int(),
      findings: z.array(
        z.strictObject({
          close: z.optional(z.string()),
          account: z.optional(z.string()),
          entry: z.optional(z.int()),
          page: z.optional(z.string()),
          field: z.string(),
          found: z.nullable(z.string()),
          expected: z.nullable(z.string()),
        }),
      ),
      next: z.nullable(z.string()),
    }),
    help: { text: '对账：日结和账本逐项重算比较，指出哪一天、哪个账户、哪个字段不符', input: {} },
  }),
  'ops.verify-ledger': query({
    audiences: ['ops'],
    summary:
      'Recomputes journals from their first entry, names every difference (member, entry or page, field) and freezes the account it is in.',
    input: z.strictObject({ memberId: z.optional(id), cursor: z.optional(z.string()) }),
    output: z.strictObject({
      checked: z.int(),
      findings: z.array(finding),
      /** Where to go on; null when all were checked. */
      next: z.nullable(z.string()),
    }),
    refusals: ['no_such_member'],
    help: { text: '核对账本：逐笔重算，指出被改动的会员、分录、字段，并冻结那个账户', input: {} },
  }),
}
