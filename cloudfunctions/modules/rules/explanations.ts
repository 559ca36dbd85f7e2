import { ExtensionPoint } from '../../platform/extension-point'
import type { Entry } from '../ledger'

/** How a module explains entries that it causes without rules, by the kind of their `ref`: a refund, for one. */
export interface EntryExplanation {
  readonly refKind: string
  /** @param points what the shop calls them */
  explain(
    entry: Entry,
    points: string,
  ): {
    /** One Chinese sentence. */
    readonly sentence: string
    readonly details: { readonly label: string; readonly value: string }[]
    readonly formula: string
  }
}

export const entryExplanations = new ExtensionPoint<EntryExplanation>('entry explanations')
