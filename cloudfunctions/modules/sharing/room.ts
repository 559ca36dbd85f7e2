import * as z from 'zod/mini'
import { momentMs } from '../../platform/fields'
import type { Account } from '../ledger'
import type { ShareTouch } from './store'

const touched = z.strictObject({
  card: z.string(),
  atMs: momentMs,
  untilMs: momentMs,
  /** The account's newest entry when it was kept: whoever was told of that one did not know of the card. */
  afterSeq: z._default(z.int().check(z.minimum(0)), 0),
})
const room = z.extend(touched, {
  /** The one before it: a purchase may be finished when its buyer has come by another card since. */
  before: z.optional(touched),
})
type Touched = z.output<typeof touched>
type Room = z.output<typeof room>
type Came = Pick<ShareTouch, 'card' | 'atMs' | 'untilMs'>

const ROOM = 'sharing'

/**
 * The card that an account's member came by, so that whoever has the account needs no call to know; null for none. One
 * that a hand has made unreadable is none: a purchase is not held up by what only a report needs.
 */
export function roomOf(account: Pick<Account, 'rooms'>): Room | null {
  return z.safeParse(room, account.rooms[ROOM]).data ?? null
}

const keptAfter = (afterSeq: number, { card, atMs, untilMs }: Came): Touched => ({ card, atMs, untilMs, afterSeq })

/** The room that an account is opened with. */
export function roomWith(touch: Came): Account['rooms'] {
  return { [ROOM]: keptAfter(0, touch) }
}

/** The room once a touch is kept in it, with the newest on top and the one before it; null when it changes nothing. */
export function roomAfter(account: Pick<Account, 'rooms' | 'lastSeq'>, touch: Came): Account['rooms'] | null {
  const kept = roomOf(account)
  const added = keptAfter(account.lastSeq, touch)
  if (!kept) return { [ROOM]: added }
  const { before, ...newest } = kept
  // guard: touch-only-newer
  const isNewer = touch.atMs > kept.atMs
  if (isNewer) return { [ROOM]: { ...added, before: newest } }
  if (touch.atMs === kept.atMs || (before && before.atMs >= touch.atMs)) return null
  return { [ROOM]: { ...newest, before: added } }
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
