import type { Work } from '../../../platform/context'
import { Busy } from '../../../platform/guarded-store'
import { type Job, runJob } from '../../../platform/jobs'
import { oldestOpen } from '../../../platform/operation'
import { allOf } from '../../../platform/store'
import { firstPartIdOf, makeSlice, openStock, type StockKind, stockKinds, stocks } from './stock'

/** A slice takes a second or so; who begins a stock must not wait for one that has no time left. */
const STOP_BELOW_MS = 8_000
/** As many slices as are made at once by who begins a stock: its first 500 units. */
const BEGUN_WITH = 5

/** Stocks that were published and never begun, since the function ended between the two. */
async function missing(work: Work) {
  const wanted: { readonly kind: StockKind; readonly id: string; readonly quantity: number }[] = []
  for (const kind of work.registry.all(stockKinds))
    for (const one of await kind.wanted(work)) wanted.push({ kind, ...one })
  const partOf = ({ kind, id }: (typeof wanted)[number]) => firstPartIdOf(kind.skuOf(id))
  const there = new Set((await allOf(work.store, stocks, wanted.map(partOf))).map(({ _id }) => _id))
  return wanted.filter((one) => !there.has(partOf(one)))
}

/** Makes what is to be made, the oldest first. */
export const makeStockJob: Job = {
  name: 'ledger-make-stock',
  everyMinutes: 1,
  isIdle: async (work) => (await oldestOpen(work, stocks)) === null && (await missing(work)).length === 0,
  async slice(work, position) {
    if (position === null)
      for (const { kind, id, quantity } of await missing(work)) await openStock(work, kind, id, quantity)
    const oldest = await oldestOpen(work, stocks)
    return oldest ? { done: await makeSlice(work, oldest), next: 'more' } : { done: 0, next: null }
  },
}

/** Makes the first units of what was just laid down; the timer does the rest. What is left undone is no failure. */
export async function beginStock(work: Work): Promise<void> {
  try {
    for (let slice = 0; slice < BEGUN_WITH && work.timeLeftMs() > STOP_BELOW_MS; slice += 1) {
      const outcome = await runJob(work, makeStockJob, 'now')
      if (typeof outcome === 'string' || outcome.isFinished) return
    }
  } catch (error) {
    if (!(error instanceof Busy)) throw error
  }
}
