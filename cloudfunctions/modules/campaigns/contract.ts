import * as z from 'zod/mini'
import { command, query } from '../../platform/contract'
import { momentMs, pageInput, pageOf } from '../../platform/fields'
import { reportContract } from './report/contract'
import { templatesContract } from './templates/contract'

const campaignId = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,24}$/))

/** What members see of it: nothing is announced before its warm-up. */
const state = z.enum(['warm_up', 'live', 'paused', 'ended'])

const shown = {
  campaignId: z.string(),
  /** The mechanic: `rules`, `wheel`, `referral` ... */
  kind: z.string(),
  title: z.string(),
  /** The operator's own words; null where there are none. */
  text: z.nullable(z.string()),
  picture: z.nullable(z.string()),
  state,
  fromMs: momentMs,
  /** The first moment at which it is over. */
  untilMs: momentMs,
  /** Its page. */
  path: z.string(),
}

/** So much was had, so much there is room for: null where nothing bounds it, and then it may not be counted either. */
const counted = z.strictObject({ had: z.int(), left: z.nullable(z.int()) })

export const contract = {
  ...templatesContract,
  ...reportContract,
  'campaigns.list': query({
    audiences: ['member'],
    summary: 'What runs now, then what begins soon, then what ended in the last 30 days.',
    input: z.strictObject(pageInput),
    output: z.strictObject({
      ...pageOf(
        z.strictObject({
          ...shown,
          /** What it gives, as its rules say it themselves; at most three. */
          promises: z.array(z.string()),
          /** Whether the caller is among those it is for. */
          isForMe: z.boolean(),
          /** Whether the caller had something of it. */
          isMine: z.boolean(),
          /** Whether the caller asked to be told when it begins; null when it has no beginning to wait for. */
          isReminded: z.nullable(z.boolean()),
        }),
      ).shape,
      /** The server's clock: what the phone counts down by. */
      nowMs: momentMs,
    }),
  }),
  'campaigns.view': query({
    audiences: ['member'],
    summary: "One campaign: its rules in plain words, the caller's progress, what is left, and why it is not for them.",
    input: z.strictObject({ campaignId }),
    output: z.strictObject({
      ...shown,
      version: z.int(),
      nowMs: momentMs,
      /** Each rule as it says itself. */
      rules: z.array(z.strictObject({ text: z.string() })),
      /** What bounds a member, and all together, in plain Chinese. */
      limits: z.array(z.string()),
      /** Whom it is for; null when for everybody. */
      audience: z.nullable(
        z.strictObject({
          text: z.string(),
          isForMe: z.boolean(),
          /** What the caller does not meet, and how far off it is where that is a number; empty when they meet all. */
          whyNot: z.array(z.string()),
        }),
      ),
      mine: z.strictObject({
        points: counted,
        times: counted,
        /** Null where no bound of a day is set. */
        today: z.nullable(z.strictObject({ points: counted, times: counted })),
      }),
      /** Spend and save by steps; null where it has none. */
      steps: z.nullable(
        z.strictObject({
          spentFen: z.int(),
          steps: z.array(
            z.strictObject({ fen: z.int(), points: z.int(), isReached: z.boolean(), missingFen: z.int() }),
          ),
        }),
      ),
      /** Whether there is anything to be had now, and the honest sentence when there is not. */
      supply: z.strictObject({
        state: z.enum(['open', 'slow', 'resting', 'gone_today', 'gone']),
        text: z.nullable(z.string()),
      }),
      isReminded: z.nullable(z.boolean()),
      share: z.strictObject({ title: z.string(), path: z.string() }),
      /** What its kind shows beside that. */
      own: z.record(z.string(), z.unknown()),
    }),
    refusals: ['no_such_campaign'],
  }),
  'campaigns.remind': command({
    audiences: ['member'],
    summary: 'Notes that the caller wants a message in the inbox when a campaign in its warm-up begins; given once.',
    input: z.strictObject({ campaignId }),
    output: z.strictObject({ campaignId: z.string(), remindsAtMs: momentMs }),
    refusals: ['no_such_campaign', 'not_in_warm_up'],
  }),
}
