import * as z from 'zod/mini'
import { momentMs } from '../../platform/fields'
import type { Account } from '../ledger'

const room = z.strictObject({ boundAtMs: momentMs })
const ROOM = 'referrals'

/** Whether the account's member was brought by another, so that an order of anybody else costs no call to know. */
export function isReferred(account: Pick<Account, 'rooms'>): boolean {
  return z.safeParse(room, account.rooms[ROOM]).success
}

export function roomWith(boundAtMs: number): Account['rooms'] {
  return { [ROOM]: { boundAtMs } }
}
