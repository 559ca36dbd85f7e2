import type { Work } from '../../platform/context'
import type { Account } from '../ledger'
import type { Member } from '../members'
import { cardInForce } from './card'
import { countOutcome } from './outcomes'
import { isWithin, roomOf, roomWith } from './room'
import { shareCards, shareTouches } from './store'
import { comeBy, creditOf, keepWithAccount } from './touch'

/** What a new account knows from its first moment: the card that its member came by. */
export async function touchRoomAtJoining(work: Work, memberId: string): Promise<Account['rooms']> {
  const touch = await work.store.get(shareTouches, memberId)
  return touch && isWithin(touch, work.nowMs) ? roomWith(touch) : {}
}

/**
 * Counts a joining for the card that brought the member. A card that was opened while the account was being opened may
 * have found none to be kept with, so it is kept here. Who joins with a code that they never opened came by its card.
 */
export async function countJoining(work: Work, member: Member): Promise<void> {
  const { _id, joinedAtMs: atMs, joining } = member
  const join = { kind: 'join', source: _id, member: _id, atMs } as const
  const known = roomOf({ rooms: joining.rooms ?? {} })
  const touch = await work.store.get(shareTouches, _id)
  // guard: opened-while-joining
  if (touch && touch.untilMs > atMs && known?.atMs !== touch.atMs) await keepWithAccount(work, touch)
  if (touch && isWithin(touch, atMs)) return countOutcome(work, touch, join)
  const card = known
    ? await work.store.get(shareCards, known.card)
    : member.sharedBy && (await cardInForce(work, member.sharedBy))
  if (!card || card.staffId === _id) return
  const counts = await comeBy(work, card, _id, atMs)
  // Another one was opened in this very moment and was first, or is opened since: only the first of these counts.
  await countOutcome(work, counts && isWithin(counts, atMs) ? counts : creditOf(card), join)
}
