import type { Random } from '../../../cloudfunctions/kernel/seeded-random'
import { pick } from './random'

/** Kinds of coupons that may be used together. */
const SOME_PAIRS = [
  ['cash', 'exchange'],
  ['cash', 'delivery'],
  ['percent', 'exchange'],
]
const KINDS = ['exchange', 'delivery', 'percent', 'threshold', 'cash']
const ALL_PAIRS = KINDS.flatMap((one, at) => KINDS.slice(at + 1).map((other) => [one, other]))

/** What an operator may write into the settings of a history: small limits and short times, so that all of them bite. */
const SETTINGS = {
  pointExpiry: [
    { kind: 'days', days: 2 },
    { kind: 'days', days: 6 },
    { kind: 'end_of_month', monthsAfter: 0 },
    { kind: 'end_of_month', monthsAfter: 1 },
    { kind: 'end_of_year', yearsAfter: 1 },
  ],
  makeUpsPerMonth: [0, 1, 2, 3],
  expiryGraceDays: [0, 2, 7],
  holdDays: [0, 0, 1, 2, 7],
  clawbackPolicy: ['pending_only', 'within_balance', 'allow_debt'],
  earnRate: [
    { points: 1, perFen: 100 },
    { points: 1, perFen: 1_000 },
    { points: 3, perFen: 200 },
  ],
  earnFromFen: [0, 0, 1_000],
  earnStores: [null, null, ['west', 'east']],
  earnExcludedCategories: [[], ['tobacco']],
  maxPointsPerOrder: [null, null, 60],
  maxPointsPerDay: [null, 40, 150],
  orderUndoMinutes: [0, 30, 1_440],
  orderMaxAgeDays: [1, 20, 90],
  tierGraceDays: [0, 1, 3],
  tierNoticeDays: [1, 30],
  tierDowngrade: ['one_down', 'by_growth'],
  staffCommandsPerDay: [500, 500, 500, 3],
  staffLookUpsPerDay: [1_500, 2],
  attributionDays: [1, 2, 30],
  returnedPointsDays: [1, 5],
  couponCombinations: [[], SOME_PAIRS, ALL_PAIRS, ALL_PAIRS],
  couponUndoMinutes: [0, 30, 1_440],
  couponReturnDays: [0, 3],
  rebateRule: [null, { templateId: 'back', bps: 500, fromFen: 1_000, mostFen: 300 }],
  rebateApprovalAboveFen: [0, 100, 1_000],
  pickUpDays: [1, 3],
  pickUpNoticeDays: [0, 1],
  missedSlotPoints: ['kept', 'returned'],
  referrals: ['on', 'on', 'on', 'on', 'on', 'on', 'off'],
  referralHoldAfterPerDay: [null, 1, 1],
} as const

type Name = keyof typeof SETTINGS
const NAMES = Object.keys(SETTINGS) as readonly Name[]

export type Settings = Readonly<Record<string, unknown>>

export function drawnSettings(random: Random): Settings {
  const drawn = Object.fromEntries(NAMES.map((name) => [name, pick<unknown>(random, SETTINGS[name])]))
  // What a tier stands on is of one kind of window: a programme does not change it while it runs.
  return { ...drawn, tierWindow: pick(random, ['rolling_12_months', 'calendar_year', 'calendar_year', 'lifetime']) }
}

/** One or two settings as an operator may change them on a busy day. */
export function changedSettings(random: Random): Settings {
  const names = [pick(random, NAMES), pick(random, NAMES)]
  return Object.fromEntries(names.map((name) => [name, pick<unknown>(random, SETTINGS[name])]))
}

const COFFEE = { benefitId: 'coffee', name: '咖啡', text: '任选一杯', per: 'month' } as const
const CAKE = { benefitId: 'cake', name: '蛋糕', text: '生日领取', quota: 1, per: 'year' } as const

const between = (random: Random, least: number, most: number) => least + Math.floor(random() * (most - least + 1))

/** What a tier may be: always above the one below, so that it can be published whatever the others are. */
const TIERS: Readonly<Record<string, (random: Random) => Settings>> = {
  base: () => ({ name: '普通', order: 1, growthAtLeast: 0, benefits: [] }),
  silver: (random) => ({
    name: '银卡',
    order: 2,
    growthAtLeast: between(random, 40, 90),
    ...(random() < 0.4 ? { ordersAtLeast: between(random, 3, 5) } : {}),
    rateBps: pick(random, [10_000, 12_000, 11_111]),
    benefits: [{ ...COFFEE, quota: between(random, 1, 2) }],
  }),
  gold: (random) => ({
    name: '金卡',
    order: 3,
    growthAtLeast: between(random, 100, 250),
    rateBps: pick(random, [15_000, 20_000]),
    benefits: [{ ...COFFEE, quota: between(random, 1, 3) }, CAKE],
  }),
}

export const TIER_IDS = Object.keys(TIERS)

export function drawnTier(tierId: string, random: Random): Settings {
  const drawn = TIERS[tierId]
  if (!drawn) throw new Error(`no tier ${tierId}`)
  return drawn(random)
}
