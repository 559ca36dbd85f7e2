import * as z from 'zod/mini'
import type { Work } from '../../../platform/context'
import { LATER_VERSION_DELAY_MS, newestVersion, type PublishedVersion } from '../../../platform/published'
import type { Campaign } from '../domain/campaign'
import { storedSchema } from './schema'

export const CAMPAIGNS = 'campaigns'

/**
 * From when on a version counts. Of other documents a first version counts at once; an instance that has just looked may
 * not know of a campaign for some seconds, and what it gives must not depend on who is asked.
 */
function countsFromMs({ version, inForceFromMs }: PublishedVersion): number {
  return version === 1 ? inForceFromMs + LATER_VERSION_DELAY_MS : inForceFromMs
}

/** A published version as a campaign. Throws on a body that no campaign ever had: nothing genuine has one. */
export function campaignFrom(version: PublishedVersion): Campaign {
  return {
    campaignId: version.id,
    version: version.version,
    countsFromMs: countsFromMs(version),
    isRetired: version.isRetired ?? false,
    body: z.parse(storedSchema, version.body),
  }
}

/** A campaign in the version that events of a moment meet; null when there was none, or it was retired. */
export async function campaignInForce(work: Work, campaignId: string, atMs: number): Promise<Campaign | null> {
  const found = await work.published.inForce(work.store, CAMPAIGNS, campaignId, atMs)
  return found && countsFromMs(found) <= atMs ? campaignFrom(found) : null
}

/** The newest genuine version, whether or not it counts already; also a retired one. */
export async function newestCampaign(work: Work, campaignId: string): Promise<Campaign | null> {
  const newest = await newestVersion(work.store, { kind: CAMPAIGNS, id: campaignId })
  return newest && campaignFrom(newest)
}
