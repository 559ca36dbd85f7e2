import type { Wheel } from '../../cloudfunctions/modules/lottery/domain/wheel'
import type { CampaignDraft } from './campaigns'

/** A wheel as a tea shop might have it: for tests. */
export const EXAMPLE_WHEEL: Wheel = {
  prizes: [
    {
      prizeId: 'kettle',
      kind: 'item',
      name: '手冲壶',
      oddsPpm: 1_000,
      valueFen: 19_900,
      templateId: 'kettle',
      stock: 3,
    },
    { prizeId: 'tea', kind: 'coupon', name: '饮品券', oddsPpm: 49_000, valueFen: 1_800, templateId: 'tea', stock: 200 },
    {
      prizeId: 'cash',
      kind: 'coupon',
      name: '5 元券',
      oddsPpm: 150_000,
      valueFen: 500,
      templateId: 'cash',
      stock: null,
    },
    { prizeId: 'points', kind: 'points', name: '20 积分', oddsPpm: 300_000, valueFen: 20, points: 20, stock: null },
    { prizeId: 'thanks', kind: 'thanks', name: '谢谢参与', oddsPpm: 500_000 },
  ],
  fallback: 'points',
  freePerDay: 1,
  mostPerDay: 3,
  disclosure: {
    organiser: '福点茶馆',
    contact: '021-5555 0000',
    conditions: '全体会员',
    drawTime: '活动期间每天 0 点到 24 点',
    drawMethod: '会员在小程序里点抽奖，结果当场显示',
    claimTime: '中奖后 30 天内',
    claimConditions: '本人的会员账号',
    claimMethod: '券进入卡包，到店出示',
    delivery: '积分当场到账，券当场到卡包，实物到店领取',
    forfeiture: '过期不使用视为放弃',
    prizeRules: '积分和券按会员规则使用',
    minors: '未满 14 周岁请由监护人陪同参加',
  },
}

/** The example with one prize that every draw falls on; of what may run out there are as many as given. */
export function alwaysOn(prizeId: string, stock?: number): CampaignDraft {
  const prizes = EXAMPLE_WHEEL.prizes
    .filter((prize) => prize.prizeId === prizeId || prize.kind === 'thanks')
    .map((prize) => ({
      ...prize,
      oddsPpm: prize.prizeId === prizeId ? 1_000_000 : 0,
      ...(prize.prizeId === prizeId && stock !== undefined ? { stock } : {}),
    }))
  const thanks = { ...EXAMPLE_WHEEL.prizes.at(-1), prizeId: 'other' }
  return {
    prizes: prizes.length > 1 ? prizes : [...prizes, { ...thanks, oddsPpm: 0 }],
    fallback: prizes.length > 1 ? 'thanks' : 'other',
  }
}
