import * as z from 'zod/mini'
import { isVisibleOnWhite } from '../kernel/contrast'
import { settingsOf, type Work } from './context'
import { type SettingsFragment, setting } from './settings'

const colour = z.string().check(z.regex(/^#[0-9a-f]{6}$/, '要写成 #1f6b4f 这样，# 加六位小写十六进制'))

/** How the shop calls itself and its points, and its colour. Of the platform, since every module speaks of points. */
export const brandSettings = {
  brand: setting({
    schema: z.strictObject({
      name: z.string().check(z.minLength(1), z.maxLength(16)),
      logo: z._default(
        z.string().check(z.regex(/^((https|cloud):\/\/\S{1,240})?$/, '要以 https:// 或 cloud:// 开头')),
        '',
      ),
      accentColor: z._default(colour.check(z.refine(isVisibleOnWhite, '颜色太浅，和白底的对比度不到 3:1')), '#1f6b4f'),
      accentColorDark: z.optional(colour),
      pointsName: z._default(z.string().check(z.minLength(1), z.maxLength(6)), '积分'),
    }),
    default: { name: '会员中心', logo: '', accentColor: '#1f6b4f', accentColorDark: '#5fc79b', pointsName: '积分' },
    text: '品牌：店名、标志、主色（#rrggbb，与白底对比度不低于 3:1）、积分的叫法',
  }),
} satisfies SettingsFragment

/** What members call the points. */
export async function pointsNameOf(work: Work): Promise<string> {
  return (await settingsOf(work, brandSettings)).brand.pointsName
}
