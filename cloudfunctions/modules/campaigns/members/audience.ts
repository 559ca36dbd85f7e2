import type { Work } from '../../../platform/context'
import type { Account } from '../../ledger'
import { conditions, type Facts, memberFacts } from '../../rules'
import type { StoredClause } from '../domain/campaign'

type Words = { readonly points: string }

/** What conditions may know of one member, each fact read at most once. */
export class KnownMember {
  private readonly known = new Map<string, Promise<string | number | boolean>>()

  constructor(
    private readonly work: Work,
    readonly account: Account,
  ) {}

  async facts(names: readonly string[]): Promise<Facts> {
    const read = await Promise.all(names.map(async (name) => [name, await this.fact(name)] as const))
    return Object.fromEntries(read)
  }

  private fact(name: string): Promise<string | number | boolean> {
    const known = this.known.get(name)
    if (known) return known
    const fact = this.work.registry.all(memberFacts).find((one) => one.name === name)
    if (!fact) throw new Error(`no module knows the fact ${name}`)
    const read = fact.of(this.work, this.account, this.work.nowMs)
    this.known.set(name, read)
    return read
  }
}

function definitionOf(work: Work, clause: StoredClause) {
  const definition = work.registry.all(conditions).find(({ code }) => code === clause.code)
  if (!definition) throw new Error(`no module knows the code ${clause.code}`)
  const { code: _, ...stored } = clause
  return { definition, args: definition.parse(stored) }
}

/** Whom it is for, in words. */
export function audienceText(work: Work, audience: readonly StoredClause[], words: Words): string {
  const texts = audience.map((clause) => {
    const { definition, args } = definitionOf(work, clause)
    return definition.text(args, words)
  })
  return texts.join('，')
}

/** What a member does not meet of whom it is for, each with how far off it is where that is a number; none for one it is for. */
export async function whyNot(
  work: Work,
  member: KnownMember,
  audience: readonly StoredClause[],
  words: Words,
): Promise<readonly string[]> {
  const unmet: string[] = []
  for (const clause of audience) {
    const { definition, args } = definitionOf(work, clause)
    const facts = await member.facts(definition.needs ?? [])
    if (definition.holds(facts, args)) continue
    const missing = definition.missing?.(facts, args, words)
    unmet.push(`要${definition.text(args, words)}${missing ? `，${missing}` : ''}`)
  }
  return unmet
}
