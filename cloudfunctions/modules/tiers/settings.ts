import * as z from 'zod/mini'
import { type SettingsFragment, setting } from '../../platform/settings'

const days = (least: number, most: number) => z.int().check(z.minimum(least), z.maximum(most))

export const tierSettings = {
  tierWindow: setting({
    schema: z.enum(['rolling_12_months', 'calendar_year', 'lifetime']),
    default: 'rolling_12_months',
    text: '会员等级按哪段时间的消费算，三选一：rolling_12_months（含本月在内最近 12 个月）、calendar_year（当年 1 月 1 日到 12 月 31 日）、lifetime（入会以来全部，等级长期有效）',
  }),
  tierGraceDays: setting({
    schema: days(0, 90),
    default: 30,
    text: '没有保住等级时再保留多少天（宽限期），期间补足消费就继续保留；0 表示不留',
  }),
  tierNoticeDays: setting({
    schema: days(1, 90),
    default: 30,
    text: '等级到期前多少天提醒还没达到保级条件的会员，每次到期只提醒一次',
  }),
  tierDowngrade: setting({
    schema: z.enum(['one_down', 'by_growth']),
    default: 'one_down',
    text: '没有保住等级时怎样降级，二选一：one_down（只降一级）、by_growth（降到消费达到的那一级）',
  }),
} satisfies SettingsFragment
