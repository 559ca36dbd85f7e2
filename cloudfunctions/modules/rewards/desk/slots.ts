import { addDays, type BusinessDate, startOfDateMs } from '../../../kernel/business-date'
import type { Work } from '../../../platform/context'
import { shownAt } from '../catalogue/put-on-shelf'
import { rewardOf } from '../catalogue/reward-schema'
import { type ShelfItem, shelf } from '../catalogue/store'
import type { Slot } from '../domain/reward'
import { rewardUnits } from '../orders/store'
import { REWARDS, slotStock, slotStockId } from '../stock-kinds'

/** Experiences that still have a slot to come, those that are over soonest first. */
const MOST_EXPERIENCES = 100
const MOST_SLOTS = 50

interface Asked {
  readonly storeId: string
  readonly date: BusinessDate
}

interface SlotAt extends Slot {
  readonly rewardId: string
  readonly title: string
}

/** The slots of an experience on a day, where a store has it. Also of one that is retired: who booked it still comes. */
async function slotsOf(work: Work, item: ShelfItem, { storeId, date }: Asked): Promise<readonly SlotAt[]> {
  const version = await work.published.version(work.store, REWARDS, item._id, shownAt(item, work.nowMs).version)
  if (!version) return []
  const { rewardId, title, own } = rewardOf(version)
  if (own.kind !== 'experience' || (own.stores !== null && !own.stores.includes(storeId))) return []
  const [fromMs, untilMs] = [startOfDateMs(date), startOfDateMs(addDays(date, 1))]
  const onDay = (own.slots ?? []).filter(({ startsAtMs }) => startsAtMs >= fromMs && startsAtMs < untilMs)
  return onDay.map((slot) => ({ ...slot, rewardId, title }))
}

/** What takes place at a store on a day, in the order of the clock, and how many places of it are taken. */
export async function slotsOn(work: Work, asked: Asked) {
  const page = await work.store.find(shelf, {
    index: 'bySlots',
    range: { from: startOfDateMs(asked.date) },
    limit: MOST_EXPERIENCES,
  })
  const found = await Promise.all(page.items.map((item) => slotsOf(work, item, asked)))
  const slots = found.flat().sort((one, other) => one.startsAtMs - other.startsAtMs)
  return Promise.all(
    slots.slice(0, MOST_SLOTS).map(async ({ rewardId, title, slotId, startsAtMs, endsAtMs, capacity }) => {
      const sku = slotStock.skuOf(slotStockId(rewardId, slotId))
      const booked = await work.store.count(rewardUnits, { sku, state: 'claimed' })
      return { rewardId, title, slotId, startsAtMs, endsAtMs, capacity, booked }
    }),
  )
}
