import type { Work } from '../../../platform/context'
import { untilSettled } from '../../../platform/guarded-store'
import type { Job } from '../../../platform/jobs'
import { oldestOpen } from '../../../platform/operation'
import { type Slice, sliceOf } from './audience'
import { grantCoupon, withdrawFromOne } from './one-coupon'
import { grantOne, type Outcome, undoOne } from './one-member'
import { type Batch, batchExceptions, batches, exceptionIdOf, type Sum } from './store'

function plus(sum: Sum, parts: readonly number[]): Sum {
  const some = parts.filter((points) => points > 0)
  return {
    members: sum.members + some.length,
    points: sum.points + some.reduce((total, points) => total + points, 0),
  }
}

/** What is done for each member. */
const HANDS = {
  points: { give: grantOne, undo: undoOne },
  coupon: { give: grantCoupon, undo: withdrawFromOne },
} satisfies Record<Batch['kind'], unknown>

async function carryOutSlice(work: Work, batch: Batch, { memberIds }: Slice): Promise<readonly Outcome[]> {
  const isUndoing = batch.state === 'undoing'
  const what = isUndoing ? 'not_taken_back' : 'not_granted'
  const ids = memberIds.map((member) => exceptionIdOf(batch, what, member))
  const known = new Map((await work.store.getMany(batchExceptions, ids)).map((found) => [found.member, found]))
  const { give, undo } = HANDS[batch.kind]
  const one = isUndoing ? undo : give
  return Promise.all(memberIds.map((member) => one(work, batch, member, known.get(member))))
}

function afterSlice(batch: Batch, outcomes: readonly Outcome[], next: string | null): Partial<Batch> {
  const end = batch.state === 'undoing' ? 'undone' : 'granted'
  return {
    version: batch.version + 1,
    position: next,
    ...(next === null ? { state: end, openSinceMs: null } : {}),
    granted: plus(
      batch.granted,
      outcomes.map(({ granted }) => granted),
    ),
    skipped: batch.skipped + outcomes.reduce((sum, { skipped }) => sum + skipped, 0),
    takenBack: plus(
      batch.takenBack,
      outcomes.map(({ takenBack }) => takenBack),
    ),
    kept: plus(
      batch.kept,
      outcomes.map(({ kept }) => kept),
    ),
  }
}

/**
 * Carries out grants and their undoing, the oldest first. The job's lease makes one function at a time do so; a slice
 * that is repeated because its function ended finds for each member what it found before.
 */
export const batchJob: Job = {
  name: 'ops-carry-out-batches',
  everyMinutes: 1,
  isIdle: async (work) => (await oldestOpen(work, batches)) === null,
  async slice(work) {
    const batch = await oldestOpen(work, batches)
    if (!batch) return { done: 0, next: null }
    const slice = await sliceOf(work, batch)
    const outcomes = await carryOutSlice(work, batch, slice)
    await untilSettled(work, async () => {
      const now = await work.store.get(batches, batch._id)
      // Undoing may have begun meanwhile: then it begins at the start and finds these members too.
      if (now?.version !== batch.version) return { value: null }
      // guard: batch-version
      const where = { _id: batch._id, version: batch.version }
      const isWritten = await work.store.update(batches, where, { set: afterSlice(batch, outcomes, slice.next) })
      return isWritten ? { value: null } : 'again'
    })
    return { done: outcomes.length, next: 'more' }
  },
}
