import type { Json } from '../../kernel/canonical-json'
import { PROGRAMME, type Work } from '../../platform/context'
import { ExtensionPoint } from '../../platform/extension-point'
import { evaluate, type Given, pointsOf, type Vocabulary } from './domain/evaluate'
import type { Condition, Effect, Facts, Rule } from './domain/rule'
import { type Trace, traceOf } from './trace'

export const conditions = new ExtensionPoint<Condition>('conditions')
export const effects = new ExtensionPoint<Effect>('effects')

/** Where the rules on an event come from, and how its facts are read out to a person. */
export interface RuleSource {
  readonly event: string
  /** The rules as the settings of one version say them; no settings means defaults. */
  rules(settings: Readonly<Record<string, unknown>>): readonly Rule[]
  /** The facts that matter to a person, in plain Chinese. */
  details(facts: Facts): readonly { readonly label: string; readonly value: string }[]
}

export const ruleSources = new ExtensionPoint<RuleSource>('rule sources')

export function vocabularyOf(work: Work): Vocabulary {
  return { conditions: work.registry.all(conditions), effects: work.registry.all(effects) }
}

export function sourceOf(work: Work, event: string): RuleSource {
  const source = work.registry.all(ruleSources).find((known) => known.event === event)
  if (!source) throw new Error(`no module has rules on ${event}`)
  return source
}

/** The settings' rules on an event: those in force now, or those of an earlier version. */
export async function rulesOn(
  work: Work,
  event: string,
  version?: number,
): Promise<{ readonly version: number; readonly rules: readonly Rule[] }> {
  const { kind, id } = PROGRAMME
  const found =
    version === undefined
      ? await work.published.inForce(work.store, kind, id, work.nowMs)
      : version === 0
        ? null
        : await work.published.version(work.store, kind, id, version)
  if (version && !found) throw new Error(`version ${version} of the settings is gone or was edited`)
  return { version: found?.version ?? 0, rules: sourceOf(work, event).rules(found?.body ?? {}) }
}

/** What an event earns by some rules: the points, and the trace that explains them. Pure: nothing is posted. */
export function award(
  work: Work,
  inForce: { readonly version: number; readonly rules: readonly Rule[] },
  event: string,
  facts: Facts,
): { readonly points: number; readonly trace: Trace & Json } {
  const given = evaluate(vocabularyOf(work), inForce.rules, event, facts).filter((one) => pointsOf(one) > 0)
  const points = given.reduce((sum, one: Given) => sum + pointsOf(one), 0)
  return { points, trace: traceOf(event, inForce.version, facts, given) as Trace & Json }
}
