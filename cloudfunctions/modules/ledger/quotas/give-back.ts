import type { Work } from '../../../platform/context'
import { untilSettled } from '../../../platform/guarded-store'
import { beginNext, makeShard, type Place, placesFor, type Quota, quotas, shardsOf } from './quota'

/** What of a quota goes back stands in its shard under this name. */
const backOf = (op: string) => `${op}|back`

interface Kept {
  readonly op: string
  readonly kept: number
}

async function keepAt(work: Work, place: Place, { op, kept }: Kept): Promise<void> {
  await untilSettled(work, async () => {
    const generations = await shardsOf(work, place)
    const [newest] = generations
    if (!newest) return kept > 0 || place.part === undefined ? { value: null } : makeShard(work, place)
    const decided = generations.flatMap((generation) => generation.decided)
    const amountOf = (name: string) => decided.find((one) => one.op === name)?.amount
    const taken = amountOf(op)
    const isDone = taken === undefined ? kept > 0 : taken <= kept || amountOf(backOf(op)) !== undefined
    if (isDone) return { value: null }
    if (newest.sealed) return beginNext(work, newest)
    // What was never decided never will be: a taking that is still on its way must not arrive after this.
    const name = taken === undefined ? op : backOf(op)
    const excess = (taken ?? 0) - kept
    // guard: quota-back-once
    const where = { _id: newest._id, sealed: false, decided: { none: { field: 'op', value: name } } }
    const change = { inc: { left: excess }, push: { decided: [{ op: name, amount: -Math.max(1, excess) }] } }
    return (await work.store.update(quotas, where, change)) ? { value: null } : 'again'
  })
}

/**
 * Leaves an operation with so much of what it has taken of a quota and gives the rest back, once: asked again it changes
 * nothing. With nothing kept, nothing can be taken for it afterwards. For what was taken and, decided anew, was not given.
 */
export async function keepOfQuota(work: Work, quota: Quota, kept: Kept): Promise<void> {
  for (const place of placesFor(quota, kept.op)) await keepAt(work, place, kept)
}
