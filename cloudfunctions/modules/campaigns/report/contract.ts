import * as z from 'zod/mini'
import { query } from '../../../platform/contract'
import { businessDate, momentMs } from '../../../platform/fields'

const counts = { awards: z.int(), points: z.int(), gifts: z.int() }

export const reportContract = {
  'ops.campaign-report': query({
    audiences: ['ops'],
    summary: 'What a campaign has given, day by day, what its budgets have left, and at which pace it gives.',
    input: z.strictObject({ campaignId: z.string().check(z.regex(/^[A-Za-z0-9_-]{1,24}$/)) }),
    output: z.strictObject({
      campaignId: z.string(),
      title: z.string(),
      state: z.enum(['draft', 'scheduled', 'warm_up', 'live', 'paused', 'ended', 'retired']),
      version: z.int(),
      fromMs: momentMs,
      untilMs: momentMs,
      /** The oldest first, as they were added up last. */
      days: z.array(z.strictObject({ date: businessDate, members: z.int(), ...counts })),
      asOfMs: z.nullable(momentMs),
      total: z.strictObject(counts),
      /** Those of the campaign and of today; each store has its own. */
      budgets: z.array(
        z.strictObject({ unit: z.enum(['points', 'fen', 'times']), by: z.string(), cap: z.int(), left: z.int() }),
      ),
      /** Null where nothing was forecast. */
      pace: z.nullable(z.enum(['normal', 'slow', 'stop'])),
      /** Why it is not normal; null while it is. */
      paceWhy: z.nullable(z.enum(['day', 'hour', 'store', 'member', 'refunds'])),
      /** The same in plain Chinese, with what ends it; null while nothing is looked at. */
      paceText: z.nullable(z.string()),
      /** Members who wait because too large a part of today is theirs. */
      waiting: z.array(z.string()),
    }),
    refusals: ['no_such_campaign'],
    help: { text: '活动效果：每天多少人、发了多少、预算还剩多少、发得快不快', input: { campaignId: 'spring-double' } },
  }),
}
