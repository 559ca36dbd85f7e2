import * as z from 'zod/mini'
import { points } from '../../platform/fields'
import { type SettingsFragment, setting } from '../../platform/settings'

const streakDays = z.int().check(z.minimum(2), z.maximum(1_000))

export const checkInSettings = {
  checkInLadder: setting({
    schema: z.array(points).check(z.minLength(1), z.maxLength(31)),
    default: [5, 5, 8, 8, 10, 10, 20],
    text: '签到阶梯：连续签到第 1、2、3…天各得多少积分；走完最后一天从头再来',
  }),
  checkInPrizes: setting({
    schema: z.array(z.strictObject({ streakDays, points })).check(
      z.maxLength(12),
      z.refine(
        (prizes) => new Set(prizes.map((prize) => prize.streakDays)).size === prizes.length,
        '有两条写了同一个天数',
      ),
    ),
    default: [
      { streakDays: 7, points: 20 },
      { streakDays: 30, points: 100 },
      { streakDays: 100, points: 300 },
      { streakDays: 365, points: 1000 },
    ],
    text: '连签奖励：连续签到满多少天，另外再得多少积分',
  }),
  makeUpsPerMonth: setting({
    schema: z.int().check(z.minimum(0), z.maximum(31)),
    default: 2,
    text: '每月可补签次数（只能补当月漏掉的日子）',
  }),
} satisfies SettingsFragment
