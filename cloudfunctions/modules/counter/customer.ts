import { Refusal, refuse } from '../../kernel/refusal'
import { nameOf, type ShopCaller, type StaffCaller, type Work } from '../../platform/context'
import { accountOf } from '../ledger'
import { claimMemberCode, counterBenefits, members, tierNameOf } from '../members'
import { GOOD_AFTER_CONFIRMING_MS } from './domain/look-up'
import { lookUps } from './store'

/** A customer as a command of a counter names them: by their card, or by an id that the counter may know. */
export interface NamedCustomer {
  readonly caller: StaffCaller | ShopCaller
  readonly storeId: string
  readonly memberCode?: string
  readonly memberId?: string
  /** When they stood at the counter: now, or up to a day back for a counter that was offline. */
  readonly atMs: number
}

/**
 * Who a command of a counter is about. A code becomes this counter's. A member id is taken from a shop system, which
 * has its own ways of knowing its customers; from staff only when that member has just told this store that it is them.
 */
export async function customerOf(
  work: Work,
  { caller, storeId, memberCode, memberId, atMs }: NamedCustomer,
): Promise<{ readonly memberId: string } | Refusal<'unknown_member_code'>> {
  if ((memberCode === undefined) === (memberId === undefined)) return refuse('unknown_member_code')
  if (memberCode !== undefined) {
    const member = await claimMemberCode(work, memberCode, nameOf(caller), atMs)
    return member instanceof Refusal ? member : { memberId: member._id }
  }
  const named = memberId ?? ''
  const isKnown =
    caller.kind === 'shop'
      ? (await work.store.get(members, named)) !== null
      : await hasConfirmed(work, { storeId, memberId: named, atMs })
  return isKnown ? { memberId: named } : refuse('unknown_member_code')
}

/** Whether a member told a store that it is them, shortly before a moment or before now. */
async function hasConfirmed(work: Work, asked: { storeId: string; memberId: string; atMs: number }): Promise<boolean> {
  // The moment is by the clock of a clerk's phone, which may be a little behind: it counts from now as well.
  const page = await work.store.find(lookUps, {
    index: 'byMember',
    equals: { storeId: asked.storeId, confirmedBy: asked.memberId },
    range: { from: Math.min(asked.atMs, work.nowMs) - GOOD_AFTER_CONFIRMING_MS },
    limit: 20,
  })
  return page.items.some(({ confirmedAtMs }) =>
    [asked.atMs, work.nowMs].some((atMs) => {
      const since = atMs - (confirmedAtMs ?? Number.POSITIVE_INFINITY)
      return since >= 0 && since < GOOD_AFTER_CONFIRMING_MS
    }),
  )
}

/** What a clerk may know of somebody who stands at the counter; null for who is no member. */
export async function customerShown(work: Work, memberId: string) {
  const [member, account] = await Promise.all([work.store.get(members, memberId), accountOf(work, memberId)])
  if (!member || !account) return null
  const benefits = await Promise.all(work.registry.all(counterBenefits).map((benefitsOf) => benefitsOf(work, account)))
  return {
    memberId,
    name: member.profile.nickname,
    tier: await tierNameOf(work, account),
    benefits: benefits.flat().map(({ benefitId, name, left }) => ({ benefitId, name, left })),
  }
}
