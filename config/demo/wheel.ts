import { addDays, type BusinessDate, startOfDateMs } from '../../cloudfunctions/kernel/business-date'
import type { Draft } from './documents'

export const WHEEL_ID = 'tea-wheel'

/** It began some days ago, so that draws of days that are over can be checked, and runs on for longer than anybody looks. */
const RAN_DAYS = 6
const RUNS_DAYS = 60

export const wheelBegins = (today: BusinessDate): BusinessDate => addDays(today, -RAN_DAYS)

const asPrize = { stock: null, limitPerMember: 100, validity: { days: 30 }, claimable: false, givable: false }

/** What is handed over or taken off for a prize. */
export const prizeTemplates: readonly Draft[] = [
  { _id: 'wheel-pot', ...asPrize, title: '手作紫砂壶', kind: 'exchange', capFen: 26_800, categories: ['器物'] },
  { _id: 'wheel-cup', ...asPrize, title: '任意一杯茶饮', kind: 'exchange', capFen: 2_600, categories: ['茶饮'] },
  { _id: 'wheel-five', ...asPrize, title: '五元转盘券', kind: 'cash', discountFen: 500 },
]

/** The tea shop's wheel: a chance a day, and one more for whoever buys. */
export function wheel(today: BusinessDate): Draft {
  return {
    _id: WHEEL_ID,
    title: '檐下转一转',
    kind: 'wheel',
    text: '喝茶之余，转一转，碰碰今天的小运气。',
    fromMs: startOfDateMs(wheelBegins(today)),
    untilMs: startOfDateMs(addDays(today, RUNS_DAYS)),
    freePerDay: 1,
    mostPerDay: 3,
    fallback: 'ten',
    prizes: [
      {
        prizeId: 'pot',
        kind: 'item',
        name: '手作紫砂壶',
        oddsPpm: 2_000,
        valueFen: 26_800,
        templateId: 'wheel-pot',
        stock: 3,
      },
      { prizeId: 'fifty', kind: 'points', name: '50 茶点', oddsPpm: 180_000, valueFen: 50, points: 50, stock: null },
      {
        prizeId: 'cup',
        kind: 'coupon',
        name: '任意一杯',
        oddsPpm: 68_000,
        valueFen: 2_600,
        templateId: 'wheel-cup',
        stock: 80,
      },
      { prizeId: 'ten', kind: 'points', name: '10 茶点', oddsPpm: 300_000, valueFen: 10, points: 10, stock: null },
      {
        prizeId: 'five',
        kind: 'coupon',
        name: '五元券',
        oddsPpm: 150_000,
        valueFen: 500,
        templateId: 'wheel-five',
        stock: null,
      },
      { prizeId: 'next', kind: 'thanks', name: '下次再来', oddsPpm: 300_000 },
    ],
    rules: [
      {
        when: 'order_paid',
        conditions: [{ code: 'amount_at_least', fen: 2_000 }],
        effects: [{ code: 'draw_chance', campaignId: WHEEL_ID, times: 1 }],
      },
    ],
    disclosure: {
      organiser: '檐雨茶铺（苏州）有限公司',
      contact: '0512-5555 0199，每天 9 点到 21 点',
      conditions: '本店全体会员，不用另外付钱；机会每天送，到店消费再得',
      drawTime: '活动期间每天 0 点到 24 点',
      drawMethod: '会员在本页点“抽一次”，结果当场显示；由事先公布指纹的密钥算出，次日可以自己验证',
      claimTime: '中奖后 30 天内',
      claimConditions: '限中奖的会员账号本人',
      claimMethod: '茶点自动到账；券自动进卡包，到店出示券码',
      delivery: '茶点和券当场到账；紫砂壶凭兑换券在任一门店领取，不寄送',
      forfeiture: '30 天内没有使用或领取的，视为放弃',
      prizeRules: '茶点按会员规则使用和到期；券自中奖起 30 天有效，不能转送、不找零、不兑换现金',
      minors: '未满 14 周岁的小朋友，请由监护人陪同参加',
    },
  }
}
