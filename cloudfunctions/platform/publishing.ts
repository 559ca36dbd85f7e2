import type { Json } from '../kernel/canonical-json'
import type { Work } from './context'
import { ExtensionPoint } from './extension-point'
import type { Problem } from './problems'
import type { PublishedVersion } from './published'
import type { Collection, Document } from './store'

/** What publishing would do to people, in numbers. */
export type Preview = Readonly<Record<string, Json>>

/** A kind of document that operators draft in the console and that has effect once it is published. */
export interface Publishable {
  /** As in `ops.publish {kind}` and in the ids of `published`. */
  readonly kind: string
  /** What it is, in Chinese. */
  readonly title: string
  /** Where its drafts are. */
  readonly drafts: Collection<Document & Readonly<Record<string, unknown>>>
  /** All that keeps a draft from being published, in the order of its fields. Looks at nothing but what it is given and what is published. */
  problems(
    work: Work,
    draft: { readonly id: string; readonly body: Readonly<Record<string, unknown>> },
  ): Promise<readonly Problem[]>
  /** The body that is frozen, where that is more than the draft says: what it leaves to defaults stays as it was then. */
  frozen?(work: Work, body: Readonly<Record<string, unknown>>): Readonly<Record<string, Json>>
  /** Whom it would move, where that can be said; asked slice by slice. Null for a cursor that is none of its own. */
  preview?(
    work: Work,
    draft: { readonly id: string; readonly body: Readonly<Record<string, unknown>> },
    cursor: string | null,
  ): Promise<{ readonly preview: Preview; readonly next: string | null } | null>
  /**
   * What follows from a version that was just published or retired, such as a stock to be made; may be called again. Should the
   * function end before it, a job of the module finds out by what is published.
   */
  published?(work: Work, version: PublishedVersion): Promise<void>
  /** Whether a published one may be taken out of force by `ops.retire`; the programme's settings may not. */
  readonly isRetirable: boolean
  /** What keeps the newest version from being taken out of force now; absent where nothing ever does. */
  retiring?(work: Work, newest: PublishedVersion): Promise<readonly Problem[]>
}

/** The kinds of all modules. */
export const publishables = new ExtensionPoint<Publishable>('publishables')
