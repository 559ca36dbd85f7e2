import type { BusinessDate } from '../../../../kernel/business-date'
import { canonicalJson, type Json } from '../../../../kernel/canonical-json'
import { hmacSha256, sha256 } from '../../../../kernel/digest'
import type { Finding } from '../../domain/verify'
import type { Standing } from './course'
import type { Liability } from './liability'
import { leafOf, merkleRoot } from './merkle'
import { added, type CohortPoints, type DaySums, difference } from './sums'

/** What is proven of a document: its root covers every other field, and the signature the root. */
interface Sealed {
  readonly root: string
  readonly signature: string
}

/** One day of a range of accounts, in the order of their ids. Written once. */
export interface CloseSlice extends DaySums, Sealed {
  readonly _id: string
  readonly schema: 1
  readonly kind: 'slice'
  readonly date: BusinessDate
  readonly slice: number
  /** The accounts after this one (`''`: from the first), */
  readonly after: string
  /** up to this one; null for all that follow. */
  readonly upTo: string | null
  /** Four hex digits of each account's leaf, in order: a root says that something changed, these say whose. */
  readonly leaves: string
  /** Merkle root over the accounts' newest entries: number and hash. */
  readonly headsRoot: string
  /** What was found wrong with the accounts when the slice was made: the first of it, */
  readonly findings: readonly Finding[]
  /** and how much there was: of a finding, or of an account that was only counted. */
  readonly findingsCount: number
}

/** One day of the whole programme: the sum of its slices, chained to the day before. Written once. */
export interface CloseDay extends DaySums, Sealed {
  readonly _id: string
  readonly schema: 1
  readonly kind: 'day'
  readonly date: BusinessDate
  readonly slices: number
  /** By how much the journals' own opening differs from what the day before closed with: nothing, unless someone changed the past. */
  readonly unaccounted: readonly CohortPoints[]
  readonly liability: readonly Liability[]
  readonly liabilityFen: number
  readonly pointCostBps: number
  /** The version of the settings that the cost comes from. */
  readonly settingsVersion: number
  readonly headsRoot: string
  /** Merkle root over the slices' roots. */
  readonly slicesRoot: string
  /** The root of the day before; empty for the first day that was ever closed. */
  readonly previousRoot: string
  readonly findingsCount: number
  readonly closedAtMs: number
}

export type Close = CloseSlice | CloseDay

/** So many findings are told of by a slice. */
export const FINDINGS_KEPT = 20
/** Of a leaf, so many digits are kept to say whose account it is that differs. */
export const LEAF_DIGITS = 4

export function sliceIdOf(date: BusinessDate, slice: number): string {
  return `${date}|${String(slice).padStart(5, '0')}`
}

export function dayIdOf(date: BusinessDate): string {
  return `${date}|day`
}

export function headLeafOf(account: string, { seq, hash }: Pick<Standing, 'seq' | 'hash'>): string {
  return leafOf(`${account}|${seq}|${hash}`)
}

function rootOf(content: object): string {
  return sha256(canonicalJson({ ...content, root: undefined, signature: undefined } as unknown as Json))
}

function seal<C extends { readonly _id: string }>(content: C, key: Buffer): C & Sealed {
  const root = rootOf(content)
  return { ...content, root, signature: hmacSha256(key, `${content._id}|${root}`) }
}

/** The fields of a close's seal that do not fit: none when it is as it was written. */
export function brokenSealOf(close: Close, key: Buffer): readonly ('root' | 'signature')[] {
  let root: string | null
  try {
    root = rootOf(close)
  } catch {
    // A hand has left something that could never have been hashed, such as a fraction.
    root = null
  }
  if (root !== close.root) return ['root']
  return hmacSha256(key, `${close._id}|${root}`) === close.signature ? [] : ['signature']
}

/** A slice's document, from what its accounts did. */
export function sliceOf(
  place: Pick<CloseSlice, 'date' | 'slice' | 'after' | 'upTo'>,
  content: {
    readonly sums: DaySums
    readonly leaves: readonly string[]
    readonly doubts: { readonly findings: readonly Finding[]; readonly count: number }
  },
  key: Buffer,
): CloseSlice {
  const { sums, leaves, doubts } = content
  return seal(
    {
      _id: sliceIdOf(place.date, place.slice),
      schema: 1 as const,
      kind: 'slice' as const,
      ...place,
      ...sums,
      leaves: leaves.map((leaf) => leaf.slice(0, LEAF_DIGITS)).join(''),
      headsRoot: merkleRoot(leaves),
      findings: doubts.findings,
      findingsCount: doubts.count,
    },
    key,
  )
}

/** What follows from the slices of a day alone. */
export function totalsOf(
  slices: readonly CloseSlice[],
): DaySums & Pick<CloseDay, 'slices' | 'headsRoot' | 'slicesRoot' | 'findingsCount'> {
  return {
    ...added(slices),
    slices: slices.length,
    headsRoot: merkleRoot(slices.map(({ headsRoot }) => headsRoot)),
    slicesRoot: merkleRoot(slices.map(({ root }) => root)),
    findingsCount: slices.reduce((sum, { findingsCount }) => sum + findingsCount, 0),
  }
}

/** A day's document: it opens with what the day before closed with, and says what does not follow from that. */
export function dayOf(
  date: BusinessDate,
  slices: readonly CloseSlice[],
  previous: CloseDay | null,
  money: Pick<CloseDay, 'liability' | 'pointCostBps' | 'settingsVersion' | 'closedAtMs'>,
  key: Buffer,
): CloseDay {
  const totals = totalsOf(slices)
  const opening = previous ? previous.closing : totals.opening
  return seal(
    {
      _id: dayIdOf(date),
      schema: 1 as const,
      kind: 'day' as const,
      date,
      ...totals,
      opening,
      unaccounted: difference(totals.opening, opening),
      ...money,
      liabilityFen: money.liability.reduce((sum, { fen }) => sum + fen, 0),
      previousRoot: previous?.root ?? '',
    },
    key,
  )
}
