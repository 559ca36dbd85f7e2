import type { Rule, Words } from './rule'
import { type Cap, type Clause, type Condition, type Effect, type Facts, type Intent, numberFact } from './rule'
import type { RulesOfEvent } from './rule-index'

/** All conditions and effects that the modules know. */
export interface Vocabulary {
  readonly conditions: readonly Condition[]
  readonly effects: readonly Effect[]
}

/** What one rule gives by itself. */
export interface Given {
  readonly rule: Rule
  readonly intents: readonly Intent[]
}

/** What a cap took off what the rules gave. */
export interface Cut {
  readonly cap: Cap
  readonly points: number
}

/** What an event earns: what each rule that applies gives, what caps cut, and what is left. */
export interface Decision {
  /** Those that apply and come to nothing included. */
  readonly given: readonly Given[]
  readonly cuts: readonly Cut[]
  readonly points: number
}

/** A clause's definition with its arguments read. Throws on an unknown code or bad arguments: it never "does not apply". */
function resolve<D extends Condition | Effect>(known: readonly D[], clause: Clause) {
  const definition = known.find((candidate) => candidate.code === clause.code)
  if (!definition) throw new Error(`no module knows the code ${clause.code}`)
  const { code: _, ...stored } = clause
  return { definition, args: definition.parse(stored) }
}

/** The first condition of a rule that the facts do not meet; null when the rule applies. */
function unmetOf(vocabulary: Vocabulary, rule: Rule, facts: Facts) {
  for (const clause of rule.conditions) {
    const { definition, args } = resolve(vocabulary.conditions, clause)
    if (!definition.holds(facts, args)) return { definition, args }
  }
  return null
}

const intentsOf = (vocabulary: Vocabulary, rule: Rule, facts: Facts): readonly Intent[] =>
  rule.effects.flatMap((clause) => {
    const { definition, args } = resolve(vocabulary.effects, clause)
    return definition.intents(facts, args)
  })

/** What the facts of an event earn by the rules on it. */
export function evaluate(vocabulary: Vocabulary, { rules, caps }: RulesOfEvent, facts: Facts): Decision {
  const given = rules
    .filter((rule) => unmetOf(vocabulary, rule, facts) === null)
    .map((rule) => ({ rule, intents: intentsOf(vocabulary, rule, facts) }))
  let points = given.reduce((sum, one) => sum + pointsOf(one), 0)
  const cuts: Cut[] = []
  for (const cap of caps) {
    const room = Math.max(0, cap.most - (cap.had === undefined ? 0 : numberFact(facts, cap.had)))
    if (points <= room) continue
    cuts.push({ cap, points: points - room })
    points = room
  }
  return { given, cuts, points }
}

export function pointsOf(given: Pick<Given, 'intents'>): number {
  return given.intents.reduce((sum, intent) => sum + (intent.kind === 'points' ? intent.points : 0), 0)
}

/** What one rule gave, in words: its conditions and effects as their own files word them. */
export function wording(vocabulary: Vocabulary, rule: Rule, facts: Facts, words: Words): string {
  const conditions = rule.conditions.map((clause) => {
    const { definition, args } = resolve(vocabulary.conditions, clause)
    return definition.text(args, words)
  })
  const effects = rule.effects.map((clause) => {
    const { definition, args } = resolve(vocabulary.effects, clause)
    return definition.text(facts, args, words)
  })
  return [...conditions, ...effects].join('，')
}

/** Why a rule gave nothing, in words: the first condition that is not met, or an effect that comes to nothing. */
export function wordingOfNothing(vocabulary: Vocabulary, rule: Rule, facts: Facts, words: Words): string {
  const unmet = unmetOf(vocabulary, rule, facts)
  return unmet ? `要${unmet.definition.text(unmet.args, words)}才有` : wording(vocabulary, rule, facts, words)
}

/** How a rule's number comes about, where it has one effect and that effect computes something. */
export function formulaOfRule(vocabulary: Vocabulary, rule: Rule, facts: Facts): string | null {
  const [clause, ...others] = rule.effects
  if (!clause || others.length > 0) return null
  const { definition, args } = resolve(vocabulary.effects, clause)
  return definition.formula?.(facts, args) ?? null
}
