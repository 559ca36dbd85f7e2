import * as z from 'zod/mini'
import { addDays, type BusinessDate, startOfDateMs } from '../../../kernel/business-date'
import type { Work } from '../../../platform/context'
import { businessDate } from '../../../platform/fields'
import { ensureDocument } from '../../../platform/guarded-store'
import type { Job, JobPosition } from '../../../platform/jobs'
import { isListenedTo } from '../../rules'
import { holderOf } from '../holder'
import { type Order, orders } from '../store'
import { ORDER_VESTED, tellVested } from './order-events'
import { vestedDays } from './store'

const ORDERS_PER_SLICE = 50
/** Long enough after midnight that whoever wrote an order before it has certainly ended. */
const SETTLED_AFTER_MS = 10 * 60_000
const MARK = 'orders'

const positionSchema = z.strictObject({ day: businessDate, cursor: z.nullable(z.string()) })
type Place = z.output<typeof positionSchema>

/** The last day of which was told; before the first round that is yesterday. */
async function toldUntil(work: Work): Promise<BusinessDate> {
  const fresh = { _id: MARK, schema: 1, toldUntil: addDays(work.today, -1) } as const
  return ((await work.store.get(vestedDays, MARK)) ?? (await ensureDocument(work, vestedDays, fresh)) ?? fresh)
    .toldUntil
}

async function placeOf(work: Work, position: JobPosition): Promise<Place | null> {
  const place =
    position === null
      ? { day: addDays(await toldUntil(work), 1), cursor: null }
      : z.parse(positionSchema, JSON.parse(position))
  return work.nowMs < startOfDateMs(place.day) + SETTLED_AFTER_MS ? null : place
}

/** Whether the order's points were posted to be held until their day; one that was finished later was told of then. */
const wasHeld = ({ award }: Order) => award !== null && award.account !== null

async function tellSlice(work: Work, { day, cursor }: Place) {
  // Nobody listens to what happened at the start of that day: no order need be read.
  if (!(await isListenedTo(work, ORDER_VESTED, startOfDateMs(day)))) return { done: 0, next: null }
  const page = await work.store.find(orders, {
    index: 'byVesting',
    equals: { vestsOn: day },
    limit: ORDERS_PER_SLICE,
    ...(cursor === null ? {} : { cursor }),
  })
  for (const order of page.items.filter(wasHeld)) await tellVested(work, order, await holderOf(work, order))
  return { done: page.items.length, next: page.next }
}

/** Tells the rules, once a day, which orders have passed the end of their return period. */
export const vestJob: Job = {
  name: 'orders-vested',
  everyMinutes: 10,
  async slice(work, position) {
    const place = await placeOf(work, position)
    if (!place) return { done: 0, next: null }
    const { done, next } = await tellSlice(work, place)
    if (next !== null) return { done, next: JSON.stringify({ ...place, cursor: next }) }
    // A slower run of the same day changes nothing of what a later one has written.
    const before = { _id: MARK, toldUntil: addDays(place.day, -1) }
    await work.store.update(vestedDays, before, { set: { toldUntil: place.day } })
    return { done, next: JSON.stringify({ day: addDays(place.day, 1), cursor: null }) }
  },
}
