import type { Budget } from '../../rules'
import { nextParts, type Parts } from '../domain/budget-parts'
import { type Campaign, type CampaignBudget, UNITS, type Unit } from '../domain/campaign'

type By = Budget['by']
const BY: readonly By[] = ['campaign', 'day', 'store']

const amountsBy = (budget: CampaignBudget | undefined, by: By) =>
  by === 'campaign' ? budget : by === 'day' ? budget?.perDay : budget?.perStore

/** A budget's quota, or what those of its days and stores begin with. */
function idOf(campaignId: string, unit: Unit, by: By): string {
  return by === 'campaign' ? `cb|${campaignId}|${unit}` : `cb|${campaignId}|${unit}|${by}`
}

/** The quota of a budget; of one by day or by store, that of one day or store. */
export function quotaOf(budget: Pick<Budget, 'id' | 'by'>, of?: string): string {
  if (budget.by === 'campaign') return budget.id
  if (of === undefined) throw new Error(`which ${budget.by} of ${budget.id}?`)
  return `${budget.id}|${of}`
}

/** The budgets of each version of a campaign, in the order of its versions. */
export function budgetsOf(versions: readonly Pick<Campaign, 'campaignId' | 'body'>[]): readonly (readonly Budget[])[] {
  const parts = new Map<string, Parts>()
  return versions.map(({ campaignId, body }) =>
    BY.flatMap((by) =>
      UNITS.flatMap((unit) => {
        const id = idOf(campaignId, unit, by)
        const cap = amountsBy(body.budget, by)?.[unit]
        const now = nextParts(parts.get(id) ?? [], cap)
        parts.set(id, now)
        return cap === undefined ? [] : [{ id, unit, by, cap, parts: now }]
      }),
    ),
  )
}
