import * as z from 'zod/mini'
import { command, query } from '../../../platform/contract'
import { id, operator, reason } from '../../../platform/fields'

const person = z.strictObject({
  memberId: z.string(),
  cardNo: z.string(),
  nickname: z.string(),
  /** `138****1234`; null while none is bound. */
  phone: z.nullable(z.string()),
})

const lot = z.strictObject({ points: z.int(), expiresOn: z.string(), cohort: z.string() })
/** What goes from one member to the other. */
const moved = z.strictObject({
  available: z.int(),
  pending: z.int(),
  debt: z.int(),
  lots: z.array(lot),
  holds: z.array(z.extend(lot, { vestsOn: z.string() })),
  /** `moved`; `freed`: the other keeps a number of their own, and this one is nobody's; `left`: somebody else has it; `none`. */
  phone: z.enum(['moved', 'freed', 'left', 'none']),
  /** Those that have neither ended nor been used or given away. */
  coupons: z.int(),
  /** Whatever else goes along, in Chinese. */
  rooms: z.array(z.string()),
})

export const peopleContract = {
  'ops.find-member': query({
    audiences: ['ops'],
    summary:
      'The member with a card number (10 digits), a phone number, its last four digits, or a member id; nothing else is indexed.',
    input: z.strictObject({ query: id }),
    output: z.extend(person, {
      joinedOn: z.string(),
      status: z.string(),
      available: z.int(),
      pending: z.int(),
      debt: z.int(),
      /** Others whose phones end in the same four digits. */
      others: z.array(person),
      /** Into whom an operator has merged this member; null for all others. */
      merged: z.nullable(z.strictObject({ into: z.string(), mergeId: z.string() })),
    }),
    refusals: ['no_such_member'],
    help: { text: '按 10 位卡号、手机号、手机尾号后四位或会员编号找会员', input: { query: '0123456789' } },
  }),
  'ops.reveal-phone': command({
    audiences: ['ops'],
    summary: "A member's phone number in clear, and a record of who wanted it why: the only way to see it.",
    input: z.strictObject({ memberId: id, reason, operator }),
    output: z.strictObject({ memberId: z.string(), phone: z.string() }),
    refusals: ['no_such_member', 'no_phone'],
    help: {
      text: '查看会员的完整手机号；谁、什么时候、为什么看的，会留下记录',
      input: { memberId: '会员编号', reason: '核对售后电话', operator: '小王' },
    },
  }),
  'ops.merge-members': command({
    audiences: ['ops'],
    summary:
      'Makes two members of one person one: points, growth, coupons and phone of the first go to the second, in a way that can be undone. `dryRun` only says what would go.',
    input: z.strictObject({ from: id, into: id, reason, operator, dryRun: z.optional(z.boolean()) }),
    output: z.strictObject({
      /** Null for a dry run. */
      mergeId: z.nullable(z.string()),
      from: z.string(),
      into: z.string(),
      moved,
    }),
    refusals: ['same_member', 'no_such_member', 'already_merged'],
    help: {
      text: '合并同一个人的两个会员号：from 的积分、成长值、优惠券、手机号都到 into；dryRun 只看会怎样',
      input: {
        from: '会员编号',
        into: '另一个会员编号',
        reason: '换了微信号',
        operator: '小王',
        dryRun: true,
      },
    },
  }),
  'ops.undo-merge': command({
    audiences: ['ops'],
    summary: 'Gives back what is still there of a merge, and lists what is spent.',
    input: z.strictObject({ mergeId: id, operator }),
    output: z.strictObject({
      mergeId: z.string(),
      returned: moved,
      /** What stays with the other member: spent, ended, or gone for a debt; and debt that is repaid. */
      kept: z.strictObject({ points: z.int(), lots: z.array(lot), debt: z.int(), coupons: z.int() }),
    }),
    refusals: ['no_such_merge', 'already_undone'],
    help: {
      text: '撤销一次合并：还在的退回去，花掉的列出来',
      input: { mergeId: '合并编号', operator: '店长' },
    },
  }),
}
