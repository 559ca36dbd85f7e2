import * as z from 'zod/mini'
import { command, query } from '../../../platform/contract'
import { businessDate, nothing } from '../../../platform/fields'

export const templatesContract = {
  'ops.campaign-templates': query({
    audiences: ['ops'],
    summary: 'What campaigns may be begun from, and what each is for.',
    input: nothing,
    output: z.strictObject({
      items: z.array(z.strictObject({ template: z.string(), title: z.string(), text: z.string() })),
    }),
    help: { text: '活动模板有哪些，各是做什么用的', input: {} },
  }),
  'ops.draft-campaign': command({
    audiences: ['ops'],
    summary: 'Writes a draft from a template, with days that begin tomorrow or on a day named; publishes nothing.',
    input: z.strictObject({
      template: z.string().check(z.regex(/^[a-z][a-z-]{0,30}$/)),
      campaignId: z.string().check(z.regex(/^[A-Za-z0-9_-]{1,24}$/)),
      fromDate: z.optional(businessDate),
    }),
    output: z.strictObject({
      campaignId: z.string(),
      /** What stands in the collection `campaigns` now. */
      draft: z.record(z.string(), z.unknown()),
      /** What to do next, in Chinese. */
      text: z.string(),
    }),
    refusals: ['no_such_template', 'campaign_id_taken'],
    help: {
      text: '按模板写一份活动草稿，日期从明天或者 fromDate 起；只写草稿，不发布',
      input: { template: 'double-points', campaignId: 'spring-double' },
    },
  }),
}
