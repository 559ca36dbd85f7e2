import type { Work } from '../../../platform/context'
import { ensureDocument, untilSettled } from '../../../platform/guarded-store'
import { type Document, defineCollection } from '../../../platform/store'

/**
 * One piece of something finite. A claimed unit is the coupon, the order, the seat or the code: one conditional update
 * takes the stock, keeps it to one owner and is the same for the same operation.
 */
export interface Unit extends Document {
  readonly schema: 1
  readonly sku: string
  /** `tombstone`: an operation that found nothing; it keeps a late claim of that operation out. */
  readonly state: 'free' | 'claimed' | 'used' | 'returned' | 'tombstone'
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

/** Makes numbered units of a stock; those that exist stay as they are. */
export async function makeUnits(
  work: Work,
  sku: string,
  numbers: { readonly from: number; readonly to: number },
): Promise<void> {
  for (let number = numbers.from; number <= numbers.to; number += 1) {
    const _id = `${sku}|${String(number).padStart(8, '0')}`
    await ensureDocument(work, units, { _id, schema: 1, sku, state: 'free', op: _id, member: '', atMs: work.nowMs })
  }
}

async function unitOf(work: Work, op: string): Promise<Unit | null> {
  return (await work.store.find(units, { index: 'byOp', equals: { op }, limit: 1 })).items[0] ?? null
}

/**
 * Claims a free unit for an operation, once: asked again, it answers as it did. "Nothing free" is written down before
 * it is told, so that a claim which was lost on its way cannot arrive after it.
 */
export async function claimUnit(
  work: Work,
  claim: { readonly sku: string; readonly op: string; readonly member: string },
): Promise<'claimed' | 'none_free'> {
  const { sku, op, member } = claim
  let isFirst = true
  return untilSettled(work, async () => {
    // Behind an attempt whose outcome is not known, what there is under this operation is the answer.
    const known = isFirst ? null : await unitOf(work, op)
    isFirst = false
    if (known) return { value: known.state === 'tombstone' ? 'none_free' : 'claimed' }
    const claimed = { state: 'claimed' as const, op, member, atMs: work.nowMs }
    // guard: unit-free
    if (await work.store.updateAny(units, { sku, state: 'free' }, { set: claimed })) return { value: 'claimed' }
    const tombstone: Unit = { _id: `none|${op}`, schema: 1, sku, state: 'tombstone', op, member, atMs: work.nowMs }
    // guard: unit-fence
    const outcome = await work.store.insert(units, tombstone)
    return outcome === 'inserted' ? { value: 'none_free' } : 'again'
  })
}
