import { modules } from '../../cloudfunctions/modules'
import { type CampaignTerms, campaignRules, type Rule } from '../../cloudfunctions/modules/rules'
import { type Work, workOf } from '../../cloudfunctions/platform/context'
import type { Extension } from '../../cloudfunctions/platform/extension-point'
import { guardStore } from '../../cloudfunctions/platform/guarded-store'
import { defineModule, registryOf } from '../../cloudfunctions/platform/module'
import type { Store } from '../../cloudfunctions/platform/store'
import type { Programme } from './programme'

const MARCH = '2026-03-01/2026-03-31'

/** What a campaign says of its rules: of this name, first among equals, without caps or budgets. */
export function termsNamed(campaignId: string, more: Partial<CampaignTerms> = {}): CampaignTerms {
  return { campaignId, version: 1, title: `活动${campaignId}`, priority: 0, period: MARCH, budgets: [], ...more }
}

/** A rule of a campaign on orders: so many points for each, unless it says something else. */
export function ruleOf(campaign: CampaignTerms, more: Partial<Rule> = {}): Rule {
  return {
    id: `${campaign.campaignId}.0`,
    when: 'order_paid',
    conditions: [],
    effects: [{ code: 'points_fixed', points: 10, for: '活动' }],
    campaign,
    ...more,
  }
}

/** A budget in one part. */
export const budgetOf = (id: string, unit: 'points' | 'fen' | 'times', cap: number) => ({
  id: `test|${id}`,
  unit,
  cap,
  parts: [cap],
  by: 'campaign' as const,
})

/**
 * What handlers of this programme are given while rules of campaigns are in force that nobody has published, with whatever
 * else is contributed. One registry, as an instance has.
 */
export function ruledBy(programme: Programme, rulesOf: () => readonly Rule[], extensions: readonly Extension[] = []) {
  const held = new Map<string, { readonly from: readonly Rule[]; readonly list: readonly Rule[] }>()
  const provider = campaignRules.with(async (_work, event) => {
    const from = rulesOf()
    const known = held.get(event)
    // The same list until it is another, as a provider answers.
    if (known?.from === from) return known.list
    const list = from.filter(({ when }) => when === event)
    held.set(event, { from, list })
    return list
  })
  const ruled = defineModule({ name: 'ruled', contract: {}, handlers: {}, extends: [provider, ...extensions] })
  const registry = registryOf([...modules.filter(({ name }) => name !== 'campaigns'), ruled])
  const guard = { timeLeftMs: () => 20_000, sleep: programme.ports.sleep, random: programme.ports.random }
  return (store: Store = programme.store): Work =>
    workOf(programme.ports, registry, guardStore(store, guard), guard.timeLeftMs)
}
