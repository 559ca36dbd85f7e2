import { publishedSettings, type Work } from '../../platform/context'
import { ExtensionPoint, type Registry } from '../../platform/extension-point'
import { CampaignIndex, type CompiledRule, type CompiledRules, compileRule, type Vocabulary } from './domain/compile'
import { type Cap, type Condition, type Effect, EVENTS, type Facts, type Rule, type RuleEvent } from './domain/rule'
import { campaignRules } from './places'

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

/** Who contributes a source of an event emits it: a rule of a campaign may listen to it from then on. */
export const ruleSources = new ExtensionPoint<RuleSource>('rule sources')

export function vocabularyOf(work: Pick<Work, 'registry'>): Vocabulary {
  return { conditions: work.registry.all(conditions), effects: work.registry.all(effects) }
}

export function sourceOf(work: Pick<Work, 'registry'>, event: string): RuleSource {
  const source = work.registry.all(ruleSources).find((known) => known.event === event)
  if (!source) throw new Error(`no module has rules on ${event}`)
  return source
}

/** The programme's own rules on an event, compiled; those on other events are neither read nor asked. */
type Own = Pick<CompiledRules, 'programme' | 'caps'>

/**
 * What one function instance has compiled, for as long as what it was made from is held: settings by their version's body,
 * rules of campaigns by the list and by each rule. However many events are decided, nothing is read twice.
 */
class Compiled {
  private readonly own = new WeakMap<Settings, Map<RuleEvent, Own>>()
  private readonly lists = new WeakMap<readonly Rule[], CampaignIndex>()
  private readonly rules = new WeakMap<Rule, CompiledRule>()
  private readonly vocabulary: Vocabulary

  constructor(private readonly registry: Registry) {
    this.vocabulary = vocabularyOf({ registry })
  }

  ownOn(event: RuleEvent, settings: Settings): Own {
    const byEvent = this.own.get(settings) ?? new Map<RuleEvent, Own>()
    this.own.set(settings, byEvent)
    const own = byEvent.get(event) ?? this.readOwn(event, settings)
    byEvent.set(event, own)
    return own
  }

  campaignsOn(rules: readonly Rule[]): CampaignIndex {
    const index = this.lists.get(rules) ?? new CampaignIndex(rules.map((rule) => this.compile(rule)))
    this.lists.set(rules, index)
    return index
  }

  compile(rule: Rule): CompiledRule {
    const compiled = this.rules.get(rule) ?? compileRule(this.vocabulary, rule)
    this.rules.set(rule, compiled)
    return compiled
  }

  private readOwn(event: RuleEvent, settings: Settings): Own {
    const sources = this.registry.all(ruleSources)
    const rules = sources.flatMap((source) => source.rules(settings))
    const strange = rules.find(({ when }) => !EVENTS.includes(when))
    if (strange) throw new Error(`there is no event ${strange.when} that could earn something`)
    return {
      programme: rules.filter(({ when }) => when === event).map((rule) => this.compile(rule)),
      caps: sources.flatMap((source) => source.caps?.(settings) ?? []).filter((cap) => cap.event === event),
    }
  }
}

const compiledBy = new WeakMap<Registry, Compiled>()

function compiledOf({ registry }: Work): Compiled {
  const compiled = compiledBy.get(registry) ?? new Compiled(registry)
  compiledBy.set(registry, compiled)
  return compiled
}

export const compiledRuleOf = (work: Work, rule: Rule): CompiledRule => compiledOf(work).compile(rule)

const NO_SETTINGS: Settings = {}
const NO_RULES: readonly Rule[] = []

/** The rules on an event as they were at a moment: the programme's by a version of its settings, and those of campaigns. */
export interface RulesInForce {
  readonly event: RuleEvent
  /** Of the settings that the programme's rules come from; 0 while none is published. */
  readonly version: number
  readonly atMs: number
  /** The programme's own. */
  readonly rules: readonly Rule[]
  readonly caps: readonly Cap[]
  readonly compiled: CompiledRules
}

async function rulesOfCampaigns(work: Work, event: RuleEvent, atMs: number): Promise<readonly Rule[]> {
  const providers = work.registry.all(campaignRules)
  const [first = NO_RULES, ...others] = await Promise.all(providers.map((rulesOf) => rulesOf(work, event, atMs)))
  // As the provider made it: what was compiled from the list is found by it.
  return others.length === 0 ? first : [first, ...others].flat()
}

/**
 * The rules on an event: those in force now, or the programme's of an earlier version and the campaigns' of an earlier
 * moment.
 */
export async function rulesOn(
  work: Work,
  event: RuleEvent,
  { version, atMs = work.nowMs }: { readonly version?: number | undefined; readonly atMs?: number | undefined } = {},
): Promise<RulesInForce> {
  if (!EVENTS.includes(event)) throw new Error(`there is no event ${event} that could earn something`)
  const found = await publishedSettings(work, version)
  const compiled = compiledOf(work)
  const own = compiled.ownOn(event, found?.body ?? NO_SETTINGS)
  const campaigns = compiled.campaignsOn(await rulesOfCampaigns(work, event, atMs))
  return {
    event,
    version: found?.version ?? 0,
    atMs,
    rules: own.programme.map(({ rule }) => rule),
    caps: own.caps,
    compiled: { ...own, campaigns },
  }
}

/** The same with other rules of campaigns: for a draft that is tried before it is published. */
export function withCampaignRules(work: Work, inForce: RulesInForce, rules: readonly Rule[]): RulesInForce {
  const onEvent = rules.filter(({ when }) => when === inForce.event)
  return { ...inForce, compiled: { ...inForce.compiled, campaigns: compiledOf(work).campaignsOn(onEvent) } }
}
