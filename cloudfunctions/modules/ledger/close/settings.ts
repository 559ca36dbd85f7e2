import * as z from 'zod/mini'
import { type SettingsFragment, setting } from '../../../platform/settings'

export const closeSettings = {
  pointCostBps: setting({
    schema: z.int().check(z.minimum(0), z.maximum(10_000_000)),
    default: 10_000,
    text: '一个积分大约要花店里多少钱，单位是万分之一分：10000 就是一分钱。只用来在日结里把还没用掉的积分折成钱',
  }),
} satisfies SettingsFragment
