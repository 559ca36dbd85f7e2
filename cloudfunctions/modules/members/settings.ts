import * as z from 'zod/mini'
import { type SettingsFragment, setting } from '../../platform/settings'

export const memberSettings = {
  consentVersion: setting({
    schema: z.string().check(z.minLength(1), z.maxLength(32)),
    default: '1',
    text: '会员协议与隐私条款的版本；换了条款就换版本号',
  }),
  welcomePoints: setting({
    schema: z.int().check(z.minimum(0), z.maximum(100_000)),
    default: 50,
    text: '入会礼积分（0 = 不送）',
  }),
} satisfies SettingsFragment
