import * as z from 'zod/mini'
import { type SettingsFragment, setting } from '../../platform/settings'

const count = (least: number, most: number) => z.int().check(z.minimum(least), z.maximum(most))

export const rewardSettings = {
  pickUpDays: setting({
    schema: count(1, 365),
    default: 14,
    text: '到店自取的礼品、不用预约的体验，兑换之后留多少天；店里备好的，从备好那天重新算。过了没来，自动取消，积分退回',
  }),
  pickUpNoticeDays: setting({
    schema: count(0, 30),
    default: 3,
    text: '到期没来取之前多少天提醒会员；0 表示不提醒',
  }),
  lowCodesBelow: setting({
    schema: count(0, 100_000),
    default: 20,
    text: '卡密剩下不到多少个时提醒运营者（ops.doctor 和报表里）；0 表示不提醒',
  }),
} satisfies SettingsFragment
