import * as z from 'zod/mini'
import { type SettingsFragment, setting } from '../../platform/settings'

const perDay = z.int().check(z.minimum(1), z.maximum(10_000))

export const staffSettings = {
  staffCommandsPerDay: setting({
    schema: perDay,
    default: 500,
    text: '每位店员每天在柜台最多办多少件事（记账、退款、用权益、发卡片……）',
  }),
  staffLookUpsPerDay: setting({
    schema: perDay,
    // Each amount that is typed is previewed by the code: two or three a customer.
    default: 1_500,
    text: '每位店员每天最多查多少次会员码和手机尾号（输入金额时的试算也算一次）',
  }),
} satisfies SettingsFragment
