import * as z from 'zod/mini'
import { type SettingsFragment, setting } from '../../platform/settings'

export const referralSettings = {
  referrals: setting({
    schema: z.enum(['on', 'off']),
    default: 'on',
    text: '“带朋友来”，二选一：on（开放，还要有进行中的活动）、off（整个关掉：不再绑定、不再发放，页面也不再显示；已经发放的，朋友退款时照样收回）',
  }),
  referralHoldAfterPerDay: setting({
    schema: z.nullable(z.int().check(z.minimum(1), z.maximum(1_000))),
    default: 20,
    text: '同一位会员一天之内有多少位朋友达成之后，再达成的先不发放，等人工审核（ops.referral-holds）；null 表示不看这一项',
  }),
} satisfies SettingsFragment
