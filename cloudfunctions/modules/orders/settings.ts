import * as z from 'zod/mini'
import { id, text } from '../../platform/fields'
import { type SettingsFragment, setting } from '../../platform/settings'

const count = (least: number, most: number) => z.int().check(z.minimum(least), z.maximum(most))
const mostPoints = z.nullable(count(1, 1_000_000))

export const orderSettings = {
  earnRate: setting({
    schema: z.strictObject({ points: count(1, 100), perFen: count(100, 1_000_000) }),
    default: { points: 1, perFen: 100 },
    text: '消费得积分：每消费多少分钱（perFen）得多少积分（points）。按比例算，乘上等级的倍数，最后去掉小数',
  }),
  earnFromFen: setting({
    schema: count(0, 100_000_000),
    default: 0,
    text: '一笔消费满多少分钱才得积分；0 表示不限',
  }),
  earnStores: setting({
    schema: z.nullable(z.array(id).check(z.minLength(1), z.maxLength(500))),
    default: null,
    text: '在哪些门店消费得积分，写门店编号；null 表示全部门店',
  }),
  earnExcludedCategories: setting({
    schema: z.array(text(32)).check(z.maxLength(100)),
    default: [],
    text: '不得积分的商品类别，写法和收银系统里的一样',
  }),
  maxPointsPerOrder: setting({
    schema: mostPoints,
    default: null,
    text: '一笔消费最多得多少积分；null 表示不限',
  }),
  maxPointsPerDay: setting({
    schema: mostPoints,
    default: null,
    text: '每位会员一天的消费最多得多少积分，按付款那天算，补记 6 天以前付的按补记那天算；null 表示不限',
  }),
  orderUndoMinutes: setting({
    schema: count(0, 1_440),
    default: 30,
    text: '店员记错一笔，多少分钟之内可以整笔撤销；0 表示不能撤销',
  }),
  orderMaxAgeDays: setting({
    schema: count(1, 365),
    default: 90,
    text: '最多补记多少天以前付款的消费',
  }),
} satisfies SettingsFragment
