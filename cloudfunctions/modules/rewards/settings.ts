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
  missedSlotHours: setting({
    schema: count(1, 720),
    default: 24,
    text: '预约的场次结束之后多少小时还没有核销，就算没有来',
  }),
  missedSlotPoints: setting({
    schema: z.enum(['kept', 'returned']),
    default: 'kept',
    text: '预约了场次没有来的，积分怎么办：kept 不退，returned 退回。兑换那天的设置算数',
  }),
  lowCodesBelow: setting({
    schema: count(0, 100_000),
    default: 20,
    text: '卡密剩下不到多少个时提醒运营者（ops.doctor 和报表里）；0 表示不提醒',
  }),
} satisfies SettingsFragment
