import * as z from 'zod/mini'
import { isBusinessDate } from '../../kernel/business-date'
import { type SettingsFragment, setting } from '../../platform/settings'
import { MAX_GRACE_DAYS } from './domain/recovery'

const count = (least: number, most: number) => z.int().check(z.minimum(least), z.maximum(most))

export const ledgerSettings = {
  pointExpiry: setting({
    schema: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('end_of_year'), yearsAfter: count(0, 10) }),
      z.strictObject({ kind: z.literal('end_of_month'), monthsAfter: count(0, 120) }),
      z.strictObject({ kind: z.literal('days'), days: count(1, 3_650) }),
      // 29 February is refused: it does not come every year.
      z.strictObject({
        kind: z.literal('fixed_date'),
        monthDay: z
          .string()
          .check(z.refine((monthDay) => isBusinessDate(`2026-${monthDay}`), '要写成 06-30 这样的月-日，不能是 02-29')),
      }),
    ]),
    default: { kind: 'end_of_year', yearsAfter: 1 },
    text: '积分有效期，四选一：end_of_year（几年后的 12 月 31 日）、end_of_month（几个月后的月底）、days（几天后）、fixed_date（每年的某月某日）。修改只影响之后获得的积分',
  }),
  expiryGraceDays: setting({
    schema: count(0, MAX_GRACE_DAYS),
    default: 7,
    text: '积分到期之后的宽限期，多少天：在这期间会员可以自己找回一次，用到宽限期最后一天；0 表示没有宽限期。到期那天的设置算数，之后修改不影响已经到期的积分',
  }),
  holdDays: setting({
    schema: count(0, 30),
    default: 7,
    text: '消费得到的积分在退货期内先记为待到账，多少天后可以使用；0 表示马上可用。修改只影响之后获得的积分',
  }),
  clawbackPolicy: setting({
    schema: z.enum(['pending_only', 'within_balance', 'allow_debt']),
    default: 'allow_debt',
    text: '退款时怎样收回消费得到的积分，三选一：pending_only（只收回还没到账的）、within_balance（余额里有多少收多少，最多扣到 0）、allow_debt（全部收回，不够的记为欠分，以后获得的积分先还）',
  }),
  returnedPointsDays: setting({
    schema: count(1, 365),
    default: 30,
    text: '兑换取消后退回的积分如果已经过期，从退回之日起再保留多少天',
  }),
} satisfies SettingsFragment
