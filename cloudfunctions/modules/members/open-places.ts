import type { BusinessDate } from '../../kernel/business-date'
import type { Json } from '../../kernel/canonical-json'
import type { Work } from '../../platform/context'
import { ExtensionPoint } from '../../platform/extension-point'
import type { Account } from '../ledger'
import type { Member } from './store'

/** Places where later modules add to what a member is. */

/** The name of the tier that a member has; null for none. The first that says one is shown. */
export const memberTiers = new ExtensionPoint<(work: Work, account: Account) => Promise<string | null>>('member tiers')

export interface CounterBenefit {
  readonly benefitId: string
  readonly name: string
  readonly left: number
}

/** What a clerk may let a member use now. */
export const counterBenefits = new ExtensionPoint<(work: Work, account: Account) => Promise<readonly CounterBenefit[]>>(
  'counter benefits',
)

/**
 * What a module keeps with the account from its first moment. Asked once, when the joining is decided, and kept in the
 * member: whoever opens the account later opens the same one.
 */
export const roomsAtJoining = new ExtensionPoint<(work: Work, memberId: string) => Promise<Account['rooms']>>(
  'rooms at joining',
)

/** Who has to know that somebody joined. Part of the joining's steps: each may be called again, and then changes nothing. */
export const joinListeners = new ExtensionPoint<(work: Work, member: Member) => Promise<void>>('join listeners')

/** The tier that a member's page and a clerk's screen show. */
export async function tierNameOf(work: Work, account: Account): Promise<string | null> {
  for (const tierOf of work.registry.all(memberTiers)) {
    const name = await tierOf(work, account)
    if (name !== null) return name
  }
  return null
}

/** What a module keeps with accounts that goes along when an operator merges two members, and back when that is undone. */
export interface MergingRoom {
  readonly room: string
  /** What goes from an account, and what it keeps; null when nothing goes. */
  leave(work: Work, account: Account): Promise<{ readonly goes: Json; readonly left: Json } | null>
  /** The room of the other account once that has come. */
  arrive(work: Work, account: Account, came: Json): Promise<Json>
  /** Of what had come, what can go back, and what the room keeps then; null when nothing can. */
  goBack(work: Work, account: Account, came: Json): Promise<{ readonly goes: Json; readonly left: Json } | null>
  /** Where what goes is counted for the member, not kept in the room: the account's counts without it, and with it. */
  readonly counts?: {
    less(account: Account, goes: Json, today: BusinessDate): Account['limits']
    more(account: Account, came: Json, today: BusinessDate): Account['limits']
  }
  /** What goes, in Chinese, for the operator: `成长值 120`. */
  text(goes: Json): string
  /** What else follows for each of the two; it may be called again. */
  after(work: Work, memberId: string): Promise<void>
}

export const mergeRooms = new ExtensionPoint<MergingRoom>('merge rooms')
