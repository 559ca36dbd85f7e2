import { pointsNameOf } from '../../platform/brand'
import type { Work } from '../../platform/context'
import type { Again } from './again'
import type { CompiledRule } from './domain/compile'
import { AT, type CampaignTerms, type Facts, type Words } from './domain/rule'
import { wordingOfUnmet } from './domain/wording'

/** A campaign that an event did not count for, and what was missing. */
export interface Miss {
  readonly campaignId: string
  readonly title: string
  readonly sentence: string
}

/** Nobody reads more of them. */
const MOST_MISSES = 5

/** Why one rule gave nothing; null when it gave, or when what it asks of the member was not looked at then. */
function whyNot(
  compiled: CompiledRule,
  facts: Facts,
  words: Words,
  stackedBy: ReadonlyMap<string, string>,
): string | null {
  const isKnown = compiled.needs.every((name) => name in facts)
  const missing = isKnown || isEventEnough(compiled, facts) ? wordingOfUnmet(compiled, facts, words) : null
  if (missing !== null || !isKnown) return missing
  const group = compiled.rule.campaign?.group
  const better = group === undefined ? undefined : stackedBy.get(group)
  return better === undefined ? '这个活动您已经领满了' : `和「${better}」不能同时享受，已按更多的算`
}

/** Whether a condition on the event alone is what is missing. */
function isEventEnough(compiled: CompiledRule, facts: Facts): boolean {
  const first = compiled.checks.find(
    ({ definition, args }) => (definition.needs ?? []).every((name) => name in facts) && !definition.holds(facts, args),
  )
  const unknown = compiled.checks.findIndex(({ definition }) =>
    (definition.needs ?? []).some((name) => !(name in facts)),
  )
  return first !== undefined && (unknown < 0 || compiled.checks.indexOf(first) < unknown)
}

/** How many conditions a rule still asks for: the fewer, the nearer the miss. */
const unmetCount = ({ checks }: CompiledRule, facts: Facts) =>
  checks.filter(
    ({ definition, args }) =>
      (definition.needs ?? []).some((name) => !(name in facts)) || !definition.holds(facts, args),
  ).length

/**
 * The campaigns in force then that an entry's event did not count for, the nearest first, each with the first thing that
 * was missing. Found by executing the trace again: nothing is stored of them.
 */
export async function missesOf(work: Work, { trace, inForce, decision }: Again): Promise<Miss[]> {
  if (trace.at === undefined) return []
  const words = { points: await pointsNameOf(work) }
  const facts: Facts = { ...trace.facts, [AT]: trace.at }
  const had = new Set([
    ...decision.gains.map(({ terms }) => terms.campaignId),
    ...(trace.without ?? []),
    ...(trace.pace ?? []),
  ])
  const stackedBy = new Map(
    decision.gains.flatMap(({ given }) =>
      given.flatMap(({ rule: { campaign } }) =>
        campaign?.group === undefined ? [] : [[campaign.group, campaign.title] as const],
      ),
    ),
  )
  const nearest = new Map<
    string,
    { readonly terms: CampaignTerms; readonly compiled: CompiledRule; readonly unmet: number }
  >()
  for (const compiled of inForce.compiled.campaigns.all) {
    const terms = compiled.rule.campaign
    if (!terms || had.has(terms.campaignId)) continue
    const unmet = unmetCount(compiled, facts)
    const known = nearest.get(terms.campaignId)
    if (!known || unmet < known.unmet) nearest.set(terms.campaignId, { terms, compiled, unmet })
  }
  return [...nearest.values()]
    .sort((one, other) => one.unmet - other.unmet)
    .flatMap(({ terms: { campaignId, title }, compiled }) => {
      const sentence = whyNot(compiled, facts, words, stackedBy)
      return sentence === null ? [] : [{ campaignId, title, sentence: `${sentence}。` }]
    })
    .slice(0, MOST_MISSES)
}
