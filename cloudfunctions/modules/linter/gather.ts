import * as z from 'zod/mini'
import { pointsNameOf } from '../../platform/brand'
import { settingsOf, type Work } from '../../platform/context'
import { campaignsAt } from '../campaigns'
import { templatesInForce } from '../coupons'
import { closeSettings } from '../ledger'
import { orderSettings } from '../orders'
import { rewardsInForce } from '../rewards'
import { wordsNotAllowed } from '../sharing'
import { storesInForce } from '../staff'
import { ladderAt } from '../tiers'
import type { CampaignDraft } from './domain/draft'
import type { KnownReward, KnownTemplate, Surroundings } from './domain/surroundings'

const clause = z.looseObject({ code: z.string() })
const amounts = { points: z.optional(z.number()), fen: z.optional(z.number()), times: z.optional(z.number()) }
const share = z.optional(z.object(amounts))

/** As much of a campaign's document as the linter looks at, whatever else is in it, and also of one that is not finished. */
const draftSchema = z.object({
  kind: z._default(z.string(), 'rules'),
  title: z._default(z.string(), ''),
  text: z.optional(z.string()),
  fromMs: z.int(),
  untilMs: z.int(),
  isPaused: z.optional(z.boolean()),
  audience: z._default(z.array(clause), []),
  rules: z._default(
    z.array(
      z.object({
        when: z.string(),
        conditions: z._default(z.array(clause), []),
        effects: z._default(z.array(clause), []),
        stackingGroup: z.optional(z.string()),
      }),
    ),
    [],
  ),
  compounds: z.optional(z.boolean()),
  perEvent: z.optional(z.number()),
  perMember: share,
  perMemberDay: share,
  budget: z.optional(z.object({ ...amounts, perDay: share })),
  forecastPointsPerDay: z.optional(z.number()),
  disclosure: z.optional(z.record(z.string(), z.unknown())),
  prizes: z.optional(
    z.array(
      z.object({
        name: z._default(z.string(), ''),
        valueFen: z.optional(z.number()),
        templateId: z.optional(z.string()),
      }),
    ),
  ),
})

/** A document as the linter reads it; null for one that is too far from a campaign. */
export function draftFrom(campaignId: string, body: unknown): CampaignDraft | null {
  const parsed = z.safeParse(draftSchema, body)
  return parsed.success ? { campaignId, ...parsed.data } : null
}

/** Campaigns that run now or will, but for one. */
async function othersThan(work: Work, campaignId: string): Promise<readonly CampaignDraft[]> {
  const campaigns = await campaignsAt(work, work.nowMs)
  return campaigns.flatMap(({ campaignId: other, body }) => {
    const isOver = body.untilMs <= work.nowMs || body.isPaused
    const read = other === campaignId || isOver ? null : draftFrom(other, body)
    return read ? [read] : []
  })
}

async function knownTemplates(work: Work): Promise<ReadonlyMap<string, KnownTemplate>> {
  const templates = await templatesInForce(work)
  return new Map(
    templates.map(({ templateId, body }) => [
      templateId,
      {
        title: body.title,
        worthFen: 'discountFen' in body ? body.discountFen : body.capFen,
        thresholdFen: 'thresholdFen' in body ? body.thresholdFen : 0,
        untilDate: 'untilDate' in body.validity ? body.validity.untilDate : null,
        stock: body.stock,
        isClaimable: body.claimable,
      },
    ]),
  )
}

async function knownRewards(work: Work): Promise<ReadonlyMap<string, KnownReward>> {
  const rewards = await rewardsInForce(work)
  return new Map(
    rewards.map(({ rewardId, title, pricePoints, onSaleFromMs, onSaleUntilMs, own }) => [
      rewardId,
      {
        title,
        pricePoints,
        onSaleFromMs,
        onSaleUntilMs,
        templateId: own.kind === 'coupon' ? own.templateId : null,
      },
    ]),
  )
}

/** All that is in force around a campaign, read in a few calls. */
export async function surroundingsOf(work: Work, campaignId: string): Promise<Surroundings> {
  const { earnRate } = await settingsOf(work, orderSettings)
  const { pointCostBps } = await settingsOf(work, closeSettings)
  const [pointsName, templates, rewards, ladder, stores, others] = await Promise.all([
    pointsNameOf(work),
    knownTemplates(work),
    knownRewards(work),
    ladderAt(work, work.nowMs),
    storesInForce(work),
    othersThan(work, campaignId),
  ])
  const tierOf = ({ name, rateBps, benefits }: (typeof ladder)[number]) => ({
    name,
    rateBps,
    benefitIds: benefits.map(({ benefitId }) => benefitId),
  })
  return {
    nowMs: work.nowMs,
    pointsName,
    earnRate,
    pointCostBps,
    templates,
    rewards,
    tiers: new Map(ladder.map((tier) => [tier.tierId, tierOf(tier)])),
    stores: new Set(stores.map(({ storeId }) => storeId)),
    others,
    badWords: wordsNotAllowed,
  }
}
