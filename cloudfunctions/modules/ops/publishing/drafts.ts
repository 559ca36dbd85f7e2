import type { Json } from '../../../kernel/canonical-json'
import type { Work } from '../../../platform/context'
import type { PublishedVersion } from '../../../platform/published'
import type { Publishable } from '../../../platform/publishing'
import type { Document } from '../../../platform/store'
import { type Changed, changesBetween } from '../domain/changes'

export interface Draft {
  readonly id: string
  readonly body: Readonly<Record<string, unknown>>
}

/** What an operator wrote, without what the database needs. */
export function draftOf({ _id, schema: _, ...body }: Document & Readonly<Record<string, unknown>>): Draft {
  return { id: _id, body }
}

/** What publishing a draft without problems would freeze. */
export function frozenBody(work: Work, kind: Publishable, { body }: Draft): Readonly<Record<string, Json>> {
  return kind.frozen?.(work, body) ?? (body as Readonly<Record<string, Json>>)
}

/** What a body changes of a version; of none, and of a retired one, it changes all. */
export function changesOf(before: PublishedVersion | null, body: PublishedVersion['body']): readonly Changed[] {
  return changesBetween(before && !before.isRetired ? before.body : {}, body)
}
