import type { Work } from '../../platform/context'
import { untilSettled } from '../../platform/guarded-store'
import { allFound } from '../../platform/store'
import type { Past } from './domain/past'
import type { ShadowAccounts, StoredAccount } from './domain/shadow-accounts'
import type { ShadowOrder } from './domain/shadow-orders'
import { type Rehearsal, type RehearsalPart, rehearsalParts } from './store'

/** A document of the cloud holds 512 KB and more; half of that is left for what nobody has thought of. */
const MOST_BYTES = 200_000
const PARTS_PER_READ = 20
const REMOVED_AT_ONCE = 10

const digits = (number: number, count: number) => String(number).padStart(count, '0')

/** Items in groups that each fit a document. */
function inParts<T>(items: readonly T[]): readonly (readonly T[])[] {
  const parts: T[][] = []
  let bytes = Number.POSITIVE_INFINITY
  for (const item of items) {
    const own = Buffer.byteLength(JSON.stringify(item))
    if (bytes + own > MOST_BYTES) {
      parts.push([])
      bytes = 0
    }
    parts.at(-1)?.push(item)
    bytes += own
  }
  return parts
}

type Of = Pick<Rehearsal, '_id'>
type Content = Pick<RehearsalPart, 'past' | 'accounts' | 'orders'>

/** Writes a part; again, or by a function that ended and began anew, the same part has the newest content. */
async function writePart(work: Work, { _id: rehearsal }: Of, part: string, content: Content): Promise<void> {
  const _id = `${rehearsal}|${part}`
  await untilSettled(work, async () => {
    const document: RehearsalPart = { _id, schema: 1, rehearsal, part, ...content }
    if ((await work.store.insert(rehearsalParts, document)) === 'exists')
      await work.store.update(rehearsalParts, { _id }, { set: content })
    return { value: null }
  })
}

/** What a slice has collected of some buckets. */
export async function writePast(work: Work, of: Of, slice: number, byBucket: ReadonlyMap<number, readonly Past[]>) {
  for (const [bucket, past] of byBucket) {
    for (const [at, part] of inParts(past).entries())
      await writePart(work, of, `e|${digits(bucket, 3)}|${digits(slice, 6)}|${digits(at, 3)}`, { past: part })
  }
}

function readParts(work: Work, { _id: rehearsal }: Of, prefix: string): Promise<readonly RehearsalPart[]> {
  // Behind every text that begins with it.
  const range = { from: prefix, below: `${prefix}~` }
  return allFound(work.store, rehearsalParts, { index: 'byPart', equals: { rehearsal }, range, limit: PARTS_PER_READ })
}

/** All that happened in a bucket, in no order. */
export async function readPast(work: Work, of: Of, bucket: number): Promise<readonly Past[]> {
  return (await readParts(work, of, `e|${digits(bucket, 3)}|`)).flatMap(({ past = [] }) => past)
}

/** What is gone on with from a bucket. */
export interface StoredShadow {
  readonly accounts: readonly StoredAccount[]
  readonly orders: readonly ShadowOrder[]
}

/** Accounts and orders as they are before a bucket is replayed. */
export async function writeShadow(
  work: Work,
  of: Of,
  bucket: number,
  { accounts, orders }: { readonly accounts: ShadowAccounts; readonly orders: ReadonlyMap<string, ShadowOrder> },
): Promise<void> {
  for (const [at, part] of inParts(accounts.stored()).entries())
    await writePart(work, of, `s|${digits(bucket, 3)}|a${digits(at, 4)}`, { accounts: part })
  for (const [at, part] of inParts([...orders.values()]).entries())
    await writePart(work, of, `s|${digits(bucket, 3)}|o${digits(at, 4)}`, { orders: part })
}

export async function readShadow(work: Work, of: Of, bucket: number): Promise<StoredShadow> {
  const parts = await readParts(work, of, `s|${digits(bucket, 3)}|`)
  return {
    accounts: parts.flatMap(({ accounts = [] }) => accounts),
    orders: parts.flatMap(({ orders = [] }) => orders),
  }
}

/** Removes what was only kept to go on with. May be done again. */
export async function removeParts(work: Work, of: Of, prefix = ''): Promise<void> {
  const parts = await readParts(work, of, prefix)
  for (let from = 0; from < parts.length; from += REMOVED_AT_ONCE)
    await Promise.all(
      parts.slice(from, from + REMOVED_AT_ONCE).map(({ _id }) => work.store.remove(rehearsalParts, _id)),
    )
}
