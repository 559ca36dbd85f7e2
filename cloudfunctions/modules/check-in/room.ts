import * as z from 'zod/mini'
import { businessDate } from '../../platform/fields'
import type { Account } from '../ledger'
import { type CheckInDays, NO_DAYS } from './domain/streak'

const room = z.strictObject({
  runs: z.array(z.strictObject({ from: businessDate, to: businessDate })),
  makeUps: z.strictObject({ month: z.string(), used: z.int() }),
})

const ROOM = 'check-in'

/** The check-ins kept with an account. Throws when a hand in the console has made them unreadable. */
export function daysOf(account: Account): CheckInDays {
  const stored = account.rooms[ROOM]
  return stored === undefined ? NO_DAYS : z.parse(room, stored)
}

export function roomWith({ runs, makeUps }: CheckInDays): Account['rooms'] {
  return { [ROOM]: { runs: runs.map(({ from, to }) => ({ from, to })), makeUps: { ...makeUps } } }
}
