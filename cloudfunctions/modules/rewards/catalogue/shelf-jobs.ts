import type { Work } from '../../../platform/context'
import { untilSettled } from '../../../platform/guarded-store'
import type { Job, JobPosition } from '../../../platform/jobs'
import { published } from '../../../platform/published'
import { allOf, type Find, type Page } from '../../../platform/store'
import { type RewardUnit, rewardUnits } from '../orders/store'
import { REWARDS, stockedBy } from '../stock-kinds'
import { putOnShelf, recount } from './put-on-shelf'
import { shelf } from './store'

const VERSIONS_PER_SLICE = 200
const LEAVING_PER_SLICE = 50

/** Takes what ended some days ago off the shelf. */
async function takeOff(work: Work): Promise<void> {
  const range = { from: 0, below: work.nowMs }
  const page = await work.store.find(shelf, { index: 'byLeaving', range, limit: LEAVING_PER_SLICE })
  for (const { _id, version } of page.items) {
    await untilSettled(work, async () => {
      // Published anew since, it stays.
      const where = { _id, version }
      await work.store.update(shelf, where, { set: { place: null, category: null, leavesAtMs: null, pool: null } })
      return { value: null }
    })
  }
}

/** Puts on the shelf what was published while a function ended, and takes off what is long over. */
export const keepShelfJob: Job = {
  name: 'rewards-keep-shelf',
  everyMinutes: 10,
  async slice(work, position) {
    if (position === null) await takeOff(work)
    const page = await work.store.find(published, {
      index: 'byDocument',
      equals: { kind: REWARDS },
      limit: VERSIONS_PER_SLICE,
      ...(position === null ? {} : { cursor: position }),
    })
    const newest = new Map<string, number>()
    for (const { id, version } of page.items) newest.set(id, Math.max(version, newest.get(id) ?? 0))
    const ids = [...newest.keys()]
    const there = new Map((await allOf(work.store, shelf, ids)).map(({ _id, version }) => [_id, version]))
    const behind = ids.filter((id) => (there.get(id) ?? 0) < (newest.get(id) ?? 0))
    for (const id of behind) await putOnShelf(work, id)
    return { done: behind.length, next: page.next }
  },
}

/** A claim may be written so long after the moment that it bears: a function does not live longer. */
const WRITTEN_LATE_MS = 90_000
const UNITS_PER_SLICE = 500

/**
 * From which moment on to look. What may have been written after the last count and bears an earlier moment is looked at
 * once more, however long ago that count was; and then no longer.
 */
async function countedFrom(work: Work): Promise<number> {
  const page = await work.store.find(shelf, { index: 'byCounted', range: { from: 0 }, order: 'descending', limit: 1 })
  const { countedToMs = 0, countedAtMs = 0 } = page.items[0] ?? {}
  return countedAtMs - countedToMs < WRITTEN_LATE_MS ? Math.max(0, countedToMs - WRITTEN_LATE_MS) : countedToMs + 1
}

/** Units that have changed since the last count. */
async function uncounted(work: Work, page: Pick<Find, 'limit' | 'cursor'>): Promise<Page<RewardUnit>> {
  return work.store.find(rewardUnits, { index: 'byAt', range: { from: await countedFrom(work) }, ...page })
}

/** The rewards that units belong to, each with the moment of its newest, in the order of those moments. */
function touchedBy(units: readonly RewardUnit[]): readonly (readonly [rewardId: string, atMs: number])[] {
  const touched = new Map<string, number>()
  for (const { sku, atMs } of units) {
    const { rewardId } = stockedBy(sku)
    touched.delete(rewardId)
    touched.set(rewardId, atMs)
  }
  return [...touched]
}

/**
 * Counts again what is free of every reward of which a piece was claimed, made or came back since the last time. Each is
 * written with the moment it was counted up to, the earliest first: so a function that ends leaves nothing out.
 */
export const countStockJob: Job = {
  name: 'rewards-count-stock',
  everyMinutes: 1,
  isIdle: async (work) => (await uncounted(work, { limit: 1 })).items.length === 0,
  async slice(work, position: JobPosition) {
    const page = await uncounted(work, { limit: UNITS_PER_SLICE, ...(position === null ? {} : { cursor: position }) })
    const touched = touchedBy(page.items)
    for (const [nth, [rewardId, countedToMs]] of touched.entries()) {
      // Until the last of them is counted, none says when that was: a function that ends between is gone on with.
      const countedAtMs = nth === touched.length - 1 ? work.nowMs : countedToMs
      await recount(work, rewardId, { countedToMs, countedAtMs })
    }
    return { done: touched.length, next: page.next }
  },
}
