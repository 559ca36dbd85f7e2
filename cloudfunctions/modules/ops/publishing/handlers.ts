import { Refusal, refuse } from '../../../kernel/refusal'
import { nameOf, type OperatorCaller, type Work } from '../../../platform/context'
import type { Handlers } from '../../../platform/module'
import type { contract } from '../contract'
import { checkedDraft, kindOf, publishDraft } from './publish'
import { retire } from './retire'

/** Who is written down as having published: the name that was given, or what the platform says. */
const publishedBy = (caller: OperatorCaller, given: string | undefined) => given ?? nameOf(caller)

/** One slice of whom a draft would move; null where its kind cannot say. */
async function previewOf(work: Work, asked: { kind: string; id: string; cursor: string | undefined }) {
  const kind = kindOf(work, asked.kind)
  if (kind instanceof Refusal || !kind.preview) return { preview: null, next: null }
  const draft = await checkedDraft(work, kind, asked.id)
  if (draft instanceof Refusal) return draft
  return (await kind.preview(work, draft, asked.cursor ?? null)) ?? refuse('invalid_input', { path: 'input.cursor' })
}

export const publishingHandlers: Pick<Handlers<typeof contract>, 'ops.publish' | 'ops.retire'> = {
  'ops.publish': async (context, { kind, id, operator, dryRun = false, cursor }) => {
    if (cursor !== undefined && !dryRun) return refuse('invalid_input', { path: 'input.cursor' })
    const { caller, command } = context
    const asked = { kind, id, operator: publishedBy(caller, operator), command, isDryRun: dryRun }
    const told = await publishDraft(context, asked)
    if (told instanceof Refusal) return told
    const seen =
      told.state === 'dry_run' ? await previewOf(context, { kind, id, cursor }) : { preview: null, next: null }
    if (seen instanceof Refusal) return seen
    return { kind, id, ...told, changes: [...told.changes], ...seen }
  },

  'ops.retire': async (context, { kind, id, operator }) => {
    const { caller, command } = context
    return retire(context, { kind, id, operator: publishedBy(caller, operator), command })
  },
}
