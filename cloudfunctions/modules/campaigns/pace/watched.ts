import type { Work } from '../../../platform/context'
import { isLiveAt } from '../domain/state'
import type { RunningVersion } from '../running/compile'
import { runningVersion, versionsAt } from '../running/rules-in-force'

/** A campaign that runs now and says what it is forecast to give: the breaker watches it. */
export interface Watched {
  readonly campaignId: string
  readonly version: RunningVersion
  /** Points a day. */
  readonly forecast: number
}

function watchedBy(version: RunningVersion, nowMs: number): readonly Watched[] {
  const { campaignId, body } = version.campaign
  const forecast = body.forecastPointsPerDay
  return forecast !== undefined && isLiveAt(version.campaign, nowMs) ? [{ campaignId, version, forecast }] : []
}

/** In the order of their ids. */
export async function watchedCampaigns(work: Work): Promise<readonly Watched[]> {
  return (await versionsAt(work, work.nowMs))
    .flatMap((version) => watchedBy(version, work.nowMs))
    .sort((one, other) => (one.campaignId < other.campaignId ? -1 : 1))
}

export async function isWatched(work: Work, campaignId: string): Promise<boolean> {
  const running = await runningVersion(work, campaignId, work.nowMs)
  return running !== null && watchedBy(running, work.nowMs).length > 0
}
