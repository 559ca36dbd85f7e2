import { thingOfCode } from '../../kernel/typed-code'
import type { Work } from '../../platform/context'
import { isCardCodeAt } from './domain/card-code'
import { type Member, members } from './store'

/** Whose card a code names, whoever made it and whenever. */
export async function memberOfCard(work: Work, code: string): Promise<Member | null> {
  const cardNo = thingOfCode(code)
  if (cardNo === null) return null
  const page = await work.store.find(members, { index: 'byCardNo', equals: { cardNo }, limit: 1 })
  return page.items[0] ?? null
}

/**
 * Whose card showed a code at a moment or in the minute before it; null when nobody's did. Looking claims nothing: who
 * lets a code do something claims it first.
 */
export async function memberOfCode(work: Work, code: string, atMs: number): Promise<Member | null> {
  return isCardCodeAt(work.secrets.key('member-card'), code, atMs) ? memberOfCard(work, code) : null
}
