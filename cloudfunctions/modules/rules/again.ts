import type { Work } from '../../platform/context'
import type { Entry } from '../ledger'
import type { Decision } from './domain/decision'
import { evaluate } from './domain/evaluate'
import { type RulesInForce, rulesOn, sourceOf } from './in-force'
import { hadIn, parseTrace, type Trace } from './trace'

/** An entry that rules caused, decided again by the rules of its own moment. */
export interface Again {
  readonly trace: Trace
  readonly inForce: RulesInForce
  readonly decision: Decision
}

/** The campaigns that took part: those of the rules that the trace names. Throws on a rule that is gone. */
function tookPart({ trace, inForce }: Omit<Again, 'decision'>): ReadonlySet<string> {
  const { programme, campaigns } = inForce.compiled
  const known = new Map([...programme, ...campaigns.all].map(({ rule }) => [rule.id, rule]))
  const ids = trace.gave.map(([id]) => {
    const rule = known.get(id)
    if (!rule) throw new Error(`rule ${id} of version ${trace.version} is gone`)
    return rule.campaign?.campaignId ?? ''
  })
  return new Set(ids)
}

/** What a trace says, executed again by some rules: those that made it. */
export function decisionOf(trace: Trace, inForce: RulesInForce, atMs: number): Decision {
  const part = tookPart({ trace, inForce })
  return evaluate(inForce.compiled, {
    facts: trace.facts,
    atMs,
    had: ({ campaignId }) => hadIn(trace, campaignId),
    isLeftOut: (campaignId) => !part.has(campaignId),
  })
}

/**
 * Executes an entry's trace again by the rules in force at its moment. Null for an entry that no rule caused. Throws when
 * the number is another: nothing is ever told that is not so.
 */
export async function decidedAgain(
  work: Work,
  entry: Pick<Entry, 'seq' | 'points' | 'trace' | 'atMs'>,
): Promise<Again | null> {
  const trace = parseTrace(entry.trace)
  if (!trace) return null
  const { event } = sourceOf(work, trace.event)
  // Of before there were campaigns, an entry names no moment: there was none that it could have been given by.
  const atMs = trace.at ?? entry.atMs
  const inForce = await rulesOn(work, event, { version: trace.version, atMs })
  const decision = decisionOf(trace, inForce, atMs)
  if (decision.points !== entry.points)
    throw new Error(`entry ${entry.seq} has ${entry.points} points, its trace gives ${decision.points}`)
  return { trace, inForce, decision }
}
