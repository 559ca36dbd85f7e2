import type { Work } from '../../../platform/context'
import { phoneBindings, phones } from './store'

/** More numbers than anybody tries; the newest are looked at. */
const NUMBERS_READ = 20

/** A number that a member has or had, or wanted while another had it. */
export interface TriedNumber {
  readonly hash: string
  /** Whose it is; null for nobody's. */
  readonly owner: string | null
}

/** Every number that a member ever bound or wanted, by its hash: two members with one among them may be one person. */
export async function numbersTried(work: Work, memberId: string): Promise<readonly TriedNumber[]> {
  const page = await work.store.find(phoneBindings, {
    index: 'byMember',
    equals: { member: memberId },
    order: 'descending',
    limit: NUMBERS_READ,
  })
  const hashes = [...new Set(page.items.map(({ number }) => number.hash))]
  const claims = await work.store.getMany(phones, hashes)
  return hashes.map((hash) => ({ hash, owner: claims.find(({ _id }) => _id === hash)?.member ?? null }))
}
