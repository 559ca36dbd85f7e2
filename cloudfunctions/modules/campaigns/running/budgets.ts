import type { Budget } from '../../rules'
import { nextParts, type Parts } from '../domain/budget-parts'
import { type Campaign, type CampaignBudget, UNITS, type Unit } from '../domain/campaign'

type By = Budget['by']
const BY: readonly By[] = ['campaign', 'day', 'store']

const amountsBy = (budget: CampaignBudget | undefined, by: By) =>
  by === 'campaign' ? budget : by === 'day' ? budget?.perDay : budget?.perStore

/** The quota of a budget, or what the quotas of its days and stores begin with. */
export function quotaIdOf(campaignId: string, unit: Unit, by: By): string {
  return by === 'campaign' ? `cb|${campaignId}|${unit}` : `cb|${campaignId}|${unit}|${by}`
}

/** The budgets of each version of a campaign, in the order of its versions. */
export function budgetsOf(versions: readonly Pick<Campaign, 'campaignId' | 'body'>[]): readonly (readonly Budget[])[] {
  const parts = new Map<string, Parts>()
  return versions.map(({ campaignId, body }) =>
    BY.flatMap((by) =>
      UNITS.flatMap((unit) => {
        const id = quotaIdOf(campaignId, unit, by)
        const cap = amountsBy(body.budget, by)?.[unit]
        const now = nextParts(parts.get(id) ?? [], cap)
        parts.set(id, now)
        return cap === undefined ? [] : [{ id, unit, by, cap, parts: now }]
      }),
    ),
  )
}
