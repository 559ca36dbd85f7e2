import * as z from 'zod/mini'
import { type SettingsFragment, setting } from '../../platform/settings'

export const opsSettings = {
  approvalAbovePoints: setting({
    schema: z.int().check(z.minimum(0), z.maximum(1_000_000_000)),
    default: 0,
    text: '人工加减积分超过多少要另一位操作员批准（0 = 每一笔都要）',
  }),
  reinstatedForDays: setting({
    schema: z.int().check(z.minimum(1), z.maximum(3_650)),
    default: 30,
    text: '找回的过期积分从找回那天起还能用几天',
  }),
} satisfies SettingsFragment
