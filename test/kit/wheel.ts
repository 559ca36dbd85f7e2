import { type CampaignDraft, publishCampaign } from './campaigns'
import { publishTemplate } from './coupons'
import { alwaysOn, EXAMPLE_WHEEL } from './example-wheel'
import type { Programme } from './programme'

export { alwaysOn, EXAMPLE_WHEEL }

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
