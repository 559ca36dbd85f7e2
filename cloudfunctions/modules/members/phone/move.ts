import type { Work } from '../../../platform/context'
import { ensureDocument, untilSettled } from '../../../platform/guarded-store'
import { members } from '../store'
import { carryOutBinding, withoutPhone } from './carry-out'
import type { SealedNumber } from './number'
import { phoneBindings } from './store'

/** A number as a member has it. */
export interface BoundNumber extends SealedNumber {
  readonly by: string
}

/** The number a member has; null while none is bound. */
export async function numberOf(work: Work, memberId: string): Promise<BoundNumber | null> {
  const member = await work.store.get(members, memberId)
  if (!member?.phone || !member.phoneTail) return null
  const { hash, sealed, by } = member.phone
  return { hash, sealed, tail: member.phoneTail, by }
}

/** A member, and the binding by which they have their number: another by then is theirs to keep. */
interface Giver {
  readonly member: string
  readonly by: string
}

export interface PhoneMove {
  /** Under which it may be repeated, and then comes to the same. */
  readonly id: string
  readonly number: SealedNumber
  /** Who has it; null when nobody should. */
  readonly from: Giver | null
  readonly to: string
  /** What becomes of it where the other has a number of their own, which they keep. */
  readonly otherwise: 'free' | 'leave'
}

/** `moved`: the other has it. `freed`: nobody has. `left`: it is where it was, or somebody else has it by now. */
export type MovedPhone = 'moved' | 'freed' | 'left'

async function free(work: Work, { member: id, by }: Giver): Promise<void> {
  await untilSettled(work, async () => {
    const member = await work.store.get(members, id)
    if (member?.phone?.by !== by) return { value: null }
    return (await withoutPhone(work, member)) ? { value: null } : 'again'
  })
}

/** Moves a number from one member to another, for an operator who merges the two. */
export async function movePhone(work: Work, { id, number, from, to, otherwise }: PhoneMove): Promise<MovedPhone> {
  const begun = await work.store.get(phoneBindings, id)
  if (!begun) {
    const taker = await work.store.get(members, to)
    if (!taker || (taker.phone && otherwise === 'leave')) return 'left'
    if (taker.phone) {
      if (from) await free(work, from)
      return 'freed'
    }
    const giver = from && (await work.store.get(members, from.member))
    if (from && giver?.phone?.by !== from.by) return 'left'
    await ensureDocument(work, phoneBindings, {
      _id: id,
      schema: 1,
      member: to,
      inputHash: '',
      profile: taker.profile,
      number: { hash: number.hash, sealed: number.sealed, tail: number.tail },
      from: from === null ? null : from.member,
      atMs: work.nowMs,
      state: 'open',
      openSinceMs: work.nowMs,
    })
  }
  return (await carryOutBinding(work, id)).state === 'bound' ? 'moved' : 'left'
}
