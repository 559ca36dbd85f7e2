import * as z from 'zod/mini'
import { command, query } from '../../platform/contract'
import { businessDate, id, momentMs } from '../../platform/fields'

const campaignId = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,24}$/, '只能用字母、数字、_ 和 -，最多 24 个'))
const count = z.int()

const day = z.strictObject({
  date: z.string(),
  events: count,
  awards: count,
  points: count,
  giftFen: count,
  /** Points and gifts in fen, by what a point costs the shop. */
  costFen: count,
  /** Awards that a budget refused. */
  refused: count,
  /** Points that refunds of the day took back. */
  takenBack: count,
})

const sums = z.strictObject({
  events: count,
  awards: count,
  members: count,
  points: count,
  giftFen: count,
  costFen: count,
  refused: count,
  takenBack: count,
})

const result = z.strictObject({
  sums,
  days: z.array(day),
  /** Budgets that had not enough at some moment: the first such moment, and how often. */
  ranOut: z.array(z.strictObject({ budget: z.string(), atMs: momentMs, at: z.string(), refused: count })),
  /** The twenty who gain most. */
  winners: z.array(
    z.strictObject({ memberId: z.string(), name: z.string(), awards: count, points: count, giftFen: count }),
  ),
  /** Other campaigns that gave for the same events. */
  collisions: z.array(
    z.strictObject({
      campaignId: z.string(),
      title: z.string(),
      events: count,
      points: count,
      otherPoints: count,
      /** What the other gives less because of this one. */
      displacedPoints: count,
    }),
  ),
  /** What the campaign's own days would cost when people do so much more or less than they did. */
  costs: z.array(z.strictObject({ changePercent: count, p10Fen: count, p50Fen: count, p90Fen: count })),
})

const rehearsal = z.strictObject({
  rehearsalId: z.string(),
  campaignId: z.string(),
  title: z.string(),
  source: z.enum(['draft', 'published']),
  from: z.string(),
  to: z.string(),
  /** When the campaign runs in the rehearsal: all the time asked for, where its own days lie elsewhere. */
  runsFrom: z.string(),
  runsTo: z.string(),
  atMs: momentMs,
  state: z.enum(['collecting', 'replaying', 'done', 'failed']),
  percent: count,
  /** The budget of points as a whole; null where there is none. */
  budgetPoints: z.nullable(count),
  /** Null until it is done. */
  result: z.nullable(result),
  /** The same to be read in the console. */
  text: z.string(),
})

export const contract = {
  'ops.rehearse': command({
    audiences: ['ops'],
    summary:
      'Replays the draft of a campaign over what really happened on some days, in slices; nothing real is written. `ops.rehearsal` tells how far it is and what it came to; the same key goes on with it.',
    input: z.strictObject({
      campaignId,
      from: businessDate,
      to: businessDate,
      /** `published` replays the versions as they were in force, for a campaign that really ran. */
      source: z.optional(z.enum(['draft', 'published'])),
    }),
    output: z.strictObject({
      rehearsalId: z.string(),
      campaignId: z.string(),
      from: z.string(),
      to: z.string(),
      text: z.string(),
    }),
    refusals: ['no_such_campaign', 'not_published', 'invalid_document'],
    help: {
      text: '预演活动草稿：把一段日子里真实的消费、签到、入会重放一遍，看谁会得、每天发多少、预算哪天用完、要花多少钱；不写任何真账。进度和结果用 ops.rehearsal 看',
      input: { campaignId: 'spring-double', from: '2026-02-01', to: '2026-03-01' },
    },
  }),
  'ops.rehearsal': query({
    audiences: ['ops'],
    summary: 'How far a rehearsal is and what it came to; of a campaign, the newest one.',
    input: z.strictObject({ rehearsalId: z.optional(id), campaignId: z.optional(campaignId) }),
    output: rehearsal,
    refusals: ['no_such_rehearsal'],
    help: {
      text: '看预演的进度和结果；不写 rehearsalId 就看这个活动最近的一次',
      input: { campaignId: 'spring-double' },
    },
  }),
  'ops.campaigns': query({
    audiences: ['ops'],
    summary: 'All campaigns, drafts and published ones, with their state and their newest rehearsal.',
    input: z.strictObject({}),
    output: z.strictObject({
      /** What runs first, then what will, then drafts, then what is over. */
      items: z.array(
        z.strictObject({
          campaignId: z.string(),
          title: z.string(),
          kind: z.string(),
          state: z.enum(['draft', 'scheduled', 'warm_up', 'live', 'paused', 'ended', 'retired']),
          fromMs: z.nullable(momentMs),
          untilMs: z.nullable(momentMs),
          /** Whether the draft says something else than what is published. */
          isChanged: z.boolean(),
        }),
      ),
      text: z.string(),
    }),
    help: { text: '列出所有活动和它们的状态', input: {} },
  }),
}
