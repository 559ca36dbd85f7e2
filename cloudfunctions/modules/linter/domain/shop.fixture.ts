import type { CampaignDraft } from './draft'
import type { Surroundings } from './surroundings'

/** A tea shop with what a shop has published, for tests of the linter. */

const at = (moment: string) => Date.parse(`${moment}+08:00`)

/** Words as the sharing module finds them, the few that the tests use. */
const BAD = /转发|朋友圈/gu

const spring: CampaignDraft = {
  campaignId: 'spring',
  kind: 'rules',
  title: '春季双倍',
  fromMs: at('2026-03-01T00:00'),
  untilMs: at('2026-07-01T00:00'),
  rules: [
    {
      when: 'order_paid',
      conditions: [],
      effects: [{ code: 'points_multiplied', rateBps: 20_000 }],
      stackingGroup: 'season',
    },
  ],
  perMember: { points: 2_000 },
}

const wheel: CampaignDraft = {
  campaignId: 'wheel',
  kind: 'wheel',
  title: '春茶转盘',
  fromMs: at('2026-03-01T00:00'),
  untilMs: at('2026-06-01T00:00'),
  rules: [],
}

const cash = { isClaimable: true, stock: null, untilDate: null } as const
const onSale = { onSaleFromMs: at('2026-01-01T00:00'), onSaleUntilMs: null, templateId: null } as const

export const SHOP: Surroundings = {
  nowMs: at('2026-03-10T10:00'),
  pointsName: '积分',
  earnRate: { points: 1, perFen: 100 },
  pointCostBps: 10_000,
  templates: new Map([
    ['five', { ...cash, title: '五元券', worthFen: 500, thresholdFen: 0 }],
    ['ten', { ...cash, title: '满百减十', worthFen: 1_000, thresholdFen: 10_000 }],
    [
      'april',
      { title: '四月茶券', worthFen: 500, thresholdFen: 0, untilDate: '2026-05-01', stock: 200, isClaimable: false },
    ],
  ]),
  rewards: new Map([
    ['five-off', { ...onSale, title: '五元券', pricePoints: 500, templateId: 'five' }],
    ['cup', { ...onSale, title: '马克杯', pricePoints: 800 }],
    [
      'winter',
      {
        ...onSale,
        title: '冬季礼盒',
        pricePoints: 900,
        onSaleUntilMs: at('2026-03-01T00:00'),
      },
    ],
  ]),
  tiers: new Map([
    ['silver', { name: '银卡', rateBps: 10_000, benefitIds: [] }],
    ['gold', { name: '金卡', rateBps: 15_000, benefitIds: ['tea'] }],
  ]),
  stores: new Set(['west', 'east']),
  others: [spring, wheel],
  badWords: (text) => [...text.matchAll(BAD)].map(([word]) => word),
}

/** A campaign with nothing wrong in it, but for what a test writes otherwise. */
export function sound(given: Partial<CampaignDraft> = {}): CampaignDraft {
  return {
    campaignId: 'april-double',
    kind: 'rules',
    title: '四月会员日',
    fromMs: at('2026-04-01T00:00'),
    untilMs: at('2026-05-01T00:00'),
    rules: [{ when: 'order_paid', conditions: [], effects: [{ code: 'points_multiplied', rateBps: 20_000 }] }],
    perMember: { points: 2_000 },
    ...given,
  }
}
