import type { Job } from '../../../platform/jobs'
import { look } from './look'
import { watchedCampaigns } from './watched'

const CAMPAIGNS_PER_SLICE = 20

/** Looks each minute at the campaigns that say what they are forecast to give. */
export const paceJob: Job = {
  name: 'campaigns-pace',
  everyMinutes: 1,
  isIdle: async (work) => (await watchedCampaigns(work)).length === 0,
  async slice(work, position) {
    const running = await watchedCampaigns(work)
    const left = position === null ? running : running.filter(({ campaignId }) => campaignId > position)
    const slice = left.slice(0, CAMPAIGNS_PER_SLICE)
    for (const { version, forecast } of slice) await look(work, version, forecast)
    const next = left.length > slice.length ? (slice.at(-1)?.campaignId ?? null) : null
    return { done: slice.length, next }
  },
}
