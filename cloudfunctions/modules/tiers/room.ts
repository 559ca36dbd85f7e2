import * as z from 'zod/mini'
import type { Json } from '../../kernel/canonical-json'
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
  basis: z.nullable(
    z.strictObject({
      of: businessDate,
      ...sums,
      grace: z.optional(z.strictObject({ from: businessDate, until: businessDate, ...sums })),
    }),
  ),
  changes: z.array(z.strictObject({ from: z.string(), to: z.string(), on: businessDate, cause })),
})

export const ROOM = 'tiers'

/** A standing out of a room. Throws when a hand in the console has made it unreadable. */
export function standingIn(stored: Json): Standing {
  return z.parse(room, stored)
}

/** The growth and tier kept with an account. */
export function storedStanding(account: Pick<Account, 'rooms'>): Standing {
  const stored = account.rooms[ROOM]
  return stored === undefined ? NEW_STANDING : standingIn(stored)
}

export function roomOf(standing: Standing): Json {
  const { months, lifetime, tier, since, keepUntil, grace, basis, changes } = standing
  return {
    months: Object.fromEntries(Object.entries(months).map(([month, bought]) => [month, { ...bought }])),
    lifetime: { ...lifetime },
    tier,
    since,
    keepUntil,
    grace: grace && { ...grace },
    basis: basis && basisOf(basis),
    changes: changes.map((change) => ({ ...change })),
  }
}

function basisOf({ grace, ...basis }: NonNullable<Standing['basis']>): Json {
  return { ...basis, ...(grace ? { grace: { ...grace } } : {}) }
}

export function roomWith(standing: Standing): Account['rooms'] {
  return { [ROOM]: roomOf(standing) }
}
