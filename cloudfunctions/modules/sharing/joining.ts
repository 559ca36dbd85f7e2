import type { Work } from '../../platform/context'
import type { Account } from '../ledger'
import type { Member } from '../members'
import { cardInForce } from './card'
import { countOutcome } from './outcomes'
import { roomOf, roomWith } from './room'
import { type ShareTouch, shareTouches } from './store'
import { comeBy, isWithin, keepWithAccount } from './touch'

/** What a new account knows from its first moment: the card that its member came by. */
export async function touchRoomAtJoining(work: Work, memberId: string): Promise<Account['rooms']> {
  const touch = await work.store.get(shareTouches, memberId)
  return touch && isWithin(touch, work.nowMs) ? roomWith(touch) : {}
}

/** The touch that counts for a joining. Who joins with a code that they never opened came by its card as well. */
async function touchOfJoining(work: Work, member: Member): Promise<ShareTouch | null> {
  const touch = await work.store.get(shareTouches, member._id)
  if (touch && member.joinedAtMs < touch.untilMs) return touch
  const found = member.sharedBy === null ? null : await cardInForce(work, member.sharedBy)
  return found && comeBy(work, found, member._id, member.joinedAtMs)
}

/**
 * Counts a joining for the card that brought the member. A card that was opened while the account was being opened may
 * have found none to be kept with, so it is kept here.
 */
export async function countJoining(work: Work, member: Member): Promise<void> {
  const touch = await touchOfJoining(work, member)
  if (!touch) return
  // guard: opened-while-joining
  if (roomOf({ rooms: member.joining.rooms ?? {} })?.atMs !== touch.atMs) await keepWithAccount(work, touch)
  const { _id, joinedAtMs: atMs } = member
  if (isWithin(touch, atMs)) await countOutcome(work, touch, { kind: 'join', source: _id, member: _id, atMs })
}
