import * as z from 'zod/mini'
import { momentMs } from '../../platform/fields'
import type { Account } from '../ledger'
import type { ShareTouch } from './store'

const room = z.strictObject({ card: z.string(), atMs: momentMs, untilMs: momentMs })
type Room = z.output<typeof room>

const ROOM = 'sharing'

/**
 * The card that an account's member came by, so that whoever has the account needs no call to know; null for none. One
 * that a hand has made unreadable is none: a purchase is not held up by what only a report needs.
 */
export function roomOf(account: Pick<Account, 'rooms'>): Room | null {
  return z.safeParse(room, account.rooms[ROOM]).data ?? null
}

export function roomWith({ card, atMs, untilMs }: ShareTouch): Account['rooms'] {
  return { [ROOM]: { card, atMs, untilMs } }
}
