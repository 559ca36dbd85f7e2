import * as z from 'zod/mini'
import { type SettingsFragment, setting } from '../../platform/settings'
import { isVisibleOnWhite } from './domain/accent'

const colour = z.string().check(z.regex(/^#[0-9a-f]{6}$/))

export const memberSettings = {
  brand: setting({
    schema: z.strictObject({
      name: z.string().check(z.minLength(1), z.maxLength(16)),
      logo: z._default(z.string().check(z.regex(/^((https|cloud):\/\/\S{1,240})?$/)), ''),
      accentColor: z._default(
        colour.check(z.refine(isVisibleOnWhite, 'accent is too pale: its contrast on white is below 3:1')),
        '#1f6b4f',
      ),
      accentColorDark: z.optional(colour),
      pointsName: z._default(z.string().check(z.minLength(1), z.maxLength(6)), '积分'),
    }),
    default: { name: '会员中心', logo: '', accentColor: '#1f6b4f', accentColorDark: '#5fc79b', pointsName: '积分' },
    text: '品牌：店名、标志、主色（#rrggbb，与白底对比度不低于 3:1）、积分的叫法',
  }),
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
