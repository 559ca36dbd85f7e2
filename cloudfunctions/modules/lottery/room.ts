import * as z from 'zod/mini'
import { addDays, type BusinessDate } from '../../kernel/business-date'
import type { Account } from '../ledger'
import { type Drawn, NOTHING_DRAWN } from './domain/chances'

export const ROOM = 'lottery'
/** What was drawn of a wheel is kept with the account for so long after its last day: nothing is drawn after it. */
const KEPT_DAYS = 7

const room = z.record(
  z.string(),
  z.strictObject({ until: z.string(), number: z.int(), date: z.string(), today: z.int(), free: z.int() }),
)

function storedIn(account: Account): z.output<typeof room> {
  const stored = account.rooms[ROOM]
  return stored === undefined ? {} : z.parse(room, stored)
}

/** Whether what was drawn of a wheel may have been dropped by now. */
export const isDropped = (until: BusinessDate, today: BusinessDate) => addDays(until, KEPT_DAYS) < today

/** What an account has drawn of a wheel. Throws when a hand in the console has made it unreadable. */
export function drawnBy(account: Account, campaignId: string): Drawn {
  const stored = storedIn(account)[campaignId]
  if (!stored) return NOTHING_DRAWN
  const { until: _, ...drawn } = stored
  return drawn
}

/** @param until the wheel's last day */
export function roomWith(
  account: Account,
  { campaignId, drawn, until, today }: { campaignId: string; drawn: Drawn; until: BusinessDate; today: BusinessDate },
): Account['rooms'] {
  const { number, date, today: drawnToday, free } = drawn
  const others = Object.entries(storedIn(account)).filter(
    ([id, other]) => id !== campaignId && !isDropped(other.until, today),
  )
  const own = { until, number, date, today: drawnToday, free }
  return { [ROOM]: { ...Object.fromEntries(others), [campaignId]: own } }
}
