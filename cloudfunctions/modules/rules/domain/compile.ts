import type { Cap, Clause, Condition, Effect, Facts, Rule } from './rule'

/** All conditions and effects that the modules know. */
export interface Vocabulary {
  readonly conditions: readonly Condition[]
  readonly effects: readonly Effect[]
}

/** A clause with its definition found and its arguments read. */
export interface Resolved<D> {
  readonly definition: D
  readonly args: unknown
}

/** A rule that is ready to be asked: nothing of it is read again, however many events it decides. */
export interface CompiledRule {
  readonly rule: Rule
  /** In the order of the document, as they are put in words. */
  readonly conditions: readonly Resolved<Condition>[]
  /** The same, those first that the event alone answers: the others are asked only where it comes to that. */
  readonly checks: readonly Resolved<Condition>[]
  readonly effects: readonly Resolved<Effect>[]
  /** The facts of the member that it asks for. */
  readonly needs: readonly string[]
}

/** The rules on one event, and the caps on what they give together. */
export interface CompiledRules {
  /** Those of the programme's settings. */
  readonly programme: readonly CompiledRule[]
  /** They cut in this order. */
  readonly caps: readonly Cap[]
  readonly campaigns: CampaignIndex
}

/** Throws on an unknown code or bad arguments: a clause never "does not apply" because nobody understands it. */
function resolve<D extends Condition | Effect>(known: readonly D[], clause: Clause): Resolved<D> {
  const definition = known.find((candidate) => candidate.code === clause.code)
  if (!definition) throw new Error(`no module knows the code ${clause.code}`)
  const { code: _, ...stored } = clause
  return { definition, args: definition.parse(stored) }
}

const asksMember = ({ definition }: Resolved<Condition>) => (definition.needs?.length ?? 0) > 0

export function compileRule(vocabulary: Vocabulary, rule: Rule): CompiledRule {
  const conditions = rule.conditions.map((clause) => resolve(vocabulary.conditions, clause))
  const checks = [...conditions.filter((one) => !asksMember(one)), ...conditions.filter(asksMember)]
  const effects = rule.effects.map((clause) => resolve(vocabulary.effects, clause))
  const needs = [...checks, ...effects].flatMap(({ definition }) => definition.needs ?? [])
  return { rule, conditions, checks, effects, needs }
}

/** The first condition that the facts do not meet; null when the rule applies. */
export function unmetOf({ checks }: CompiledRule, facts: Facts): Resolved<Condition> | null {
  return checks.find(({ definition, args }) => !definition.holds(facts, args)) ?? null
}

/** Whether the event alone rules it out, whoever it is about. */
export function isRuledOut({ checks }: CompiledRule, facts: Facts): boolean {
  return checks.some((check) => !asksMember(check) && !check.definition.holds(facts, check.args))
}

interface Placed {
  readonly place: number
  readonly compiled: CompiledRule
}

/**
 * The rules of campaigns on one event, in the order in which they decide: by priority, then by the campaign's id, then
 * as the document has them. A rule that holds for some values of a fact only is found by the value, so deciding costs
 * what the rules cost that may hold.
 */
export class CampaignIndex {
  readonly all: readonly CompiledRule[]
  private readonly always: readonly Placed[]
  private readonly byFact: ReadonlyMap<string, ReadonlyMap<string, readonly Placed[]>>

  constructor(rules: readonly CompiledRule[]) {
    this.all = [...rules].sort(inOrder)
    const always: Placed[] = []
    const byFact = new Map<string, Map<string, Placed[]>>()
    for (const [place, compiled] of this.all.entries()) {
      const found = compiled.checks.find((check) => !asksMember(check) && check.definition.among)
      const among = found?.definition.among?.(found.args)
      if (!among) {
        always.push({ place, compiled })
        continue
      }
      const byValue = byFact.get(among.fact) ?? new Map<string, Placed[]>()
      byFact.set(among.fact, byValue)
      for (const value of new Set(among.values.map(String)))
        byValue.set(value, [...(byValue.get(value) ?? []), { place, compiled }])
    }
    this.always = always
    this.byFact = byFact
  }

  /** Those that may hold for the facts, in their order. */
  matching(facts: Facts): readonly CompiledRule[] {
    const found = [...this.byFact].flatMap(([fact, byValue]) => byValue.get(String(facts[fact])) ?? [])
    const some =
      found.length === 0 ? this.always : [...this.always, ...found].sort((one, other) => one.place - other.place)
    return some.map(({ compiled }) => compiled)
  }
}

function inOrder({ rule: { campaign: one } }: CompiledRule, { rule: { campaign: other } }: CompiledRule): number {
  if (!one || !other) throw new Error('a rule of a campaign says what the campaign asks')
  if (one.priority !== other.priority) return other.priority - one.priority
  return one.campaignId === other.campaignId ? 0 : one.campaignId < other.campaignId ? -1 : 1
}
