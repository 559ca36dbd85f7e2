import * as z from 'zod/mini'
import { id, text } from '../../../platform/fields'
import { limitsWith } from '../../ledger'
import { defineEffect, type GiftGiver } from '../../rules'
import { extraOf } from '../domain/benefit-limits'
import { benefitIn } from '../domain/ladder'
import { tierRules } from '../ladder-in-force'
import { recordGift } from './recorded-gift'

const MOST_TIMES = 100
export const BENEFIT_REF = 'benefit_gift'

/** More uses of a benefit in its running month or year, also for whose tier does not have it. */
export const moreBenefits = defineEffect({
  code: 'benefit',
  args: z.strictObject({
    benefitId: id.check(z.maxLength(32)),
    name: z._default(text(12), '权益'),
    times: z._default(z.int().check(z.minimum(1), z.maximum(MOST_TIMES)), 1),
  }),
  promise: ({ name, times }) => `${name}多用 ${times} 次`,
  text: (_facts, { name, times }) => `${name}多用 ${times} 次`,
  intents: (_facts, { benefitId, name, times }) => [
    { kind: 'gift', gift: 'benefit', args: { benefitId, name, times }, costFen: 0 },
  ],
})

/** Gives uses of a benefit, and takes back those that are not used. */
export const benefitGiver: GiftGiver = {
  gift: 'benefit',

  text: ({ name, times }) => `${name}多用 ${times} 次`,

  async give(work, { op, member, args }) {
    const { ladder } = await tierRules(work)
    const benefit = benefitIn(ladder, String(args.benefitId))
    if (!benefit) return work.report(new Error(`there is no benefit ${args.benefitId} to give`))
    const times = Number(args.times)
    const gift = { op, member, refKind: BENEFIT_REF, title: `${benefit.name}多用 ${times} 次` }
    await recordGift(work, gift, (account) => ({
      limits: limitsWith(account, extraOf(benefit, work.today), times, work.today),
    }))
  },

  async takeBack(work, { op, member, args }) {
    const { ladder } = await tierRules(work)
    const benefit = benefitIn(ladder, String(args.benefitId))
    if (!benefit) return
    const gift = { op: `${op}|back`, member, refKind: BENEFIT_REF, title: `${benefit.name}多出的次数收回` }
    await recordGift(work, gift, (account) => ({
      limits: limitsWith(account, extraOf(benefit, work.today), -Number(args.times), work.today),
    }))
  },
}
