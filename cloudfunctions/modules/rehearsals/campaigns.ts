import { canonicalJson, type Json } from '../../kernel/canonical-json'
import type { Work } from '../../platform/context'
import { publishables } from '../../platform/publishing'
import { everyDocument } from '../../platform/store'
import { CAMPAIGNS, type Campaign, type CampaignState, campaignDrafts, newestCampaigns, stateOf } from '../campaigns'
import { momentText } from './texts'

type Body = Readonly<Record<string, unknown>>

/** As operators look for them: what runs, what is about to, what is being written, what is over. */
const ORDER: readonly CampaignState[] = ['live', 'paused', 'warm_up', 'scheduled', 'draft', 'ended', 'retired']
const STATE_TEXTS: Readonly<Record<CampaignState, string>> = {
  draft: '草稿',
  scheduled: '待开始',
  warm_up: '预热中',
  live: '进行中',
  paused: '已暂停',
  ended: '已结束',
  retired: '已停用',
}

async function allDrafts(work: Work): Promise<ReadonlyMap<string, Body>> {
  const drafts = new Map<string, Body>()
  for await (const { _id, schema: _, ...body } of everyDocument(work.store, campaignDrafts)) drafts.set(_id, body)
  return drafts
}

/** Whether a draft says something else than what was published of it. */
function isChanged(work: Work, draft: Body | undefined, published: Campaign | undefined): boolean {
  if (!draft || !published) return draft !== undefined
  const kind = work.registry.all(publishables).find((known) => known.kind === CAMPAIGNS)
  try {
    const frozen = kind?.frozen?.(work, draft) ?? draft
    return canonicalJson(frozen as Json) !== canonicalJson(published.body as unknown as Json)
  } catch {
    // One that cannot be frozen yet is at least not what is published.
    return true
  }
}

const momentIn = (body: Body | undefined, name: string) => (typeof body?.[name] === 'number' ? body[name] : null)

/** All campaigns, drafted or published, as operators look for them. */
export async function allCampaigns(work: Work) {
  const drafts = await allDrafts(work)
  const published = new Map((await newestCampaigns(work)).map((campaign) => [campaign.campaignId, campaign]))
  const items = [...new Set([...drafts.keys(), ...published.keys()])].map((campaignId) => {
    const [draft, campaign] = [drafts.get(campaignId), published.get(campaignId)]
    const body: Body | undefined = campaign?.body ?? draft
    return {
      campaignId,
      title: typeof body?.title === 'string' && body.title !== '' ? body.title : campaignId,
      kind: typeof body?.kind === 'string' ? body.kind : 'rules',
      state: stateOf(campaign ?? null, work.nowMs),
      fromMs: momentIn(body, 'fromMs'),
      untilMs: momentIn(body, 'untilMs'),
      isChanged: isChanged(work, draft, campaign),
    }
  })
  const place = ({ state }: { readonly state: CampaignState }) => ORDER.indexOf(state)
  items.sort((one, other) => place(one) - place(other) || (other.fromMs ?? 0) - (one.fromMs ?? 0))
  const lines = items.map(({ campaignId, title, state, fromMs, untilMs }) => {
    const when = fromMs !== null && untilMs !== null ? `，${momentText(fromMs)} 到 ${momentText(untilMs)}` : ''
    return `${STATE_TEXTS[state]} 「${title}」（${campaignId}）${when}`
  })
  return { items, text: lines.length > 0 ? lines.join('\n') : '还没有活动。在 campaigns 里写一份草稿就有了。' }
}
