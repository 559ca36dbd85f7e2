import type { Work } from '../../../platform/context'
import { leftOfQuota } from '../../ledger'
import type { Budget } from '../../rules'
import type { Campaign } from '../domain/campaign'
import { leastOf } from '../domain/usage'
import { quotaOf } from './budgets'
import type { RunningVersion } from './compile'

/** What is left of a campaign's budgets, each for itself; those of stores are each store's own. */
export interface BudgetLeft {
  readonly budget: Budget
  readonly left: number
}

export async function budgetsLeft(work: Work, version: RunningVersion): Promise<readonly BudgetLeft[]> {
  const shared = version.terms.budgets.filter(({ by }) => by !== 'store')
  return Promise.all(
    shared.map(async (budget) => {
      return { budget, left: await leftOfQuota(work, quotaOf(budget, work.today), budget.parts) }
    }),
  )
}

/** The least that any of its rules gives, unit by unit. */
function leastOfAll({ body }: Campaign) {
  const leasts = body.rules.map(leastOf)
  const least = (unit: 'points' | 'fen' | 'times') => Math.min(...leasts.map((one) => one[unit]))
  return { points: least('points'), fen: least('fen'), times: least('times') }
}

/** Whether its budgets still allow the least that it gives: `gone` for good, `gone_today` until tomorrow. */
export async function supplyOf(work: Work, version: RunningVersion): Promise<'open' | 'gone_today' | 'gone'> {
  if (version.rules.length === 0) return 'open'
  const least = leastOfAll(version.campaign)
  const used = (await budgetsLeft(work, version)).filter(({ budget, left }) => left < least[budget.unit])
  if (used.some(({ budget }) => budget.by === 'campaign')) return 'gone'
  return used.length > 0 ? 'gone_today' : 'open'
}
