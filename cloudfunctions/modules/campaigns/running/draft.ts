import * as z from 'zod/mini'
import type { Work } from '../../../platform/context'
import { storedSchema } from '../documents/schema'
import type { Campaign } from '../domain/campaign'
import { budgetsOf } from './budgets'
import { compiled, type RunningVersion } from './compile'
import { allVersions, versionsOf } from './rules-in-force'

/**
 * A draft without problems as it would run as the next version, its budgets raised over those of the versions before: for
 * trying it before it is published.
 */
export async function draftedVersion(work: Work, campaignId: string, body: unknown): Promise<RunningVersion> {
  const before = (await versionsOf(work, campaignId)).map(({ campaign }) => campaign).reverse()
  const draft: Campaign = {
    campaignId,
    version: (before.at(-1)?.version ?? 0) + 1,
    countsFromMs: 0,
    isRetired: false,
    body: z.parse(storedSchema, body),
  }
  return compiled(draft, budgetsOf([...before, draft]).at(-1) ?? [])
}

/** All versions of a campaign, the newest first. */
export async function campaignVersions(work: Work, campaignId: string): Promise<readonly Campaign[]> {
  return (await versionsOf(work, campaignId)).map(({ campaign }) => campaign)
}

/** Every campaign that was ever published, in its newest version, whether or not that counts already. */
export async function newestCampaigns(work: Work): Promise<readonly Campaign[]> {
  return (await allVersions(work)).flatMap(([newest]) => (newest ? [newest.campaign] : []))
}
