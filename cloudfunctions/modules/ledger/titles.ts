import { pointsNameOf } from '../../platform/brand'
import type { Work } from '../../platform/context'
import { ExtensionPoint } from '../../platform/extension-point'
import type { Entry } from './domain/entry'

/** How a module words the entries it causes, by the kind of their `ref`: "每日签到，连续 7 天". */
export interface EntryTitle {
  readonly refKind: string
  /** @param points what the shop calls them */
  title(entry: Entry, points: string): string
}

export const entryTitles = new ExtensionPoint<EntryTitle>('entry titles')

/** What an entry was for, in plain Chinese. Throws for a kind of cause that no module words: it would be a bug. */
export async function titleOf(work: Work, entry: Entry): Promise<string> {
  const wording = work.registry.all(entryTitles).find((known) => known.refKind === entry.ref.kind)
  if (!wording) throw new Error(`no module words entries of ${entry.ref.kind}`)
  return wording.title(entry, await pointsNameOf(work))
}
