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
    default: 500,
    text: '每位店员每天最多查多少次会员码和手机尾号',
  }),
} satisfies SettingsFragment
