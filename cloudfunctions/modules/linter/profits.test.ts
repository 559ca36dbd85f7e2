import { publishCampaign } from '../../../test/kit/campaigns'
import { claimed, codeShown, FIVE_OFF, publishTemplate } from '../../../test/kit/coupons'
import { type Ask, dataOf, joined, type Programme } from '../../../test/kit/programme'
import { bought, refunded, shopWith } from '../../../test/kit/purchases'
import { publishReferral } from '../../../test/kit/referrals'
import { publishReward } from '../../../test/kit/rewards'
import { hire } from '../../../test/kit/stores'
import type { Act } from './domain/finding'

const WELCOME = 2_000
const DAY_MS = 24 * 3_600_000

/** A shop in which five hundred points are a coupon of five yuan: a point is a fen. */
async function shop() {
  const programme = await shopWith({ welcomePoints: WELCOME, holdDays: 0 })
  const clerk = await hire(programme, 'o-clerk', { storeId: 'west' })
  await publishTemplate(programme, 'five', { limitPerMember: 100 })
  const fiveOff = { title: '五元券', kind: 'coupon', templateId: 'five', pricePoints: 500, limitPerMember: 100 }
  await publishReward(programme, 'five-off', { ...fiveOff, stock: null })
  // What it gives itself goes back with the order.
  await publishReferral(programme)
  const { ask, memberId } = await joined(programme, 'o-sly')
  return { programme, clerk, ask, memberId }
}

type Shop = Awaited<ReturnType<typeof shop>>

/** Somebody who does as a finding says, and what they have paid and saved by it. */
class Sly {
  paidFen = 0
  savedFen = 0
  private orders = 0
  private lastPaid: { readonly orderNo: string; readonly amountFen: number } | null = null

  constructor(private readonly shop: Shop) {}

  async take(act: Act): Promise<void> {
    for (let time = 0; time < ('times' in act ? act.times : 1); time += 1) await this.once(act)
  }

  private async once(act: Act): Promise<void> {
    const { programme, ask, memberId, clerk } = this.shop
    this.orders += 1
    const orderNo = `S-${this.orders}`
    switch (act.act) {
      case 'pay':
        await bought(programme, { memberId, amountFen: act.amountFen, orderNo })
        this.lastPaid = { orderNo, amountFen: act.amountFen }
        this.paidFen += act.amountFen
        return
      case 'refund':
        if (!this.lastPaid) throw new Error('nothing was paid')
        await refunded(programme, this.lastPaid)
        this.paidFen -= this.lastPaid.amountFen
        return
      case 'claim':
        await claimed(ask, act.templateId)
        return
      case 'use': {
        const code = await codeShown(ask, await usableCoupon(ask))
        const used = await clerk('coupons.verify', { storeId: 'west', code, orderNo, amountFen: act.amountFen })
        this.savedFen += dataOf(used).discountFen
        return
      }
      case 'friend_pays': {
        const { shareCode } = dataOf(await ask('referrals.status', {}))
        dataOf(await programme.member('o-friend')('referrals.open', { shareCode }))
        const friend = await joined(programme, 'o-friend')
        await bought(programme, { memberId: friend.memberId, amountFen: act.amountFen, orderNo })
        this.lastPaid = { orderNo, amountFen: act.amountFen }
        this.paidFen += act.amountFen
        programme.wait(6 * 60_000)
        await programme.tick()
        return
      }
      case 'friend_refunds':
        return this.once({ act: 'refund' })
      case 'redeem':
        dataOf(await ask('rewards.redeem', { rewardId: act.rewardId }))
    }
  }
}

async function usableCoupon(ask: Ask): Promise<string> {
  const coupon = dataOf(await ask('coupons.wallet', {})).items.find(({ state }) => state === 'usable')
  if (!coupon) throw new Error('no coupon is left')
  return coupon.couponId
}

/** What somebody has in points and coupons. */
async function worth(ask: Ask): Promise<number> {
  const { available, debt } = dataOf(await ask('members.me', {})).points
  const coupons = dataOf(await ask('coupons.wallet', { state: 'usable' })).items
  return available - debt + coupons.length * FIVE_OFF.discountFen
}

/** What whoever follows the steps of a finding has gained in the end. */
async function gainedBy(shop: Shop, acts: readonly Act[]): Promise<number> {
  const before = await worth(shop.ask)
  const sly = new Sly(shop)
  for (const act of acts) await sly.take(act)
  return (await worth(shop.ask)) - before + sly.savedFen - sly.paidFen
}

async function linted(programme: Programme) {
  return dataOf(await programme.ops()('ops.lint', { campaignId: 'faulty' })).findings
}

const fixed = (points: number) => ({ code: 'points_fixed', points, for: '活动奖励' })
const five = { code: 'coupon', templateId: 'five', name: '五元券' }

test.each([
  [
    'redeeming that brings more than it costs',
    'earn_spend_loop',
    {
      rules: [
        { when: 'reward_redeemed', conditions: [{ code: 'of_reward', rewards: ['five-off'] }], effects: [fixed(500)] },
      ],
    },
  ],
  [
    'points for a friend who gives the order back',
    'friend_refunds',
    { rules: [{ when: 'friend_qualified', effects: [fixed(20)] }] },
  ],
  ['points for a refund', 'refund_farming', { rules: [{ when: 'order_refunded', effects: [fixed(20)] }] }],
  [
    'a coupon before the goods can no longer be given back',
    'refund_farming',
    { rules: [{ when: 'order_paid', effects: [five] }] },
  ],
  [
    'a coupon for using its like',
    'coupon_loop',
    { rules: [{ when: 'coupon_used', effects: [five] }], perMember: { points: 100 } },
  ],
  [
    'as much for a cent as for a hundred yuan',
    'split_orders',
    { rules: [{ when: 'order_paid', effects: [fixed(20)] }] },
  ],
  [
    'an award above what is paid for it',
    'stacks_below_cost',
    {
      rules: [{ when: 'order_paid', conditions: [{ code: 'amount_at_least', fen: 1_000 }], effects: [fixed(1_500)] }],
    },
  ],
])('%s is found, and whoever follows the steps of the finding gains', async (_, code, given) => {
  const made = await shop()
  const { programme } = made
  await publishCampaign(programme, 'faulty', {
    title: '有漏洞的活动',
    kind: 'rules',
    fromMs: programme.nowMs,
    untilMs: programme.nowMs + 10 * DAY_MS,
    budget: { points: 1_000_000, times: 10_000 },
    ...given,
  })
  const finding = (await linted(programme)).find((one) => one.code === code)
  expect(finding?.example).toMatch(/。$/)
  expect(await gainedBy(made, (finding?.acts ?? []) as readonly Act[])).toBeGreaterThan(0)
})
