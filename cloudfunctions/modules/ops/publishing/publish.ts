import { shownMoment } from '../../../kernel/business-date'
import { Refusal, refuse } from '../../../kernel/refusal'
import type { Work } from '../../../platform/context'
import type { Problem } from '../../../platform/problems'
import { LATER_VERSION_DELAY_MS, type PublishedVersion } from '../../../platform/published'
import { type Publishable, publishables } from '../../../platform/publishing'
import type { Changed } from '../domain/changes'
import { changesOf, type Draft, draftOf, frozenBody } from './drafts'
import { type Asked, type Decided, makeNextVersion } from './next-version'

interface Told {
  readonly state: 'published' | 'unchanged' | 'dry_run'
  readonly version: number
  readonly inForceFromMs: number | null
  readonly text: string
  readonly changes: readonly Changed[]
}

interface PublishAsked extends Asked {
  readonly isDryRun: boolean
}

type Wrong = 'no_such_kind' | 'no_such_draft' | 'invalid_document'
type Lost = 'published_by_another' | 'key_reused_with_other_input'

const SECONDS = LATER_VERSION_DELAY_MS / 1_000

export function kindOf(work: Work, kind: string): Publishable | Refusal<'no_such_kind'> {
  const kinds = work.registry.all(publishables)
  const known = kinds.find((publishable) => publishable.kind === kind)
  return known ?? refuse('no_such_kind', { kinds: kinds.map((publishable) => publishable.kind).join('、') })
}

/** When a version counts from, as an operator reads it. */
export function whenText({ version, inForceFromMs }: PublishedVersion): string {
  const at = shownMoment(inForceFromMs)
  return version === 1 ? '马上生效' : `发布 ${SECONDS} 秒后（${at}）生效`
}

/** Where a problem is, from the collection on. */
export function pathOf(kind: Publishable, id: string, { path }: Problem): string {
  return [kind.drafts.name, id, path].filter((part) => part !== '').join('.')
}

/** A draft that may be published, or the first of what keeps it from being. */
export async function checkedDraft(work: Work, kind: Publishable, id: string): Promise<Draft | Refusal<Wrong>> {
  const document = await work.store.get(kind.drafts, id)
  if (!document) return refuse('no_such_draft', { path: `${kind.drafts.name}.${id}` })
  const draft = draftOf(document)
  const problems = await kind.problems(work, draft)
  const [first] = problems
  if (!first) return draft
  return refuse('invalid_document', {
    path: pathOf(kind, id, first),
    message: first.message,
    problems: problems.length,
  })
}

/** What one command published, as it is told the first time and ever after. */
async function toldOf(work: Work, made: PublishedVersion): Promise<Told> {
  const { kind, id, version, comparedWith = 0 } = made
  const before = comparedWith === 0 ? null : await work.published.version(work.store, kind, id, comparedWith)
  return {
    state: 'published',
    version,
    inForceFromMs: made.inForceFromMs,
    text: `第 ${version} 版，${whenText(made)}`,
    changes: changesOf(before, made.body),
  }
}

function decideOn(newest: PublishedVersion | null, body: PublishedVersion['body'], isDryRun: boolean): Decided<Told> {
  const changes = changesOf(newest, body)
  if (newest && !newest.isRetired && changes.length === 0) {
    const { version, inForceFromMs } = newest
    const text = `和第 ${version} 版一样，没有要发布的`
    return { answer: { state: 'unchanged', version, inForceFromMs, text, changes } }
  }
  if (!isDryRun) return { next: { body } }
  const version = (newest?.version ?? 0) + 1
  const text = `只是预演，没有发布；发布了就是第 ${version} 版`
  return { answer: { state: 'dry_run', version, inForceFromMs: null, text, changes } }
}

/** Publishes a draft as its next version, when it may be and when it is another than the version before. */
export async function publishDraft(work: Work, asked: PublishAsked): Promise<Told | Refusal<Wrong | Lost>> {
  const kind = kindOf(work, asked.kind)
  if (kind instanceof Refusal) return kind
  const outcome = await makeNextVersion<Told | Refusal<Wrong>>(work, asked, async (newest) => {
    const draft = await checkedDraft(work, kind, asked.id)
    if (draft instanceof Refusal) return { answer: draft }
    return decideOn(newest, frozenBody(work, kind, draft), asked.isDryRun)
  })
  if (outcome instanceof Refusal) return outcome
  if ('answer' in outcome) return outcome.answer
  await kind.published?.(work, outcome)
  return toldOf(work, outcome)
}
