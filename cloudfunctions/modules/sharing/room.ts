import * as z from 'zod/mini'
import { momentMs } from '../../platform/fields'
import type { Account } from '../ledger'
import type { ShareTouch } from './store'

const touched = z.strictObject({ card: z.string(), atMs: momentMs, untilMs: momentMs })
const room = z.extend(touched, {
  /** The one before it: a purchase may be finished when its buyer has come by another card since. */
  before: z.optional(touched),
})
type Touched = z.output<typeof touched>
type Room = z.output<typeof room>

const ROOM = 'sharing'

/**
 * The card that an account's member came by, so that whoever has the account needs no call to know; null for none. One
 * that a hand has made unreadable is none: a purchase is not held up by what only a report needs.
 */
export function roomOf(account: Pick<Account, 'rooms'>): Room | null {
  return z.safeParse(room, account.rooms[ROOM]).data ?? null
}

const ownOf = ({ card, atMs, untilMs }: Touched): Touched => ({ card, atMs, untilMs })

export function roomWith(touch: Pick<ShareTouch, keyof Touched>): Account['rooms'] {
  return { [ROOM]: ownOf(touch) }
}

/** The room once a touch is kept in it, with the newest on top and the one before it; null when it changes nothing. */
export function roomAfter(kept: Room | null, touch: ShareTouch): Account['rooms'] | null {
  if (!kept) return roomWith(touch)
  // guard: touch-only-newer
  const isNewer = touch.atMs > kept.atMs
  if (isNewer) return { [ROOM]: { ...ownOf(touch), before: ownOf(kept) } }
  if (touch.atMs === kept.atMs || (kept.before && kept.before.atMs >= touch.atMs)) return null
  return { [ROOM]: { ...ownOf(kept), before: ownOf(touch) } }
}

/** Whether a moment lies in the window of a touch: what happened then was brought by its card. */
export function isWithin({ atMs, untilMs }: Pick<Touched, 'atMs' | 'untilMs'>, momentMs: number): boolean {
  return atMs <= momentMs && momentMs < untilMs
}

/** The card that counted for an account's member at a moment, as far back as the room goes; null for none. */
export function touchAt(account: Pick<Account, 'rooms'>, momentMs: number): Touched | null {
  const kept = roomOf(account)
  if (!kept) return null
  return [kept, ...(kept.before ? [kept.before] : [])].find((one) => isWithin(one, momentMs)) ?? null
}
