import * as z from 'zod/mini'
import { command, query } from '../../platform/contract'
import { businessDate, id, momentMs, nothing, operator, pageInput, pageOf, reason } from '../../platform/fields'

const shownState = z.enum(['joined', 'waiting', 'checking', 'rewarded', 'capped', 'full', 'taken_back', 'over'])
const person = z.strictObject({
  /** `林*`. */
  maskedName: z.string(),
  state: shownState,
  /** What is still missing, or what it came to, in one Chinese sentence. */
  sentence: z.string(),
  joinedOn: businessDate,
})
const doubt = z.enum(['same_person', 'same_phone', 'shared_phone', 'many_at_once', 'operator'])

export const contract = {
  'referrals.status': query({
    audiences: ['member'],
    summary: "The caller's card, the friends who came by it and what is still missing of each, and what that brought.",
    input: nothing,
    output: z.strictObject({
      /** False while an operator has switched it off: then there is nothing to be shown. */
      isOn: z.boolean(),
      /** Empty while no campaign is open. */
      shareCode: z.string(),
      /** Null while none is open. */
      campaign: z.nullable(
        z.strictObject({
          campaignId: z.string(),
          title: z.string(),
          untilMs: momentMs,
          referrerPoints: z.int(),
          friendPoints: z.int(),
          /** The whole rule, line by line. */
          rules: z.array(z.string()),
          /** How many friends the caller was rewarded for in the running month, or the campaign, of how many. */
          rewarded: z.int(),
          most: z.int(),
          per: z.enum(['month', 'campaign']),
          /** How many friends there are places for in all; null for any number. */
          placesLeft: z.nullable(z.int()),
          /** What stands on the card. */
          shareTitle: z.string(),
        }),
      ),
      /** The newest first, at most 50. */
      friends: z.array(person),
      hasMore: z.boolean(),
      /** Points that stand of all friends together. */
      earned: z.int(),
      /** Who brought the caller; null for who came by nobody. */
      broughtBy: z.nullable(person),
    }),
  }),
  'referrals.open': command({
    audiences: ['member'],
    summary:
      "Where a member's card leads. Who is no member yet came by it, if they came by no other before; it earns nobody anything.",
    input: z.strictObject({ shareCode: id }),
    output: z.strictObject({ maskedName: z.string(), path: z.string() }),
    refusals: ['no_such_card'],
  }),
  'ops.referral-holds': query({
    audiences: ['ops'],
    summary: 'Friends for whom nothing is paid before somebody has looked, the oldest first, each with the reason.',
    input: z.strictObject(pageInput),
    output: pageOf(
      z.strictObject({
        referralId: z.string(),
        referrer: z.string(),
        campaignId: z.string(),
        joinedAt: z.string(),
        orderId: z.string(),
        doubt,
        why: z.string(),
      }),
    ),
    help: { text: '“带朋友来”里先不发放、等人工审核的', input: {} },
  }),
  'ops.approve-referral': command({
    audiences: ['ops'],
    summary: 'Pays for a friend who was held, as was promised.',
    input: z.strictObject({ referralId: id, operator }),
    output: z.strictObject({ referralId: z.string(), friendPoints: z.int(), referrerPoints: z.int() }),
    refusals: ['no_such_referral', 'not_held'],
    help: {
      text: '审核通过一位被暂缓的朋友，双方的奖励发放',
      input: { referralId: '朋友的会员编号', operator: '店长' },
    },
  }),
  'ops.refuse-referral': command({
    audiences: ['ops'],
    summary: 'Refuses a friend who was held: nothing is paid for them, ever.',
    input: z.strictObject({ referralId: id, reason, operator }),
    output: z.strictObject({ referralId: z.string(), state: z.literal('refused') }),
    refusals: ['no_such_referral', 'not_held'],
    help: {
      text: '驳回一位被暂缓的朋友，不再发放',
      input: { referralId: '朋友的会员编号', reason: '同一个人的小号', operator: '店长' },
    },
  }),
}
