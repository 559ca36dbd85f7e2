import { untilSettled } from '../../../platform/guarded-store'
import type { Job } from '../../../platform/jobs'
import { cardUses } from './store'

/** Twice as long as a counter may be offline: by then no moment is left at which the code would be good. */
const KEPT_MS = 2 * 24 * 60 * 60_000
const USES_PER_SLICE = 100

/** Removes uses of codes that are long dead. */
export const forgetCardUsesJob: Job = {
  name: 'members-forget-card-uses',
  everyMinutes: 60,
  async slice(work) {
    const range = { from: 0, below: work.nowMs - KEPT_MS }
    const page = await work.store.find(cardUses, { index: 'byAt', range, limit: USES_PER_SLICE })
    for (const { _id } of page.items) {
      await untilSettled(work, async () => ({ value: await work.store.remove(cardUses, _id) }))
    }
    return { done: page.items.length, next: page.next }
  },
}
