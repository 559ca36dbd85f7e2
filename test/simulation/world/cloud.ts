import type { MemoryStore } from '../../../cloudfunctions/adapters/memory/memory-store'
import type { MemoryWechat } from '../../../cloudfunctions/adapters/memory/memory-wechat'
import { type Random, seededRandom } from '../../../cloudfunctions/kernel/seeded-random'
import { modules } from '../../../cloudfunctions/modules'
import { type Ports, type Work, workOf } from '../../../cloudfunctions/platform/context'
import type { Audience, Reply } from '../../../cloudfunctions/platform/contract'
import { guardStore } from '../../../cloudfunctions/platform/guarded-store'
import type { PlatformIdentity } from '../../../cloudfunctions/platform/identity'
import { registryOf } from '../../../cloudfunctions/platform/module'
import { PublishedDocuments } from '../../../cloudfunctions/platform/published'
import { RecentReads } from '../../../cloudfunctions/platform/recent-reads'
import { Secrets } from '../../../cloudfunctions/platform/secrets'
import { serve } from '../../../cloudfunctions/platform/serve'
import { type Ticked, tick } from '../../../cloudfunctions/platform/tick'
import { TEST_MASTER_KEY } from '../../kit/test-key'
import { Invocation, type Network } from './network'
import type { Schedule } from './schedule'

export const registry = registryOf(modules)
export const secrets = new Secrets(TEST_MASTER_KEY)
const TIME_LIMIT_MS = 20_000

/** What finishes, posts or forgets something; other jobs read the ledger, and have tests of their own. */
const JOBS: ReadonlySet<string> = new Set([
  'ledger-post-due',
  'ledger-open-events',
  'ledger-open-redemptions',
  'members-finish-joins',
  'check-in-finish',
  'members-finish-phones',
  'members-forget-card-uses',
  'staff-finish-invitations',
  'counter-forget-look-ups',
  'tiers-review',
  'tiers-apply-ladder',
  'orders-finish',
  'sharing-finish-touches',
  'ledger-make-stock',
  'coupons-finish',
  'coupons-take-back-gifts',
  'coupons-finish-rebates',
  'rewards-finish-orders',
  'rewards-pick-up',
  'rewards-keep-shelf',
  'rewards-count-stock',
  'orders-carry-out-imports',
  'ops-carry-out-batches',
  'referrals-finish',
  'referrals-due',
  'lottery-commit-days',
  'lottery-reveal-days',
  'lottery-finish-prizes',
])
const swept = modules.map((module) => ({ ...module, jobs: (module.jobs ?? []).filter(({ name }) => JOBS.has(name)) }))

/** The moment as the world knows it: instances and phones read it wrongly. */
export interface Clock {
  nowMs: number
}

/** One instance of the cloud functions: its own clock, cache and randomness, and the production doors. */
export class Instance {
  readonly ports: Ports
  readonly bugs: string[] = []
  private readonly doors = new Map<Audience, ReturnType<typeof serve>>()
  private readonly runTick: ReturnType<typeof tick>
  /** Whose calls they are: read by a door as it begins. */
  private beginning: Invocation = new Invocation('')
  private invocations = 0

  constructor(
    readonly name: string,
    world: {
      readonly clock: Clock
      readonly schedule: Schedule
      readonly network: Network
      readonly store: MemoryStore
      readonly wechat: MemoryWechat
      readonly trace?: ((line: string) => void) | undefined
    },
    skewMs: number,
    random: Random,
  ) {
    const { clock, schedule, network, wechat } = world
    const beginning = () => this.beginning
    const recent = new RecentReads(() => schedule.elapsedMs)
    this.ports = {
      get store() {
        return network.storeFor(beginning())
      },
      nowMs: () => clock.nowMs + skewMs,
      elapsedMs: () => schedule.elapsedMs,
      random,
      newRequestId: () => this.beginning.name,
      secrets,
      recent,
      published: new PublishedDocuments(recent),
      wechat,
      sleep: () => schedule.turn(),
      log: ({ bug }) => {
        if (typeof bug === 'string' && !/injected|^Busy: /.test(bug)) this.bugs.push(bug)
      },
      timeLimitMs: TIME_LIMIT_MS,
    }
    this.runTick = tick(swept, this.ports)
  }

  /** A request at a door, as the platform would deliver it. */
  ask(
    audience: Audience,
    identity: PlatformIdentity,
    event: { readonly action: string; readonly input: object; readonly key?: string },
  ): Promise<Reply | 'no reply'> {
    const door = this.doors.get(audience) ?? serve(modules, audience, this.ports)
    this.doors.set(audience, door)
    return this.invoke(event.action, () => door(event, identity))
  }

  tick(): Promise<Ticked | 'no reply'> {
    return this.invoke('tick', async () => {
      const ticked = await this.runTick({ source: 'wx_trigger' })
      if ('refused' in ticked) throw new Error('the timer was refused')
      return ticked
    })
  }

  /** Work that no action asks for yet, begun as a door begins it. */
  do<T>(name: string, work: (work: Work) => Promise<T>): Promise<T | 'no reply'> {
    return this.invoke(name, () => {
      const startedMs = this.ports.elapsedMs()
      const timeLeftMs = () => TIME_LIMIT_MS - (this.ports.elapsedMs() - startedMs)
      const { sleep, random, store } = this.ports
      return work(workOf(this.ports, registry, guardStore(store, { timeLeftMs, sleep, random }), timeLeftMs))
    })
  }

  private invoke<T>(name: string, run: () => Promise<T>): Promise<T | 'no reply'> {
    this.invocations += 1
    const invocation = new Invocation(`${this.name}.${this.invocations} ${name}`)
    this.beginning = invocation
    return Promise.race([run(), invocation.died])
  }
}

/** Independent streams of one seed: what is left out of one does not change the others. */
export function streamOf(seed: number, ...path: readonly number[]): Random {
  let mixed = seed >>> 0
  for (const part of path) mixed = Math.imul(mixed ^ (part + 0x9e3779b9), 0x85ebca6b) ^ (mixed >>> 13)
  return seededRandom(mixed >>> 0)
}
