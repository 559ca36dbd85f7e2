import { type CompiledRule, unmetOf } from './compile'
import type { Given } from './decision'
import type { Facts, Words } from './rule'

const conditionTexts = ({ conditions }: CompiledRule, words: Words) =>
  conditions.map(({ definition, args }) => definition.text(args, words))

/** What one rule gave, in words: its conditions and effects as their own files word them. */
export function wording({ compiled, facts }: Pick<Given, 'compiled' | 'facts'>, words: Words): string {
  const effects = compiled.effects.map(({ definition, args }) => definition.text(facts, args, words))
  return [...conditionTexts(compiled, words), ...effects].join('，')
}

/** What is missing for a rule to apply, in words: the first condition that is not met, and how far it is off. */
export function wordingOfUnmet(compiled: CompiledRule, facts: Facts, words: Words): string | null {
  const unmet = unmetOf(compiled, facts)
  if (!unmet) return null
  const { definition, args } = unmet
  const missing = definition.missing?.(facts, args, words)
  return `要${definition.text(args, words)}才有${missing ? `，${missing}` : ''}`
}

/** Why a rule gave nothing, in words: the first condition that is not met, or an effect that comes to nothing. */
export function wordingOfNothing(compiled: CompiledRule, facts: Facts, words: Words): string {
  return wordingOfUnmet(compiled, facts, words) ?? wording({ compiled, facts }, words)
}

/** How a rule's number comes about, where it has one effect and that effect computes something. */
export function formulaOfRule({ compiled, facts }: Given): string | null {
  const [effect, ...others] = compiled.effects
  if (!effect || others.length > 0) return null
  return effect.definition.formula?.(facts, effect.args) ?? null
}

/** What a rule promises before anything has happened: its conditions, then what its effects say of themselves. */
export function promiseWording(compiled: CompiledRule, words: Words): string {
  const effects = compiled.effects.map(({ definition, args }) => {
    if (!definition.promise) throw new Error(`${definition.code} says nothing of what it promises`)
    return definition.promise(args, words)
  })
  return [...conditionTexts(compiled, words), ...effects].join('，')
}
