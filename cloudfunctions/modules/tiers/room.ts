import * as z from 'zod/mini'
import { businessDate } from '../../platform/fields'
import type { Account } from '../ledger'
import { NEW_STANDING, type Standing } from './domain/standing'

const sums = { growthFen: z.int(), orders: z.int() }
const cause = z.enum(['order', 'refund', 'review', 'ladder', 'merge'])
const room = z.strictObject({
  months: z.record(z.string(), z.strictObject(sums)),
  lifetime: z.strictObject(sums),
  tier: z.nullable(z.string()),
  since: z.nullable(businessDate),
  keepUntil: z.nullable(businessDate),
  grace: z.nullable(z.strictObject({ until: businessDate, cause })),
  basis: z.nullable(z.strictObject({ of: businessDate, ...sums })),
  changes: z.array(z.strictObject({ from: z.string(), to: z.string(), on: businessDate, cause })),
})

const ROOM = 'tiers'

/** The growth and tier kept with an account. Throws when a hand in the console has made them unreadable. */
export function storedStanding(account: Pick<Account, 'rooms'>): Standing {
  const stored = account.rooms[ROOM]
  return stored === undefined ? NEW_STANDING : z.parse(room, stored)
}

export function roomWith(standing: Standing): Account['rooms'] {
  const { months, lifetime, tier, since, keepUntil, grace, basis, changes } = standing
  return {
    [ROOM]: {
      months: Object.fromEntries(Object.entries(months).map(([month, bought]) => [month, { ...bought }])),
      lifetime: { ...lifetime },
      tier,
      since,
      keepUntil,
      grace: grace && { ...grace },
      basis: basis && { ...basis },
      changes: changes.map((change) => ({ ...change })),
    },
  }
}
