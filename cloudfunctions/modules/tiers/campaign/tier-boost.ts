import * as z from 'zod/mini'
import { addDays } from '../../../kernel/business-date'
import { text } from '../../../platform/fields'
import { tellMember } from '../../../platform/messages'
import type { Account } from '../../ledger'
import { defineEffect, type GiftGiver } from '../../rules'
import { tierIn } from '../domain/ladder'
import { dayText } from '../domain/wording'
import { tierId, tierRules } from '../ladder-in-force'
import { type LentTier, lentTierOf, roomWithLent } from './lent-tier'
import { recordGift } from './recorded-gift'

const TIER_PAGE = '/features/tiers/pages/tier'
const MOST_DAYS = 366
export const BOOST_REF = 'tier_boost'

/** A tier to try for some days, the day it is given on included. Growth is not touched. */
export const tierBoost = defineEffect({
  code: 'tier_boost',
  args: z.strictObject({
    tierId,
    name: z._default(text(8), '更高等级'),
    days: z._default(z.int().check(z.minimum(1), z.maximum(MOST_DAYS)), 30),
  }),
  promise: ({ name, days }) => `体验${name} ${days} 天`,
  text: (_facts, { name, days }) => `体验${name} ${days} 天`,
  intents: (_facts, { tierId: tier, name, days }) => [
    { kind: 'gift', gift: 'tier_boost', args: { tierId: tier, name, days }, costFen: 0 },
  ],
})

/** Lends a tier. A longer loan of the same tier is not cut short by a shorter one, and a higher one by none. */
export const tierBoostGiver: GiftGiver = {
  gift: 'tier_boost',

  text: ({ name, days }) => `体验${name} ${days} 天`,

  async give(work, { op, member, args }) {
    const { ladder } = await tierRules(work)
    const tier = tierIn(ladder, String(args.tierId))
    // Taken out of the ladder since it was published: there is nothing to lend.
    if (!tier) return work.report(new Error(`there is no tier ${args.tierId} to lend`))
    const until = addDays(work.today, Number(args.days) - 1)
    const orderOf = (lent: string) => tierIn(ladder, lent)?.order ?? Number.NEGATIVE_INFINITY
    const isLonger = (lent: LentTier) => lent.tier === tier.tierId && lent.until >= until
    const lend = (account: Account) => {
      const before = lentTierOf(account)
      const isRunning = before !== null && before.until >= work.today
      // guard: longer-loan
      if (isRunning && (orderOf(before.tier) > tier.order || isLonger(before))) return {}
      return { rooms: roomWithLent({ tier: tier.tierId, until, op }) }
    }
    await recordGift(work, { op, member, refKind: BOOST_REF, title: `体验${tier.name}` }, lend)
    await tellMember(work, {
      id: `tier_boost|${op}`,
      member,
      kind: 'tier_boost',
      title: `体验${tier.name}`,
      text: `${tier.name}的权益您可以体验到${dayText(until, work.today)}。`,
      link: TIER_PAGE,
    })
  },

  async takeBack(work, { op, member, args }) {
    const gift = { op: `${op}|back`, member, refKind: BOOST_REF, title: `体验${args.name}收回` }
    await recordGift(work, gift, (account) => {
      const lent = lentTierOf(account)
      // guard: own-loan
      return lent?.op === op ? { rooms: roomWithLent({ ...lent, until: addDays(work.today, -1) }) } : {}
    })
  },
}
