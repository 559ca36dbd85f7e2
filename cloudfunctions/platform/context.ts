import { type BusinessDate, businessDateOf } from '../kernel/business-date'
import type { Random } from '../kernel/seeded-random'
import type { Registry } from './extension-point'
import type { PublishedDocuments, PublishedVersion } from './published'
import type { RecentReads } from './recent-reads'
import type { Secrets } from './secrets'
import { readSettings, type SettingsFragment, type SettingsOf } from './settings'
import type { Store } from './store'
import type { WechatServices } from './wechat-services'

/** What a door is given by the outside world; one per function instance. */
export interface Ports {
  readonly store: Store
  /** The moment now; in tests and on a laptop it may be set. */
  readonly nowMs: () => number
  /** Milliseconds that only run forward: for deadlines and caches. */
  readonly elapsedMs: () => number
  readonly random: Random
  readonly newRequestId: () => string
  readonly secrets: Secrets
  readonly recent: RecentReads
  readonly published: PublishedDocuments
  readonly wechat: WechatServices
  /** Waits, for back-off between attempts. */
  readonly sleep: (ms: number) => Promise<void>
  readonly log: (line: Readonly<Record<string, unknown>>) => void
  /** How long one invocation of this function may run. */
  readonly timeLimitMs: number
}

/** What every piece of work has: a request, and a job's slice as well. */
export interface Work {
  readonly store: Store
  /** The moment at which this work began: one value for all it does. */
  readonly nowMs: number
  readonly today: BusinessDate
  readonly requestId: string
  readonly secrets: Secrets
  readonly random: Random
  /** What this instance has read in the last seconds. */
  readonly recent: RecentReads
  readonly published: PublishedDocuments
  readonly wechat: WechatServices
  readonly registry: Registry
  readonly sleep: (ms: number) => Promise<void>
  /** Writes a bug to the log, where work goes on without what it broke. */
  readonly report: (bug: unknown) => void
  /** Time left before the platform ends this invocation, less what it takes to answer. */
  readonly timeLeftMs: () => number
}

/** The programme's settings: the one document of its kind. */
export const PROGRAMME = { kind: 'settings', id: 'programme' } as const

/**
 * The published settings that are in force, or those of a version, whether or not it still counts: what was decided under
 * it goes by it. Null for version 0, while none is published, when defaults hold.
 */
export async function publishedSettings(work: Work, version?: number): Promise<PublishedVersion | null> {
  const { kind, id } = PROGRAMME
  if (version === undefined) return work.published.inForce(work.store, kind, id, work.nowMs)
  if (version === 0) return null
  const found = await work.published.version(work.store, kind, id, version)
  if (!found) throw new Error(`version ${version} of the settings is gone or was edited`)
  return found
}

/** The settings a module owns, and the version they come from. */
export async function settingsOf<F extends SettingsFragment>(
  work: Work,
  fragment: F,
  version?: number,
): Promise<SettingsOf<F> & { readonly version: number }> {
  const found = await publishedSettings(work, version)
  return { ...readSettings(fragment, found?.body ?? {}).values, version: found?.version ?? 0 }
}

/** A command's identity: the same key with the same input is the same command. */
export interface Command {
  /** SHA-256 over caller, action and the client's key. */
  readonly key: string
  readonly inputHash: string
  /** When the client made the key, by its own clock; null when the key does not say. */
  readonly madeAtMs: number | null
}

export interface MemberCaller {
  readonly kind: 'member'
  /** Derived from the platform's identity; whether such a member exists is for the handler to see. */
  readonly memberId: string
}

/** A WeChat user at the merchants' door, with what the shop lets them do: nothing, for one who is no staff. */
export interface StaffCaller {
  readonly kind: 'staff'
  readonly openid: string
  /** The same derived id that they would have as a member: it stands in documents in place of the openid. */
  readonly staffId: string
  readonly role: string | null
  readonly stores: readonly string[]
}

/** A shop system that signed its request with a store's key. */
export interface ShopCaller {
  readonly kind: 'shop'
  readonly storeId: string
  readonly keyId: string
}

export interface OperatorCaller {
  readonly kind: 'operator'
  /** The derived id of an operator who came through WeChat; absent for the cloud console. */
  readonly staffId?: string
}

export type Caller = MemberCaller | StaffCaller | ShopCaller | OperatorCaller

/** The name under which a caller's keys are kept apart from those of others, and which the log shows. */
export function nameOf(caller: Caller): string {
  switch (caller.kind) {
    case 'member':
      return caller.memberId
    case 'staff':
      return `staff|${caller.staffId}`
    case 'shop':
      return `shop|${caller.storeId}`
    case 'operator':
      return caller.staffId === undefined ? 'operator' : `operator|${caller.staffId}`
  }
}

export interface Context extends Work {
  readonly caller: Caller
}

export function workOf(ports: Ports, registry: Registry, store: Store, timeLeftMs: () => number): Work {
  const nowMs = ports.nowMs()
  const requestId = ports.newRequestId()
  return {
    store,
    nowMs,
    today: businessDateOf(nowMs),
    requestId,
    secrets: ports.secrets,
    random: ports.random,
    recent: ports.recent,
    published: ports.published,
    wechat: ports.wechat,
    registry,
    sleep: ports.sleep,
    report: (bug) => ports.log({ requestId, bug: bug instanceof Error ? (bug.stack ?? bug.message) : String(bug) }),
    timeLeftMs,
  }
}
