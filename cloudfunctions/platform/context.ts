import { type BusinessDate, businessDateOf } from '../kernel/business-date'
import type { Random } from '../kernel/seeded-random'
import type { Registry } from './extension-point'
import type { PublishedDocuments } from './published'
import type { Secrets } from './secrets'
import { readSettings, type SettingsFragment, type SettingsOf } from './settings'
import type { Store } from './store'

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
  readonly published: PublishedDocuments
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
  readonly published: PublishedDocuments
  readonly registry: Registry
  readonly sleep: (ms: number) => Promise<void>
  /** Writes a bug to the log, where work goes on without what it broke. */
  readonly report: (bug: unknown) => void
  /** Time left before the platform ends this invocation, less what it takes to answer. */
  readonly timeLeftMs: () => number
}

/** The programme's settings: the one document of its kind. */
export const PROGRAMME = { kind: 'settings', id: 'programme' } as const

/** The settings a module owns, and the version they come from: 0 while none is published, when defaults hold. */
export async function settingsOf<F extends SettingsFragment>(
  work: Work,
  fragment: F,
): Promise<SettingsOf<F> & { readonly version: number }> {
  const inForce = await work.published.inForce(work.store, PROGRAMME.kind, PROGRAMME.id, work.nowMs)
  return { ...readSettings(fragment, inForce?.body ?? {}).values, version: inForce?.version ?? 0 }
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

export interface OperatorCaller {
  readonly kind: 'operator'
}

export type Caller = MemberCaller | OperatorCaller

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
    published: ports.published,
    registry,
    sleep: ports.sleep,
    report: (bug) => ports.log({ requestId, bug: bug instanceof Error ? (bug.stack ?? bug.message) : String(bug) }),
    timeLeftMs,
  }
}
