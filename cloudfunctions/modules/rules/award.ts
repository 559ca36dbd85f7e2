import type { Json } from '../../kernel/canonical-json'
import { PROGRAMME, type Work } from '../../platform/context'
import { ExtensionPoint, type Registry } from '../../platform/extension-point'
import { type Decision, evaluate, type Vocabulary } from './domain/evaluate'
import type { Cap, Condition, Effect, Facts, Rule, RuleEvent } from './domain/rule'
import { indexRules, type RuleIndex, type RulesOfEvent } from './domain/rule-index'
import { type Trace, traceOf } from './trace'

export const conditions = new ExtensionPoint<Condition>('conditions')
export const effects = new ExtensionPoint<Effect>('effects')

type Settings = Readonly<Record<string, unknown>>

/** The rules of the module that sees an event happen, and how the event's facts are read out to a person. */
export interface RuleSource {
  readonly event: RuleEvent
  /** The rules as the settings of one version say them; no settings means defaults. */
  rules(settings: Settings): readonly Rule[]
  /** What all rules on the event may give together. */
  caps?(settings: Settings): readonly Cap[]
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

/** Indexes outlive a request as long as the version of the settings that they were made from is held. */
const indexes = new WeakMap<Registry, WeakMap<Settings, RuleIndex>>()
const NO_SETTINGS: Settings = {}

function indexOf({ registry }: Work, settings: Settings): RuleIndex {
  const known = indexes.get(registry) ?? new WeakMap<Settings, RuleIndex>()
  indexes.set(registry, known)
  const sources = registry.all(ruleSources)
  const index =
    known.get(settings) ??
    indexRules(
      sources.flatMap((source) => source.rules(settings)),
      sources.flatMap((source) => source.caps?.(settings) ?? []),
    )
  known.set(settings, index)
  return index
}

export interface RulesInForce extends RulesOfEvent {
  /** Of the settings that they come from; 0 while none is published. */
  readonly version: number
}

/** The rules on an event: those in force now, or those of an earlier version. */
export async function rulesOn(work: Work, event: RuleEvent, version?: number): Promise<RulesInForce> {
  const { kind, id } = PROGRAMME
  const found =
    version === undefined
      ? await work.published.inForce(work.store, kind, id, work.nowMs)
      : version === 0
        ? null
        : await work.published.version(work.store, kind, id, version)
  if (version && !found) throw new Error(`version ${version} of the settings is gone or was edited`)
  const ofEvent = indexOf(work, found?.body ?? NO_SETTINGS).get(event)
  if (!ofEvent) throw new Error(`there is no event ${event} that could earn something`)
  return { version: found?.version ?? 0, ...ofEvent }
}

type StoredTrace = Trace & { readonly [name: string]: Json }

/** What an event earns by some rules: the points, and the trace that explains them. Pure: nothing is posted. */
export function award(
  work: Work,
  inForce: RulesInForce,
  event: RuleEvent,
  facts: Facts,
): { readonly points: number; readonly trace: StoredTrace; readonly decision: Decision } {
  const decision = evaluate(vocabularyOf(work), inForce, facts)
  return {
    points: decision.points,
    trace: traceOf(event, inForce.version, facts, decision) as StoredTrace,
    decision,
  }
}
