import type { Job } from '../../../platform/jobs'
import { isLiveAt } from '../domain/state'
import { versionsAt } from '../running/rules-in-force'
import { look } from './look'

const CAMPAIGNS_PER_SLICE = 20

/** Looks each minute at the campaigns that say what they are forecast to give. */
export const paceJob: Job = {
  name: 'campaigns-pace',
  everyMinutes: 1,
  async slice(work, position) {
    const running = (await versionsAt(work, work.nowMs))
      .flatMap((version) => {
        const { campaignId, body } = version.campaign
        const forecast = body.forecastPointsPerDay
        return forecast !== undefined && isLiveAt(version.campaign, work.nowMs)
          ? [{ campaignId, version, forecast }]
          : []
      })
      .sort((one, other) => (one.campaignId < other.campaignId ? -1 : 1))
    const left = position === null ? running : running.filter(({ campaignId }) => campaignId > position)
    const slice = left.slice(0, CAMPAIGNS_PER_SLICE)
    for (const { version, forecast } of slice) await look(work, version, forecast)
    const next = left.length > slice.length ? (slice.at(-1)?.campaignId ?? null) : null
    return { done: slice.length, next }
  },
}
