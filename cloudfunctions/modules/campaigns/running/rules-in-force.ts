import type { Work } from '../../../platform/context'
import type { Registry } from '../../../platform/extension-point'
import type { Rule, RuleEvent } from '../../rules'
import { CAMPAIGNS } from '../documents/in-force'
import type { Campaign } from '../domain/campaign'
import type { RunningVersion } from './compile'
import { type Timeline, Timelines, type Versions, versionAt } from './timeline'

/** One per function instance, as the registry is. */
const timelines = new WeakMap<Registry, Timelines>()

function timelinesOf({ registry }: Pick<Work, 'registry'>): Timelines {
  const known = timelines.get(registry) ?? new Timelines()
  timelines.set(registry, known)
  return known
}

async function timelineOf(work: Work): Promise<Timeline> {
  const timelines = timelinesOf(work)
  const versions = await work.published.versionsOfKind(work.store, CAMPAIGNS)
  for (const id of timelines.newlySpoilt(work.published.spoiltOfKind(CAMPAIGNS)))
    work.report(new Error(`${id} was edited by a hand: the version before it stays in force`))
  return timelines.of(versions)
}

/** Every campaign in the version that a moment's events meet, whether or not it runs then. */
export async function campaignsAt(work: Work, atMs: number): Promise<readonly Campaign[]> {
  return (await versionsAt(work, atMs)).map(({ campaign }) => campaign)
}

/** As `campaignsAt`, each with its compiled rules. */
export async function versionsAt(work: Work, atMs: number): Promise<readonly RunningVersion[]> {
  const { campaigns } = await timelineOf(work)
  return [...campaigns.values()].map((versions) => versionAt(versions, atMs)).filter((version) => version !== null)
}

/** One campaign as a moment's events meet it, with its compiled rules; null when there was none, or it was retired. */
export async function runningVersion(work: Work, campaignId: string, atMs: number): Promise<RunningVersion | null> {
  const versions = (await timelineOf(work)).campaigns.get(campaignId)
  return versions ? versionAt(versions, atMs) : null
}

/** All that was published of a campaign, the newest version first; empty for one that never was. */
export async function versionsOf(work: Work, campaignId: string): Promise<Versions> {
  return (await timelineOf(work)).campaigns.get(campaignId) ?? []
}

/** All that was ever published, campaign by campaign, the newest version of each first. */
export async function allVersions(work: Work): Promise<readonly Versions[]> {
  return [...(await timelineOf(work)).campaigns.values()]
}

/** Every version that counted at some moment of a period and whose campaign runs in it. */
export async function campaignsIn(
  work: Work,
  { fromMs, untilMs }: Pick<Campaign['body'], 'fromMs' | 'untilMs'>,
): Promise<readonly Campaign[]> {
  return (await allVersions(work))
    .flat()
    .map(({ campaign }) => campaign)
    .filter(({ countsFromMs, body }) => countsFromMs < untilMs && body.fromMs < untilMs && body.untilMs > fromMs)
}

/** The newest version of a campaign, compiled, whether or not it counts already; also a retired one. */
export async function newestVersionOf(work: Work, campaignId: string): Promise<RunningVersion | null> {
  return (await timelineOf(work)).campaigns.get(campaignId)?.[0] ?? null
}

/** The rules of campaigns on an event that were in force at a moment, in the order in which they decide. */
export async function rulesOfCampaigns(work: Work, event: RuleEvent, atMs: number): Promise<readonly Rule[]> {
  return (await timelineOf(work)).rulesOn(event, atMs)
}
