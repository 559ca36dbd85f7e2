import { addDays, businessDateOf, startOfDateMs } from '../../kernel/business-date'
import { refuse } from '../../kernel/refusal'
import { pointsNameOf } from '../../platform/brand'
import type { Work } from '../../platform/context'
import { DEFAULT_PAGE_SIZE } from '../../platform/fields'
import type { Handlers } from '../../platform/module'
import { decodeCursor } from '../../platform/store'
import { accountOf } from '../ledger'
import { benefitsOf, useBenefit } from './benefits'
import type { contract } from './contract'
import { type Benefit, growthOf, type Tier, tierIn } from './domain/ladder'
import { type NextTier, outlookOf } from './domain/outlook'
import { type Standing, standingOn, type TierRules } from './domain/standing'
import { causeText, dayText, keepText, nextText, rateText } from './domain/wording'
import { tierRules } from './ladder-in-force'
import { storedStanding } from './room'
import { standingOf, tierHeld } from './standing-of'
import { type TierReview, tierReviews } from './store'

/** How far ahead `ops.tier-reviews` looks when no day is named. */
const LOOK_AHEAD_DAYS = 30

const shownTier = ({ tierId, name, order }: Tier) => ({ tierId, name, order })
const shownBenefit = ({ benefitId, name, text, quota, per }: Benefit) => ({ benefitId, name, text, quota, per })

function shownNext(next: NextTier, today: string) {
  return {
    tier: shownTier(next.tier),
    missingGrowth: next.missingGrowth,
    missingFen: next.missing.fen,
    missingOrders: next.missing.orders,
    by: next.by,
    sentence: nextText(next, today),
    progressBps: next.progressBps,
  }
}

function shownHistory({ changes }: Standing, { ladder }: TierRules) {
  const name = (tierId: string) => (tierId === '' ? '' : (tierIn(ladder, tierId)?.name ?? '已取消的等级'))
  return changes.map(({ from, to, on, cause }) => ({ from: name(from), to: name(to), on, cause: causeText(cause) }))
}

/** What a review would do to an account on the day that it is due, if nothing is bought until then. */
function reviewed(standing: Standing, rules: TierRules, dueOn: string, today: string): string {
  const then = standingOn(standing, rules, dueOn)
  const name = tierIn(rules.ladder, then.tier)?.name ?? '没有等级'
  if (then.tier !== standing.tier) return `变为${name}`
  if (then.grace) return `没有达到保级条件，保留到${dayText(then.grace.until, today)}`
  return then.keepUntil === null ? '继续保留，不再到期' : `续到${dayText(then.keepUntil, today)}`
}

async function shownReview(work: Work, rules: TierRules, { member, dueAtMs }: TierReview) {
  const account = await accountOf(work, member)
  if (!account) return []
  const standing = storedStanding(account)
  const dueOn = businessDateOf(dueAtMs ?? 0)
  const tier = tierIn(rules.ladder, standing.tier)?.name ?? ''
  const on = businessDateOf(Math.max(dueAtMs ?? 0, work.nowMs))
  return [{ memberId: member, tier, dueOn, would: reviewed(standing, rules, on, work.today) }]
}

export const handlers: Handlers<typeof contract> = {
  'tiers.mine': async (context) => {
    const account = await accountOf(context, context.caller.memberId)
    if (!account) return refuse('not_a_member')
    const { today } = context
    const { standing, rules, tier } = await standingOf(context, account)
    const { lent } = await tierHeld(context, account)
    const outlook = outlookOf(standing, rules, today)
    const pointsName = await pointsNameOf(context)
    return {
      tier: tier && shownTier(tier),
      growth: growthOf(outlook.window),
      orders: outlook.window.orders,
      keepUntil: standing.grace?.until ?? standing.keepUntil,
      keepText: keepText(outlook, today),
      next: outlook.next && shownNext(outlook.next, today),
      ladder: rules.ladder.map((step) => ({
        tier: shownTier(step),
        growthAtLeast: step.growthAtLeast,
        rateText: rateText(step.rateBps, pointsName),
        benefits: step.benefits.map(shownBenefit),
      })),
      benefits: (await benefitsOf(context, account)).map((benefit) => ({
        ...shownBenefit(benefit),
        left: benefit.left,
        periodEndsOn: benefit.periodEndsOn,
      })),
      lent: lent && { tier: shownTier(lent.tier), until: lent.until },
      history: shownHistory(standing, rules),
    }
  },

  'benefits.use': useBenefit,

  'ops.tier-reviews': async (context, { until = addDays(context.today, LOOK_AHEAD_DAYS), cursor }) => {
    if (cursor !== undefined && !decodeCursor(cursor)) return refuse('invalid_input', { path: 'input.cursor' })
    const rules = await tierRules(context)
    const page = await context.store.find(tierReviews, {
      index: 'byDue',
      range: { from: 0, below: startOfDateMs(addDays(until, 1)) },
      limit: DEFAULT_PAGE_SIZE,
      ...(cursor === undefined ? {} : { cursor }),
    })
    const items = await Promise.all(page.items.map((review) => shownReview(context, rules, review)))
    return { items: items.flat(), next: page.next }
  },
}
