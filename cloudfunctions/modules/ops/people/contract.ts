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
}
