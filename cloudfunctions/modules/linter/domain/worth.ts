import { type CampaignDraft, type Clause, numberIn, textIn } from './draft'
import type { KnownReward, Surroundings } from './surroundings'

/** What a point is worth to who spends it best: so many fen for so many points. */
export interface Rate {
  readonly fen: number
  readonly points: number
}

/** A reward that is a coupon, with what the coupon takes off. */
export interface CouponReward {
  readonly rewardId: string
  readonly reward: KnownReward
  readonly worthFen: number
}

const BPS = 10_000
const PLAIN_RATE_BPS = 10_000

export function couponRewards({ rewards, templates }: Surroundings): readonly CouponReward[] {
  return [...rewards].flatMap(([rewardId, reward]) => {
    const template = reward.templateId === null ? undefined : templates.get(reward.templateId)
    return template ? [{ rewardId, reward, worthFen: template.worthFen }] : []
  })
}

/** By the coupon that is cheapest for what it takes off; by what a point costs the shop where none can be had for points. */
export function rateOf(around: Surroundings): Rate {
  return couponRewards(around)
    .map(({ reward, worthFen }) => ({ fen: worthFen, points: reward.pricePoints }))
    .reduce<Rate>((best, one) => (one.fen * best.points > best.fen * one.points ? one : best), {
      fen: around.pointCostBps,
      points: BPS,
    })
}

export function fenOfPoints(points: number, { fen, points: per }: Rate): number {
  return Math.floor((points * fen) / per)
}

/** What the gifts of a rule are worth, as far as that is known. */
export function giftsFen(effects: readonly Clause[], { templates }: Surroundings): number {
  return effects
    .filter(({ code }) => code === 'coupon')
    .reduce((sum, clause) => sum + (templates.get(textIn(clause, 'templateId'))?.worthFen ?? 0), 0)
}

/** Points that a rule gives whatever the event. */
export function fixedPoints(effects: readonly Clause[]): number {
  return effects
    .filter(({ code }) => code === 'points_fixed')
    .reduce((sum, clause) => sum + numberIn(clause, 'points'), 0)
}

/** The base points of an amount in the best tier. */
export function bestBasePoints(amountFen: number, { earnRate, tiers }: Surroundings): number {
  const rateBps = Math.max(PLAIN_RATE_BPS, ...[...tiers.values()].map((tier) => tier.rateBps))
  return Math.floor((amountFen * earnRate.points * rateBps) / (earnRate.perFen * PLAIN_RATE_BPS))
}

/** What a rule's effects give for an order on top of its base points. */
function pointsFor(clause: Clause, amountFen: number, base: number): number {
  switch (clause.code) {
    case 'points_fixed':
      return numberIn(clause, 'points')
    case 'points_multiplied':
      return Math.floor((base * Math.max(0, numberIn(clause, 'rateBps') - PLAIN_RATE_BPS)) / PLAIN_RATE_BPS)
    case 'points_per_amount':
      return Math.floor((amountFen * numberIn(clause, 'points')) / Math.max(1, numberIn(clause, 'perFen')))
    case 'points_steps': {
      const steps = (Array.isArray(clause.steps) ? clause.steps : []) as readonly { fen: number; points: number }[]
      return Math.max(0, ...steps.filter(({ fen }) => fen <= amountFen).map(({ points }) => points))
    }
    default:
      return 0
  }
}

const ON_ORDERS = ['order_paid', 'order_vested']

/** The most that one order brings by a campaign: points on top of the base, and the worth of its gifts. */
export function returnsOf(
  campaign: CampaignDraft,
  amountFen: number,
  around: Surroundings,
): { readonly points: number; readonly giftFen: number } {
  const base = bestBasePoints(amountFen, around)
  const rules = campaign.rules.filter(
    ({ when, conditions }) => ON_ORDERS.includes(when) && isMetBy(conditions, amountFen),
  )
  const grouped = new Map<string, number>()
  let points = 0
  for (const { effects, stackingGroup } of rules) {
    const own = effects.reduce((sum, clause) => sum + pointsFor(clause, amountFen, base), 0)
    if (stackingGroup === undefined) points += own
    else grouped.set(stackingGroup, Math.max(grouped.get(stackingGroup) ?? 0, own))
  }
  const all = [...grouped.values()].reduce((sum, best) => sum + best, points)
  const caps = [campaign.perEvent, campaign.perMemberDay?.points, campaign.perMember?.points, campaign.budget?.points]
  const giftFen = rules.reduce((sum, { effects }) => sum + giftsFen(effects, around), 0)
  return { points: Math.min(all, ...caps.filter((most) => most !== undefined)), giftFen }
}

/** Whether an amount meets what conditions ask of it. */
function isMetBy(conditions: readonly Clause[], amountFen: number): boolean {
  return conditions.every((clause) => clause.code !== 'amount_at_least' || numberIn(clause, 'fen') <= amountFen)
}
