import { untilSettled } from '../../platform/guarded-store'
import type { Job } from '../../platform/jobs'
import { lookUps } from './store'

const KEPT_MS = 2 * 24 * 60 * 60_000
const LOOK_UPS_PER_SLICE = 100

/** Removes look-ups that nobody answered. Those that somebody did stay: the member's command is answered from them. */
export const forgetLookUpsJob: Job = {
  name: 'counter-forget-look-ups',
  everyMinutes: 60,
  async slice(work) {
    const page = await work.store.find(lookUps, {
      index: 'byUnanswered',
      equals: { confirmedBy: null },
      range: { from: 0, below: work.nowMs - KEPT_MS },
      limit: LOOK_UPS_PER_SLICE,
    })
    for (const { _id } of page.items) {
      await untilSettled(work, async () => ({ value: await work.store.remove(lookUps, _id) }))
    }
    return { done: page.items.length, next: page.next }
  },
}
