import { businessDateOf } from '../../../kernel/business-date'
import type { Work } from '../../../platform/context'
import { rememberReads } from '../../../platform/remembering-store'
import type { Account } from '../../ledger'
import { memberFacts } from '../../rules'
import type { PastEvent } from '../domain/past'

/**
 * An event with what rules ask of its member, beyond what was written down then: as their modules know it for that
 * moment, which of some is what it is today.
 */
export function memberFactsFor(work: Work, account: Account, needs: readonly string[]) {
  const known = work.registry.all(memberFacts).filter(({ name }) => needs.includes(name))
  const store = rememberReads(work.store)
  return async (past: PastEvent): Promise<PastEvent> => {
    const missing = known.filter(({ name }) => !(name in past.facts))
    if (missing.length === 0) return past
    const then: Work = { ...work, store, nowMs: past.postedAtMs, today: businessDateOf(past.postedAtMs) }
    const found = await Promise.all(
      missing.map(async ({ name, of }) => [name, await of(then, account, past.atMs)] as const),
    )
    return { ...past, facts: { ...past.facts, ...Object.fromEntries(found) } }
  }
}
