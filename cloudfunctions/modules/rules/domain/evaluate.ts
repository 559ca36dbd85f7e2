import type { Clause, Condition, Effect, Facts, Intent, Rule, Words } from './rule'

/** All conditions and effects that the modules know. */
export interface Vocabulary {
  readonly conditions: readonly Condition[]
  readonly effects: readonly Effect[]
}

/** What one rule gave. */
export interface Given {
  readonly rule: Rule
  readonly intents: readonly Intent[]
}

/** A clause's definition with its arguments read. Throws on an unknown code or bad arguments: it never "does not apply". */
function resolve<D extends Condition | Effect>(known: readonly D[], clause: Clause) {
  const definition = known.find((candidate) => candidate.code === clause.code)
  if (!definition) throw new Error(`no module knows the code ${clause.code}`)
  const { code: _, ...stored } = clause
  return { definition, args: definition.parse(stored) }
}

const conditionHolds = (vocabulary: Vocabulary, facts: Facts, clause: Clause): boolean => {
  const { definition, args } = resolve(vocabulary.conditions, clause)
  return definition.holds(facts, args)
}

/** The rules whose conditions the facts meet, with what each gives, in the order of the rules. */
export function evaluate(
  vocabulary: Vocabulary,
  rules: readonly Rule[],
  event: string,
  facts: Facts,
): readonly Given[] {
  return rules
    .filter((rule) => rule.when === event)
    .filter((rule) => rule.conditions.every((clause) => conditionHolds(vocabulary, facts, clause)))
    .map((rule) => ({
      rule,
      intents: rule.effects.flatMap((clause) => {
        const { definition, args } = resolve(vocabulary.effects, clause)
        return definition.intents(facts, args)
      }),
    }))
}

export function pointsOf(given: Pick<Given, 'intents'>): number {
  return given.intents.reduce((sum, intent) => sum + intent.points, 0)
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
