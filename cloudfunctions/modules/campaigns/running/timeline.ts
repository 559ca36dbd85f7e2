import type { PublishedVersion } from '../../../platform/published'
import type { Rule, RuleEvent } from '../../rules'
import { campaignFrom } from '../documents/in-force'
import { isLiveAt } from '../domain/state'
import { budgetsOf } from './budgets'
import { compiled, type RunningVersion } from './compile'

/** One campaign's versions, the newest first. */
export type Versions = readonly RunningVersion[]

/** All that was ever published of campaigns: whoever asks for a moment, however long ago, is answered the same. */
export class Timeline {
  private readonly onEvents = new Map<RuleEvent, OnEvent>()

  constructor(readonly campaigns: ReadonlyMap<string, Versions>) {}

  /** The rules on an event that give at a moment, in the order in which they decide; the same list until another begins or ends. */
  rulesOn(event: RuleEvent, atMs: number): readonly Rule[] {
    const onEvent = this.onEvents.get(event) ?? onEventIn(this.campaigns, event)
    this.onEvents.set(event, onEvent)
    const place = lastNotAfter(onEvent.changesAtMs, atMs)
    const rules = onEvent.known.get(place) ?? giving(onEvent.listening, event, atMs)
    onEvent.known.set(place, rules)
    return rules
  }
}

/** What listens to one event, and the moments at which that changes. */
interface OnEvent {
  readonly listening: readonly Versions[]
  readonly changesAtMs: readonly number[]
  /** The lists that were asked for, by how many changes came before. */
  readonly known: Map<number, readonly Rule[]>
}

function onEventIn(campaigns: ReadonlyMap<string, Versions>, event: RuleEvent): OnEvent {
  const listening = [...campaigns.values()].filter((versions) =>
    versions.some(({ rules }) => rules.some(({ when }) => when === event)),
  )
  const changes = listening.flatMap((versions) =>
    versions.flatMap(({ campaign: { countsFromMs, body } }) => [countsFromMs, body.fromMs, body.untilMs]),
  )
  return { listening, changesAtMs: [...new Set(changes)].sort((one, other) => one - other), known: new Map() }
}

/** How many of the ascending moments are not after one. */
function lastNotAfter(moments: readonly number[], atMs: number): number {
  let [from, below] = [0, moments.length]
  while (from < below) {
    const middle = (from + below) >> 1
    if ((moments[middle] ?? 0) <= atMs) from = middle + 1
    else below = middle
  }
  return from
}

/** The higher priority decides first, among equals the id. */
const inOrder = ({ campaign: one }: RunningVersion, { campaign: other }: RunningVersion) =>
  other.body.priority - one.body.priority || (one.campaignId < other.campaignId ? -1 : 1)

function giving(listening: readonly Versions[], event: RuleEvent, atMs: number): readonly Rule[] {
  return listening
    .map((versions) => versionAt(versions, atMs))
    .filter((version): version is RunningVersion => version !== null && isLiveAt(version.campaign, atMs))
    .sort(inOrder)
    .flatMap(({ rules }) => rules.filter(({ when }) => when === event))
}

/** Versions never change, so each is compiled once in the life of an instance. */
export class Timelines {
  private readonly spoilt = new Set<string>()
  private readonly known = new Map<string, { readonly name: string; readonly versions: Versions }>()
  private newest: { readonly of: readonly PublishedVersion[]; readonly timeline: Timeline } | null = null

  /** Of spoilt versions those that were not named before: each is said once in the life of an instance. */
  newlySpoilt(ids: readonly string[]): readonly string[] {
    const fresh = ids.filter((id) => !this.spoilt.has(id))
    for (const id of fresh) this.spoilt.add(id)
    return fresh
  }

  /** @param published every version of every campaign; the same list gives the same timeline */
  of(published: readonly PublishedVersion[]): Timeline {
    if (this.newest?.of === published) return this.newest.timeline
    const byId = new Map<string, PublishedVersion[]>()
    for (const version of published) byId.set(version.id, [...(byId.get(version.id) ?? []), version])
    const campaigns = new Map([...byId].map(([id, versions]) => [id, this.versionsOf(id, versions)] as const))
    const timeline = new Timeline(campaigns)
    this.newest = { of: published, timeline }
    return timeline
  }

  private versionsOf(id: string, published: readonly PublishedVersion[]): Versions {
    const inOrder = [...published].sort((one, other) => one.version - other.version)
    const name = inOrder.map(({ hash }) => hash).join()
    const known = this.known.get(id)
    if (known?.name === name) return known.versions
    const campaigns = inOrder.map(campaignFrom)
    const budgets = budgetsOf(campaigns)
    const versions = campaigns.map((campaign, at) => compiled(campaign, budgets[at] ?? [])).reverse()
    this.known.set(id, { name, versions })
    return versions
  }
}

/** Of a campaign's versions the one that events of a moment meet; null when there was none, or it was retired. */
export function versionAt(versions: Versions, atMs: number): RunningVersion | null {
  const found = versions.find(({ campaign }) => campaign.countsFromMs <= atMs)
  return found && !found.campaign.isRetired ? found : null
}
