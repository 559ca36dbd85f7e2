import { type Refusal, refuse } from '../../../kernel/refusal'
import type { Command, Work } from '../../../platform/context'
import { untilSettled } from '../../../platform/guarded-store'
import {
  isGenuine,
  type NextVersion,
  newestVersion,
  type PublishedVersion,
  published,
  publishVersion,
  SPOILT_READ,
  versionIdOf,
} from '../../../platform/published'

export interface Asked {
  readonly kind: string
  readonly id: string
  readonly operator: string
  readonly command: Command
}

/** What is decided in sight of the newest version: what the next one says, or an answer without one. */
export type Decided<Answer> = { readonly next: Pick<NextVersion, 'body' | 'isRetired'> } | { readonly answer: Answer }

async function versionOf(work: Work, { key }: Command): Promise<PublishedVersion | null> {
  const page = await work.store.find(published, { index: 'byCommand', equals: { commandKey: key }, limit: 1 })
  return page.items[0] ?? null
}

/** Takes the next free number. One that a spoilt version holds is passed by; one that another took is lost to them. */
async function takeNumber(
  work: Work,
  newest: PublishedVersion | null,
  next: Omit<NextVersion, 'after'>,
): Promise<PublishedVersion | Refusal<'published_by_another'>> {
  const first = newest?.version ?? 0
  for (let after = first; after < first + SPOILT_READ; after += 1) {
    const made = await publishVersion(work.store, { ...next, after })
    if (made !== 'taken') return made
    const there = await work.store.get(published, versionIdOf(next.kind, next.id, after + 1))
    if (there && there.commandKey === next.by?.commandKey) return there
    // guard: published-by-another
    if (there && isGenuine(there)) return refuse('published_by_another', { version: there.version })
  }
  throw new Error(`${next.kind} ${next.id} has more than ${SPOILT_READ} spoilt versions`)
}

/** The version that a command made, or what was answered in its place. */
type Outcome<Answer> =
  | PublishedVersion
  | { readonly answer: Answer }
  | Refusal<'published_by_another' | 'key_reused_with_other_input'>

/**
 * Makes the next version of a document, once for each command: its repetition is answered by the version it made. Of two
 * commands that saw the same newest version one makes the next; the other has not seen that, and is told so.
 */
export async function makeNextVersion<Answer>(
  work: Work,
  asked: Asked,
  decide: (newest: PublishedVersion | null) => Promise<Decided<Answer>>,
): Promise<Outcome<Answer>> {
  const { kind, id, operator, command } = asked
  const begunWithMs = work.timeLeftMs()
  return untilSettled<Outcome<Answer>>(work, async () => {
    // The newest first: whatever this command makes meanwhile has a later number, or takes the one that we try.
    const newest = await newestVersion(work.store, asked)
    const made = await versionOf(work, command)
    // guard: published-once
    if (made) return { value: made.inputHash === command.inputHash ? made : refuse('key_reused_with_other_input') }
    const decided = await decide(newest)
    if ('answer' in decided) return { value: decided }
    const by = {
      publishedBy: operator,
      commandKey: command.key,
      inputHash: command.inputHash,
      comparedWith: newest && !newest.isRetired ? newest.version : 0,
    }
    // Looking through a draft may have taken seconds: it counts so long after it is there, not after it was asked for.
    const nowMs = work.nowMs + Math.round(begunWithMs - work.timeLeftMs())
    const version = await takeNumber(work, newest, { kind, id, ...decided.next, nowMs, by })
    work.published.forget(kind, id)
    return { value: version }
  })
}
