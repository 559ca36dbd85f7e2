import type { Work } from '../../platform/context'
import { Busy } from '../../platform/guarded-store'
import type { Job } from '../../platform/jobs'
import { oldestOpen } from '../../platform/operation'
import { OutcomeUnknown } from '../../platform/store'
import { giveUp, nextSlice } from './go-on'
import { type Rehearsal, rehearsals } from './store'

/** One slice of a rehearsal; null when it need not be gone on with. */
export async function sliceOrGiveUp(work: Work, rehearsal: Rehearsal): Promise<Rehearsal | null> {
  try {
    return await nextSlice(work, rehearsal)
  } catch (error) {
    if (error instanceof Busy || error instanceof OutcomeUnknown) throw error
    await giveUp(work, rehearsal, error)
    return null
  }
}

/** Goes on with rehearsals, the oldest first. The job's lease makes one function at a time do so. */
export const rehearsalsJob: Job = {
  name: 'rehearsals-go-on',
  everyMinutes: 1,
  isIdle: async (work) => (await oldestOpen(work, rehearsals)) === null,
  async slice(work) {
    const open = await oldestOpen(work, rehearsals)
    if (!open) return { done: 0, next: null }
    await sliceOrGiveUp(work, open)
    return { done: 1, next: 'more' }
  },
}
