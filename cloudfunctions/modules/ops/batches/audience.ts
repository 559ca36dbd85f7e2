import type { Work } from '../../../platform/context'
import { accountsPage } from '../../ledger'
import { members } from '../../members'
import type { Batch } from './store'

/** Members of one slice: each is two calls, all at once. */
const SLICE = 20
const IDS_PER_READ = 100

export interface Slice {
  readonly memberIds: readonly string[]
  /** Where the next slice begins; null after the last. */
  readonly next: string | null
}

/** The next members of a batch: of its list, or of all accounts that were open when it was given. */
export async function sliceOf(work: Work, { memberIds, position, atMs }: Batch): Promise<Slice> {
  if (memberIds) {
    const from = Number(position ?? 0)
    const until = from + SLICE
    return { memberIds: memberIds.slice(from, until), next: until < memberIds.length ? String(until) : null }
  }
  const page = await accountsPage(work, SLICE, position ?? undefined)
  const open = page.items.filter(({ status, openedAtMs }) => status !== 'closed' && openedAtMs <= atMs)
  return { memberIds: open.map(({ member }) => member), next: page.next }
}

/** Ids of a list that are no member's, in its order. */
export async function strangersAmong(work: Work, ids: readonly string[]): Promise<readonly string[]> {
  const known = new Set<string>()
  for (let from = 0; from < ids.length; from += IDS_PER_READ) {
    const there = await work.store.getMany(members, ids.slice(from, from + IDS_PER_READ))
    for (const { _id } of there) known.add(_id)
  }
  return ids.filter((id) => !known.has(id))
}
