import { ExtensionPoint, type Registry } from '../../platform/extension-point'
import type { Entry } from './domain/entry'

/** How a module words the entries it causes, by the kind of their `ref`: "每日签到，连续 7 天". */
export interface EntryTitle {
  readonly refKind: string
  title(entry: Entry): string
}

export const entryTitles = new ExtensionPoint<EntryTitle>('entry titles')

/** What an entry was for, in plain Chinese. Throws for a kind of cause that no module words: it would be a bug. */
export function titleOf(registry: Registry, entry: Entry): string {
  const wording = registry.all(entryTitles).find((known) => known.refKind === entry.ref.kind)
  if (!wording) throw new Error(`no module words entries of ${entry.ref.kind}`)
  return wording.title(entry)
}
