import type { Data } from '@/shared/api'
import { sha256 } from '@/shared/sha256'
import type { Entry } from './statement.shared'

/** What the page shows of an entry and its receipt says too. */
const SHOWN = ['seq', 'kind', 'points', 'atMs'] as const satisfies readonly (keyof Entry)[]

export type ShownEntry = Pick<Entry, (typeof SHOWN)[number]>

/** Whether an entry is as it was sealed: its text gives the hash, and says of the entry what the page shows. */
export function isAsSealed({ text, previousHash, hash }: Data<'points.receipt'>, shown: ShownEntry): boolean {
  if (sha256(previousHash + text) !== hash) return false
  try {
    const sealed = JSON.parse(text) as Readonly<Record<string, unknown>>
    return SHOWN.every((field) => sealed[field] === shown[field])
  } catch {
    // Sealed, but no entry: whatever it is, it is not what the page shows.
    return false
  }
}
