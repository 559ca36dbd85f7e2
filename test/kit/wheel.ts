import type { Wheel } from '../../cloudfunctions/modules/lottery/domain/wheel'
import { type CampaignDraft, publishCampaign } from './campaigns'
import { publishTemplate } from './coupons'
import type { Programme } from './programme'

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

const DAY_MS = 24 * 3_600_000

/** The example as an operator would write it: from now on for ten days. */
export function wheelDraft(programme: Programme): CampaignDraft {
  return {
    ...EXAMPLE_WHEEL,
    title: '幸运转盘',
    kind: 'wheel',
    fromMs: programme.nowMs,
    untilMs: programme.nowMs + 10 * DAY_MS,
    rules: [],
  }
}

const PRIZE_COUPON = { stock: null, claimable: false, givable: false, validity: { days: 30 }, limitPerMember: 100 }

/** The coupons that are its prizes. */
export async function publishPrizeCoupons(programme: Programme): Promise<void> {
  const exchange = { ...PRIZE_COUPON, kind: 'exchange', capFen: 20_000, categories: ['器具'], discountFen: undefined }
  await publishTemplate(programme, 'kettle', { ...exchange, title: '手冲壶兑换券' })
  await publishTemplate(programme, 'tea', { ...PRIZE_COUPON, title: '饮品券', discountFen: 1_800 })
  await publishTemplate(programme, 'cash', { ...PRIZE_COUPON, title: '5 元券', discountFen: 500 })
}

/** Lets the timer do what is due, until it has. */
export async function ticks(programme: Programme, times = 3): Promise<void> {
  for (let round = 0; round < times; round += 1) {
    programme.wait(60_000)
    await programme.tick()
  }
}

/** A wheel that is published, its prizes made and its first day promised. */
export async function openWheel(programme: Programme, id = 'wheel', given: CampaignDraft = {}): Promise<void> {
  await publishPrizeCoupons(programme)
  await publishCampaign(programme, id, { ...wheelDraft(programme), ...given })
  await ticks(programme)
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
