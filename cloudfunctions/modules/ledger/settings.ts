import * as z from 'zod/mini'
import type { SettingsFragment } from '../../platform/settings'
import { setting } from '../../platform/settings'

export const ledgerSettings = {
  pointsExpireYearsAfter: setting({
    schema: z.int().check(z.minimum(0), z.maximum(10)),
    default: 1,
    text: '积分有效期：获得当年之后第几年的 12 月 31 日到期（0 = 当年年底，1 = 次年年底）。修改只影响之后获得的积分',
  }),
} satisfies SettingsFragment
