import { type Ports, workOf } from './context'
import { ANSWER_RESERVE_MS, guardStore } from './guarded-store'
import type { PlatformIdentity } from './identity'
import { type Job, jobs, runJob } from './jobs'
import { type AnyModule, registryOf } from './module'

/** A job that has more to do goes on within the same tick, but not for ever. */
const SLICES_PER_TICK = 100

export interface Ticked {
  readonly ran: readonly { readonly job: string; readonly done: number }[]
  readonly failed: readonly string[]
}

/** Runs all jobs that are due, one after the other, while the time allows. Only the platform's timer may ask for it. */
export function tick(
  modules: readonly AnyModule[],
  ports: Ports,
): (identity: PlatformIdentity) => Promise<Ticked | { readonly refused: 'unauthorised' }> {
  const registry = registryOf(modules)
  return async ({ source }) => {
    if (source !== 'wx_trigger') return { refused: 'unauthorised' }
    const startedMs = ports.elapsedMs()
    const timeLeftMs = () => ports.timeLimitMs - (ports.elapsedMs() - startedMs)
    const store = guardStore(ports.store, { timeLeftMs, sleep: ports.sleep, random: ports.random })
    const work = workOf(ports, registry, store, timeLeftMs)
    const runOne = async (job: Job): Promise<number | null> => {
      let sum = 0
      for (let slice = 0; slice < SLICES_PER_TICK && timeLeftMs() > ANSWER_RESERVE_MS; slice += 1) {
        const outcome = await runJob(work, job, 'if_due')
        if (typeof outcome === 'string') return slice === 0 ? null : sum
        sum += outcome.done
        if (outcome.isFinished) break
      }
      return sum
    }
    const ran: { job: string; done: number }[] = []
    const failed: string[] = []
    for (const job of registry.all(jobs)) {
      try {
        const done = await runOne(job)
        if (done !== null) ran.push({ job: job.name, done })
      } catch (error) {
        // One job's bug must not keep the others from running.
        failed.push(job.name)
        work.report(error)
      }
    }
    ports.log({ requestId: work.requestId, door: 'cron', ran, failed, calls: store.calls() })
    return { ran, failed }
  }
}
