import { type Ports, workOf } from './context'
import { ANSWER_RESERVE_MS, guardStore } from './guarded-store'
import type { PlatformIdentity } from './identity'
import { type Cursor, type Job, jobs, runJob, seenCursors } from './jobs'
import { type AnyModule, registryOf } from './module'

/** Rounds of one tick: a bound for a clock that stands still. */
const ROUNDS_PER_TICK = 100

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
    const done = new Map<string, number>()
    const failed: string[] = []
    /** One slice; whether the job has more to do. */
    const runSlice = async (job: Job, seen: Cursor | undefined): Promise<boolean> => {
      try {
        const outcome = await runJob(work, job, 'if_due', seen)
        if (typeof outcome === 'string') return false
        done.set(job.name, (done.get(job.name) ?? 0) + outcome.done)
        return !outcome.isFinished
      } catch (error) {
        // One job's bug must not keep the others from running.
        failed.push(job.name)
        work.report(error)
        return false
      }
    }
    // A slice of each in turn, so that one with much to do keeps nobody waiting.
    let waiting = registry.all(jobs)
    const seen = await seenCursors(work, waiting)
    for (let round = 0; round < ROUNDS_PER_TICK && waiting.length > 0; round += 1) {
      const unfinished: Job[] = []
      for (const job of waiting) {
        const known = round === 0 ? seen.get(job.name) : undefined
        if (timeLeftMs() > ANSWER_RESERVE_MS && (await runSlice(job, known))) unfinished.push(job)
      }
      waiting = unfinished
    }
    const ran = [...done].map(([job, count]) => ({ job, done: count }))
    ports.log({ requestId: work.requestId, door: 'cron', ran, failed, calls: store.calls() })
    return { ran, failed }
  }
}
