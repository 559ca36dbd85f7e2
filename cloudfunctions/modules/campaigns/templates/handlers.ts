import { addDays } from '../../../kernel/business-date'
import type { Json } from '../../../kernel/canonical-json'
import { refuse } from '../../../kernel/refusal'
import { ensureDocument } from '../../../platform/guarded-store'
import type { Handlers } from '../../../platform/module'
import type { contract } from '../contract'
import { campaignTemplates, templateNamed } from '../domain/templates'
import { campaignDrafts } from '../store'
import { type CampaignStart, campaignStarts } from './store'

const NEXT = '草稿在集合 campaigns 里，改好之后用 ops.lint 检查，再用 ops.publish 发布，kind 写 campaigns'

type Names = 'ops.campaign-templates' | 'ops.draft-campaign'

export const templatesHandlers: Pick<Handlers<typeof contract>, Names> = {
  'ops.campaign-templates': async () => ({
    items: campaignTemplates.map(({ template, title, text }) => ({ template, title, text })),
  }),

  'ops.draft-campaign': async (context, { template, campaignId, fromDate }) => {
    const { store, command, nowMs, today } = context
    const { key, inputHash } = command
    const known = templateNamed(template)
    if (!known) return refuse('no_such_template')
    const [ofKey] = (await store.find(campaignStarts, { index: 'byKey', equals: { key }, limit: 1 })).items
    // guard: start-same-input
    if (ofKey && ofKey.inputHash !== inputHash) return refuse('key_reused_with_other_input')
    if (!ofKey && (await store.get(campaignDrafts, campaignId))) return refuse('campaign_id_taken')
    const draft = known.draft(fromDate ?? addDays(today, 1)) as Readonly<Record<string, Json>>
    const wanted: CampaignStart = { _id: campaignId, schema: 1, key, inputHash, draft, atMs: nowMs }
    const start = ofKey ?? (await ensureDocument(context, campaignStarts, wanted))
    if (!start) return refuse('key_reused_with_other_input')
    // guard: start-own
    if (start.key !== key) return refuse('campaign_id_taken')
    // One that is there was written by this command before, or by a hand since: it stays as it is.
    await ensureDocument(context, campaignDrafts, { _id: campaignId, schema: 1, ...start.draft })
    return { campaignId, draft: { ...start.draft }, text: NEXT }
  },
}
