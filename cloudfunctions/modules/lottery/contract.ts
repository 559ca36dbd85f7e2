import * as z from 'zod/mini'
import { command, query } from '../../platform/contract'
import { balance, businessDate, id, momentMs, pageInput, points } from '../../platform/fields'

const count = z.int().check(z.minimum(0))
const kind = z.enum(['points', 'coupon', 'item', 'thanks'])
const wonPrize = z.strictObject({
  prizeId: z.string(),
  kind,
  name: z.string(),
  /** Of a prize of points. */
  points: z.optional(points),
  /** What the draw fell on, of which there was none left. */
  insteadOf: z.optional(z.strictObject({ prizeId: z.string(), name: z.string() })),
})
const draw = z.strictObject({
  /** Which of the caller's draws of this wheel it is, from 1. */
  number: z.int(),
  date: businessDate,
  atMs: momentMs,
  /** What it cost. */
  spentPoints: count,
})
/** What a phone re-runs a draw with, as soon as the day's secret is told. */
const proof = z.strictObject({
  campaignId: id,
  date: businessDate,
  /** The caller's account and the number of the draw: with the campaign they are what the HMAC is of. */
  account: z.string(),
  number: z.int(),
  /** Of the day's two hashes, as they were when it was drawn: it stands in the draw's own entry. */
  mark: z.string(),
  secretHash: z.string(),
  listHash: z.string(),
})
const promise = z.strictObject({
  date: businessDate,
  /** SHA-256 of the secret, and of the prize list. */
  secretHash: z.string(),
  listHash: z.string(),
  committedAtMs: momentMs,
})
const campaign = z.strictObject({ campaignId: id })

const disclosure = z.strictObject({
  organiser: z.string(),
  contact: z.string(),
  conditions: z.string(),
  drawTime: z.string(),
  drawMethod: z.string(),
  claimTime: z.string(),
  claimConditions: z.string(),
  claimMethod: z.string(),
  delivery: z.string(),
  forfeiture: z.string(),
  prizeRules: z.string(),
  minors: z.string(),
})

export const contract = {
  'lottery.wheel': query({
    audiences: ['member'],
    summary: "A wheel: its prizes with odds and stock, the caller's chances, and all that the law asks to publish.",
    input: campaign,
    output: z.strictObject({
      campaignId: id,
      title: z.string(),
      text: z.string(),
      /** `preparing`: it is its time, and what decides today's draws is just being published. */
      state: z.enum(['not_begun', 'preparing', 'open', 'paused', 'over']),
      fromMs: momentMs,
      untilMs: momentMs,
      /** In the order in which they share the million. */
      prizes: z.array(
        z.strictObject({
          prizeId: z.string(),
          kind,
          name: z.string(),
          /** Of a prize of points. */
          points: z.optional(points),
          /** What one is worth, by its market price; absent where there is nothing to have. */
          valueFen: z.optional(z.int()),
          isUseRight: z.optional(z.boolean()),
          oddsPpm: count,
          /** In all, and still there; null where there is always one more. */
          stock: z.nullable(z.int()),
          left: z.nullable(count),
        }),
      ),
      /** What is given in the place of a prize that is out of stock. */
      fallback: z.string(),
      /** What can be drawn now without points, and what it is made of; draws that today's bound still allows. */
      chances: z.strictObject({ left: count, free: count, earned: count, today: count }),
      freePerDay: count,
      mostPerDay: count,
      /** What a draw without a chance costs; absent where none is sold. */
      pricePoints: z.optional(points),
      balance,
      /** How to get more chances, in plain Chinese. */
      ways: z.array(z.string()),
      /** What today's and, from the evening on, tomorrow's draws are decided by. */
      promises: z.array(promise),
      disclosure,
    }),
    refusals: ['no_such_campaign'],
  }),
  'lottery.draw': command({
    audiences: ['member'],
    summary:
      'Draws once for the caller, by a chance or, if asked to, for points. The n-th draw is what it is however often it is asked.',
    input: z.strictObject({
      campaignId: id,
      /** Points may be spent on it when there is no chance. */
      forPoints: z.optional(z.literal(true)),
    }),
    output: z.strictObject({ draw, prize: wonPrize, proof, chancesLeft: count, balance }),
    refusals: ['not_open', 'no_chance_left', 'insufficient_points'],
  }),
  'lottery.draws': query({
    audiences: ['member'],
    summary: "The caller's draws, newest first, with what a phone needs to check each.",
    input: z.strictObject({ campaignId: z.optional(id), ...pageInput }),
    output: z.strictObject({
      items: z.array(
        z.strictObject({
          title: z.string(),
          draw,
          prize: wonPrize,
          proof,
          /** Whether the day's secret is told: only then can it be checked. */
          isRevealed: z.boolean(),
        }),
      ),
      next: z.nullable(z.string()),
    }),
  }),
  'lottery.proof': query({
    audiences: ['member'],
    summary:
      'What the draws of a wheel on one day were decided by: the prize list as it was hashed, and the secret once the day is over.',
    input: z.strictObject({ campaignId: id, date: businessDate }),
    output: z.strictObject({
      ...promise.shape,
      /** The prize list as the text whose SHA-256 is `listHash`. */
      list: z.string(),
      secret: z.nullable(z.string()),
      revealedAtMs: z.nullable(momentMs),
      /** When the secret is told; null once it was. */
      revealsAtMs: z.nullable(momentMs),
    }),
    refusals: ['no_such_day'],
  }),
  'lottery.report': query({
    audiences: ['ops'],
    summary: 'Draws of a wheel by prize, what was given, what is left, and how well the draws fit the odds.',
    help: {
      text: '一个转盘抽了多少次、各奖品发了多少和还剩多少，以及抽奖结果与公示概率是否相符（卡方检验）；会员很多时分几次算，把 next 填进 cursor 接着算',
      input: { campaignId: 'lucky-wheel' },
    },
    input: z.strictObject({ campaignId: id, cursor: z.optional(z.string().check(z.maxLength(512))) }),
    output: z.strictObject({
      draws: count,
      members: count,
      spentPoints: count,
      prizes: z.array(
        z.strictObject({
          prizeId: z.string(),
          name: z.string(),
          oddsPpm: count,
          /** Draws that fell on it, and how often it was given. */
          fell: count,
          given: count,
          stock: z.nullable(z.int()),
          left: z.nullable(count),
        }),
      ),
      /** Pearson's statistic in thousandths, its degrees of freedom, and what an honest wheel exceeds once in a thousand. */
      fit: z.strictObject({ chiSquareMilli: count, freedom: count, boundMilli: count, isWithin: z.boolean() }),
      /** Where to go on; null when all members were looked at. */
      next: z.nullable(z.string()),
    }),
    refusals: ['no_such_campaign'],
  }),
}
