import { refuse } from '../../kernel/refusal'
import type { Work } from '../../platform/context'
import type { Handlers } from '../../platform/module'
import { publishables } from '../../platform/publishing'
import { CAMPAIGNS, campaignDrafts } from '../campaigns'
import type { contract } from './contract'
import type { Finding } from './domain/finding'
import { lint } from './domain/lint'
import { draftFrom, surroundingsOf } from './gather'
import { exampleOf, reportOf } from './texts'

type Body = Readonly<Record<string, unknown>>

/** What publishing would refuse, as far as nothing else was found at its place. */
async function refusedAtPublish(
  work: Work,
  draft: { readonly id: string; readonly body: Body },
  found: readonly Finding[],
): Promise<readonly Finding[]> {
  const kind = work.registry.all(publishables).find((known) => known.kind === CAMPAIGNS)
  const problems = (await kind?.problems(work, draft)) ?? []
  return problems
    .filter(({ path }) => found.every((finding) => finding.path !== path))
    .map(({ path, message }) => ({
      code: 'refused_at_publish',
      severity: 'error',
      path,
      what: message,
      todo: '这里不改，发布时会被退回',
    }))
}

export const handlers: Handlers<typeof contract> = {
  'ops.lint': async (context, { campaignId }) => {
    const document = await context.store.get(campaignDrafts, campaignId)
    if (!document) return refuse('no_such_campaign')
    const { _id: id, schema: _, ...body } = document as Body & { readonly _id: string }
    const draft = draftFrom(campaignId, body)
    const around = await surroundingsOf(context, campaignId)
    const found = draft ? lint(draft, around) : []
    const findings = [...(await refusedAtPublish(context, { id, body }, found)), ...found].map(
      ({ acts, ...finding }) => ({
        ...finding,
        example: exampleOf({ ...finding, ...(acts ? { acts } : {}) }, around),
        acts: [...(acts ?? [])],
      }),
    )
    const title = draft?.title ?? campaignId
    return { campaignId, title, findings, text: reportOf(title, findings) }
  },
}
