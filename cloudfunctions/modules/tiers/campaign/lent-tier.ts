import * as z from 'zod/mini'
import type { BusinessDate } from '../../../kernel/business-date'
import { businessDate } from '../../../platform/fields'
import type { Account } from '../../ledger'
import { type Ladder, type Tier, tierIn } from '../domain/ladder'

const room = z.strictObject({ tier: z.string(), until: businessDate, op: z.string() })
export type LentTier = z.output<typeof room>

const ROOM = 'lent-tier'

/**
 * The tier that a campaign has lent a member, over or not; null for none. It lies over the standing and changes nothing of
 * it: growth, reviews and what is kept are as they would be without.
 */
export function lentTierOf(account: Pick<Account, 'rooms'>): LentTier | null {
  return z.safeParse(room, account.rooms[ROOM]).data ?? null
}

export function roomWithLent({ tier, until, op }: LentTier): Account['rooms'] {
  return { [ROOM]: { tier, until, op } }
}

/** What a member has lent on a day that is higher than their own tier; null when there is nothing of the kind. */
export function lentOver(
  account: Pick<Account, 'rooms'>,
  { ladder, own, today }: { readonly ladder: Ladder; readonly own: Tier | null; readonly today: BusinessDate },
): { readonly tier: Tier; readonly until: BusinessDate } | null {
  const lent = lentTierOf(account)
  if (!lent || lent.until < today) return null
  const tier = tierIn(ladder, lent.tier)
  return tier && tier.order > (own?.order ?? Number.NEGATIVE_INFINITY) ? { tier, until: lent.until } : null
}
