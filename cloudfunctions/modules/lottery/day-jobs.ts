import type { BusinessDate } from '../../kernel/business-date'
import type { Work } from '../../platform/context'
import { dueJob, goThrough, type Job } from '../../platform/jobs'
import { commitDay, datesPromised, revealDay } from './days'
import { type WheelCampaign, wheelsInForce } from './in-force'
import { lotteryDays } from './store'

const DAYS_AT_ONCE = 50

/** The days that should be promised by now. */
function daysDue({ firstDay, lastDay, untilMs }: WheelCampaign, work: Work): readonly BusinessDate[] {
  if (work.nowMs >= untilMs) return []
  return datesPromised(work).filter((date) => firstDay <= date && date <= lastDay)
}

/** Publishes by what hashes the draws of a day will be decided, before there are any. */
export const commitDaysJob: Job = {
  name: 'lottery-commit-days',
  everyMinutes: 1,
  isIdle: async (work) => (await wheelsInForce(work)).length === 0,
  async slice(work) {
    let done = 0
    await goThrough(work, await wheelsInForce(work), async (wheel) => {
      const due = daysDue(wheel, work)
      const ids = due.map((date) => `${wheel.campaignId}|${date}`)
      const promised = new Set((await work.store.getMany(lotteryDays, ids)).map(({ date }) => date))
      for (const date of due.filter((one) => !promised.has(one))) {
        await commitDay(work, wheel, date)
        done += 1
      }
    })
    return { done, next: null }
  },
}

/** Tells the secrets of days that are over. */
export const revealDaysJob = dueJob({
  name: 'lottery-reveal-days',
  everyMinutes: 1,
  collection: lotteryDays,
  index: 'byReveal',
  // guard: after-the-day
  belowMs: ({ nowMs }) => nowMs,
  limit: DAYS_AT_ONCE,
  goOn: revealDay,
})
