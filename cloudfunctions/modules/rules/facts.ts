import type { Work } from '../../platform/context'
import type { Account } from '../ledger'
import { isRuledOut } from './domain/compile'
import { AT, type Facts } from './domain/rule'
import type { RulesInForce } from './in-force'
import { memberFacts } from './places'

/**
 * The facts of an event with those of the member that some rule asks for: of a rule which the event alone rules out
 * nothing is read, and a fact that the event brings along is not read either.
 */
export async function completed(
  work: Work,
  { compiled }: RulesInForce,
  { facts, account, atMs }: { readonly facts: Facts; readonly account: Account; readonly atMs: number },
): Promise<Facts> {
  const seen = { ...facts, [AT]: atMs }
  const some = [...compiled.programme, ...compiled.campaigns.matching(seen)].filter(({ needs }) => needs.length > 0)
  const asked = some.filter((rule) => !isRuledOut(rule, seen)).flatMap(({ needs }) => needs)
  const names = [...new Set(asked)].filter((name) => !(name in facts))
  if (names.length === 0) return facts
  const known = work.registry.all(memberFacts)
  const found = await Promise.all(
    names.map(async (name) => {
      const fact = known.find((one) => one.name === name)
      if (!fact) throw new Error(`no module knows the fact ${name} of a member`)
      return [name, await fact.of(work, account, atMs)] as const
    }),
  )
  return { ...facts, ...Object.fromEntries(found) }
}
