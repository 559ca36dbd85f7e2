import { settingsOf, type Work } from '../../platform/context'
import { ensureDocument, untilSettled } from '../../platform/guarded-store'
import { carryOut, type Operation } from '../../platform/operation'
import { amendAccount } from '../ledger'
import { countVisit } from './outcomes'
import { roomAfter } from './room'
import { sharingSettings } from './settings'
import { type Credit, type ShareCard, type ShareTouch, shareTouches } from './store'

const DAY_MS = 24 * 60 * 60_000

export const creditOf = ({ _id, store, staffId }: ShareCard): Credit => ({ card: _id, store, staffId })

/** Keeps a touch with the member's account; one who has none yet takes it along on joining. */
export async function keepWithAccount(work: Work, touch: ShareTouch): Promise<void> {
  await amendAccount(work, touch._id, (account) => {
    const rooms = roomAfter(account, touch)
    return rooms && { marks: { rooms } }
  })
}

/** Coming by a card touches three documents: the touch is the intent, the visit and the account's room follow from it. */
export const touchOperation: Operation<ShareTouch> = {
  name: 'sharing-finish-touches',
  collection: shareTouches,
  async steps(work, touch) {
    await countVisit(work, touch, touch._id, touch.atMs)
    await keepWithAccount(work, touch)
  },
}

/** The touch that counts for somebody who came by a card: the one of that card, unless an earlier one's window still runs. */
async function touchBy(work: Work, card: ShareCard, member: string, atMs: number): Promise<ShareTouch> {
  const { attributionDays } = await settingsOf(work, sharingSettings)
  const untilMs = atMs + attributionDays * DAY_MS
  const touched = { schema: 1, ...creditOf(card), atMs, untilMs, openSinceMs: work.nowMs } as const
  return untilSettled(work, async () => {
    const found = await ensureDocument(work, shareTouches, { _id: member, ...touched })
    if (!found) throw new Error(`the touch of ${member} is gone`)
    // guard: first-touch
    if (atMs < found.untilMs) return { value: found }
    // Its visit and its place in the account are still to come: once it is overwritten, nobody knows of them.
    // guard: touch-carried-out
    await carryOut(work, touchOperation, found)
    // guard: touch-unchanged
    const isOurs = await work.store.update(shareTouches, { _id: member, atMs: found.atMs }, { set: touched })
    return isOurs ? { value: { _id: member, ...touched } } : 'again'
  })
}

/** Somebody, member or not, came by a card: the visit counts once, and what they do in the window counts for the first card. */
export async function comeBy(work: Work, card: ShareCard, member: string, atMs: number): Promise<ShareTouch | null> {
  const credit = creditOf(card)
  // guard: own-card
  if (card.staffId === member) {
    await countVisit(work, credit, member, atMs)
    return null
  }
  const touch = await touchBy(work, card, member, atMs)
  await carryOut(work, touchOperation, touch)
  // guard: other-card-visited
  if (touch.card !== card._id) await countVisit(work, credit, member, atMs)
  return touch
}
