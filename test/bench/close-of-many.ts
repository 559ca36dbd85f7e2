import { closeJob } from '../../cloudfunctions/modules/ledger/close/close-job'
import { newestClose } from '../../cloudfunctions/modules/ledger/close/store'
import type { JobPosition } from '../../cloudfunctions/platform/jobs'
import { workOn } from '../kit/work-on'
import { localCloudStore } from './local-cloud-store'
import { type Spread, spreadOf } from './rounds'
import { ORDINARY, productCollections, Shop } from './shop'

/** One journal page and 33 entries in the tail: what a member has after some weeks. */
const HISTORY = 65
/** The night after the day on which the shop's clock stands. */
const NIGHT = '2026-03-11T00:20:00+08:00'

export interface ClosedDay {
  readonly accounts: number
  readonly entries: number
  readonly slices: number
  /** Of each step, by the clock. */
  readonly stepMs: Spread
  readonly totalMs: number
  readonly cpuMs: number
}

/** The close of a day of so many accounts, on local-cloud through the SDK, all in this process. */
export async function closeOfMany(accounts: number, progress: (done: number) => void): Promise<ClosedDay> {
  const local = await localCloudStore(productCollections)
  try {
    const shop = await Shop.open(local.store, local.put)
    await shop.addAlike(0, accounts, { ...ORDINARY, history: HISTORY })
    shop.programme.at(NIGHT)
    const cpu = process.cpuUsage()
    const startedMs = performance.now()
    const steps: number[] = []
    let position: JobPosition = null
    do {
      const beganMs = performance.now()
      position = (await closeJob.slice(workOn(shop.programme), position)).next
      steps.push(performance.now() - beganMs)
      progress(steps.length)
    } while (position !== null)
    const { user, system } = process.cpuUsage(cpu)
    const day = await newestClose(workOn(shop.programme))
    if (day?.accounts !== accounts) throw new Error(`${day?.accounts} of ${accounts} accounts were closed`)
    if (day.findingsCount > 0) throw new Error(`the close found ${day.findingsCount} things wrong`)
    return {
      accounts,
      entries: Object.values(day.entries).reduce((sum, count) => sum + count, 0),
      slices: day.slices,
      stepMs: spreadOf(steps),
      totalMs: performance.now() - startedMs,
      cpuMs: (user + system) / 1_000,
    }
  } finally {
    await local.close()
  }
}
