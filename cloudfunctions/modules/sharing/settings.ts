import * as z from 'zod/mini'
import { type SettingsFragment, setting } from '../../platform/settings'

export const sharingSettings = {
  attributionDays: setting({
    schema: z.int().check(z.minimum(1), z.maximum(365)),
    default: 30,
    text: '打开店员的分享卡片之后多少天内的入会、订单、领券和用券算作这张卡片带来的（天）；只用于报表',
  }),
} satisfies SettingsFragment
