import * as z from 'zod/mini'
import { id } from '../../platform/fields'
import { type SettingsFragment, setting } from '../../platform/settings'

const count = (least: number, most: number) => z.int().check(z.minimum(least), z.maximum(most))
const kind = z.enum(['cash', 'threshold', 'percent', 'exchange', 'delivery'])

export const couponSettings = {
  couponCombinations: setting({
    schema: z.array(z.tuple([kind, kind])).check(z.maxLength(15)),
    default: [
      ['cash', 'exchange'],
      ['cash', 'delivery'],
      ['threshold', 'exchange'],
      ['threshold', 'delivery'],
      ['percent', 'exchange'],
      ['percent', 'delivery'],
      ['exchange', 'delivery'],
    ],
    text: '一笔消费里哪两种券可以一起用，一对一对写；没写的不能一起用。同一个叠加分组的永远只能用一张',
  }),
  couponUndoMinutes: setting({
    schema: count(0, 1_440),
    default: 30,
    text: '店员核销错了，多少分钟之内可以撤销；0 表示不能撤销',
  }),
  couponReturnDays: setting({
    schema: count(0, 90),
    default: 7,
    text: '整单退款时用掉的券退回；那时已经过期的，从退回那天起再给多少天；0 表示过期的不退。核销那天的设置算数',
  }),
  couponNoticeDays: setting({
    schema: count(0, 30),
    default: 3,
    text: '优惠券到期之前多少天提醒会员；0 表示不提醒',
  }),
  rebateRule: setting({
    schema: z.nullable(
      z.strictObject({
        templateId: id,
        bps: count(1, 5_000),
        fromFen: count(0, 100_000_000),
        mostFen: count(1, 1_000_000),
      }),
    ),
    default: null,
    text: '消费返券：每笔消费满多少分钱（fromFen）起，按万分之几（bps）返一张代金券，最多返多少分钱（mostFen）；templateId 是不限量的代金券模板。null 表示不返',
  }),
  rebateApprovalAboveFen: setting({
    schema: count(0, 1_000_000),
    default: 0,
    text: '返券超过多少分钱要人工批准（0 = 每一笔都要）',
  }),
} satisfies SettingsFragment
