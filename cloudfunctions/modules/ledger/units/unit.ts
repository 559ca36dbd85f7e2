import type { Work } from '../../../platform/context'
import { ensureDocument, untilSettled } from '../../../platform/guarded-store'
import { type Collection, type Document, defineCollection } from '../../../platform/store'

/**
 * One piece of something finite. A claimed unit is the coupon, the order, the seat or the code: one conditional update
 * takes the stock, keeps it to one owner and is the same for the same operation.
 */
export interface Unit extends Document {
  readonly schema: 1
  readonly sku: string
  /**
   * `giving`, `given`: on its way to another member, and theirs as a unit of its own. `returned`: what it became came back,
   * as a unit of its own. `withdrawn`: taken back by who issued it. `tombstone`: an operation that found nothing; it keeps
   * a late claim of that operation out.
   */
  readonly state: 'free' | 'claimed' | 'used' | 'giving' | 'given' | 'returned' | 'withdrawn' | 'tombstone'
  /** Whose it is; unique. While the unit is free, its own id. */
  readonly op: string
  readonly member: string
  readonly atMs: number
}

export const units = defineCollection<Unit>({
  name: 'units',
  indexes: [
    { name: 'byOp', fields: ['op'], unique: true },
    { name: 'bySku', fields: ['sku', 'state'] },
    { name: 'byMember', fields: ['member', 'atMs'] },
  ],
})

/** Where a module keeps its units, and what one of them has beside what all have while nobody has claimed it. */
export interface UnitKind {
  /** Its indexes `byOp`, unique, and `bySku` are as those of `units`. */
  readonly units: Collection<Unit>
  free(unit: Unit): Unit
}

export const PLAIN: UnitKind = { units, free: (unit) => unit }

/** Units are inserted so many at once. */
const MADE_AT_ONCE = 20

/** Makes numbered units of a stock; those that exist stay as they are. */
export async function makeUnits(
  work: Work,
  sku: string,
  numbers: { readonly from: number; readonly to: number },
  kind = PLAIN,
): Promise<void> {
  for (let from = numbers.from; from <= numbers.to; from += MADE_AT_ONCE) {
    const count = Math.min(MADE_AT_ONCE, numbers.to - from + 1)
    const made = Array.from({ length: count }, (_, nth) => {
      const _id = `${sku}|${String(from + nth).padStart(8, '0')}`
      return kind.free({ _id, schema: 1, sku, state: 'free', op: _id, member: '', atMs: work.nowMs })
    })
    await Promise.all(made.map((unit) => ensureDocument(work, kind.units, unit)))
  }
}

/** The unit of an operation; a tombstone when it found nothing. */
export async function unitOf<U extends Unit>(work: Work, units: Collection<U>, op: string): Promise<U | null> {
  return (await work.store.find(units, { index: 'byOp', equals: { op }, limit: 1 })).items[0] ?? null
}

export interface UnitClaim {
  readonly sku: string
  readonly op: string
  readonly member: string
  /** What the unit has besides, once it is claimed. */
  readonly own?: object
}

/** Claims any free unit of a stock: one update, after which its outcome may be unknown. */
export async function takeUnit(work: Work, { sku, op, member, own }: UnitClaim, kind = PLAIN): Promise<boolean> {
  const claimed = { ...own, state: 'claimed' as const, op, member, atMs: work.nowMs }
  // guard: unit-free
  return work.store.updateAny(kind.units, { sku, state: 'free' }, { set: claimed })
}

/**
 * Claims a free unit for an operation, once: asked again, it answers as it did. "Nothing free" is written down before
 * it is told, so that a claim which was lost on its way cannot arrive after it.
 */
export async function claimUnit(work: Work, claim: UnitClaim, kind = PLAIN): Promise<'claimed' | 'none_free'> {
  const { sku, op, member } = claim
  let isFirst = true
  return untilSettled(work, async () => {
    // Behind an attempt whose outcome is not known, what there is under this operation is the answer.
    const known = isFirst ? null : await unitOf(work, kind.units, op)
    isFirst = false
    if (known) return { value: known.state === 'tombstone' ? 'none_free' : 'claimed' }
    if (await takeUnit(work, claim, kind)) return { value: 'claimed' }
    const tombstone = kind.free({ _id: `none|${op}`, schema: 1, sku, state: 'tombstone', op, member, atMs: work.nowMs })
    // guard: unit-fence
    const outcome = await work.store.insert(kind.units, tombstone)
    return outcome === 'inserted' ? { value: 'none_free' } : 'again'
  })
}

/** A unit of what is unlimited: made for whoever claims it, once for each operation. */
export async function issueUnit(work: Work, { sku, op, member, own }: UnitClaim, kind = PLAIN): Promise<void> {
  const claimed = { ...own, state: 'claimed' as const, op, member, atMs: work.nowMs }
  const unit = kind.free({ _id: op, schema: 1, sku, state: 'free', op, member, atMs: work.nowMs })
  await ensureDocument(work, kind.units, { ...unit, ...claimed })
}

/**
 * Puts a unit into a stock in the place of one that came back. That one stays as it is: with its operation it keeps a late
 * claim of that operation out.
 */
export async function replaceUnit(work: Work, { _id, op, sku }: Unit, kind = PLAIN): Promise<void> {
  // What was made for whoever claimed it came from no stock.
  if (_id === op) return
  const fresh = `${_id}+`
  const unit: Unit = { _id: fresh, schema: 1, sku, state: 'free', op: fresh, member: '', atMs: work.nowMs }
  await ensureDocument(work, kind.units, kind.free(unit))
}
