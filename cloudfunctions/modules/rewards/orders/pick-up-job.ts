import { sha256 } from '../../../kernel/digest'
import type { Work } from '../../../platform/context'
import { untilSettled } from '../../../platform/guarded-store'
import { dueJob } from '../../../platform/jobs'
import { overAtMs } from '../domain/pick-up'
import { mayFollow, type Step } from '../domain/steps'
import { finishOrder } from './finish'
import { tellWaiting } from './messages'
import { orderOf } from './order-id'
import { rewardUnits } from './store'
import { asOrder, type Order, writeStep } from './take-step'

const ORDERS_PER_SLICE = 50
const NOBODY_CAME = '没有来取'

/** What becomes of what nobody came for: it is back in the shop, or it took place and the points are spent. */
function endOf({ order, step }: Order): Step {
  if (order.ifMissed === 'kept') return 'missed'
  return mayFollow(order.handover, step, 'returned') ? 'returned' : 'cancelled'
}

async function takeBack(work: Work, order: Order): Promise<Order | null> {
  const key = sha256(`not picked up|${order.op}|${order.version}`)
  const command = { key, inputHash: key }
  return writeStep(work, order, { to: endOf(order), by: 'system', reason: NOBODY_CAME }, command)
}

/** Looks at an order that waits: the notice, and behind its last day, or its slot, the end. */
async function look(work: Work, orderId: string): Promise<void> {
  const over = await untilSettled<Order | null>(work, async () => {
    const unit = await orderOf(work, orderId)
    if (!unit || unit.dueAtMs === null) return { value: null }
    const order = asOrder(unit)
    // What takes place at a time has one moment at which it is looked at: when its member has not come to it.
    const endsAtMs = unit.pickUpUntil === null ? unit.dueAtMs : overAtMs(unit.pickUpUntil)
    // guard: pick-up-over
    if (work.nowMs >= endsAtMs) {
      const written = await takeBack(work, order)
      return written ? { value: written } : 'again'
    }
    if (unit.pickUpUntil === null) return { value: null }
    await tellWaiting(work, order, unit.pickUpUntil)
    const where = { _id: unit._id, version: unit.version }
    const set = { dueAtMs: endsAtMs, version: unit.version + 1 }
    return (await work.store.update(rewardUnits, where, { set })) ? { value: null } : 'again'
  })
  if (over) await finishOrder(work, over)
}

/** Reminds members of what waits for them, and ends what nobody came for. */
export const pickUpJob = dueJob({
  name: 'rewards-pick-up',
  everyMinutes: 10,
  collection: rewardUnits,
  index: 'byDue',
  limit: ORDERS_PER_SLICE,
  goOn: (work, { orderId }) => look(work, orderId),
})
