import { randomUUID } from 'node:crypto'
import * as z from 'zod/mini'
import { MemoryStore } from '../../cloudfunctions/adapters/memory/memory-store'
import { MemoryWechat } from '../../cloudfunctions/adapters/memory/memory-wechat'
import type { ActionName, Data, Input, ReplyTo } from '../../cloudfunctions/api'
import { seededRandom } from '../../cloudfunctions/kernel/seeded-random'
import { modules } from '../../cloudfunctions/modules'
import type { Ports } from '../../cloudfunctions/platform/context'
import { type Audience, COMMON_REFUSALS, type Reply } from '../../cloudfunctions/platform/contract'
import type { PlatformIdentity } from '../../cloudfunctions/platform/identity'
import { PublishedDocuments } from '../../cloudfunctions/platform/published'
import { RecentReads } from '../../cloudfunctions/platform/recent-reads'
import { Secrets } from '../../cloudfunctions/platform/secrets'
import { serve } from '../../cloudfunctions/platform/serve'
import type { Store } from '../../cloudfunctions/platform/store'
import { type Ticked, tick } from '../../cloudfunctions/platform/tick'
import { TEST_MASTER_KEY } from './test-key'

export interface ProgrammeOptions {
  /** When it begins; the clock stands still until it is moved. */
  readonly at?: string
  readonly seed?: number
  readonly store?: Store
  readonly masterKey?: string
  readonly timeLimitMs?: number
}

/** One request to a door by someone, as the platform would deliver it. */
export type Ask = <A extends ActionName>(action: A, input: Input<A>, key?: string) => Promise<ReplyTo<A>>

/** The whole product on one store with a clock that stands still: the production doors, and nothing pretended. */
export class Programme {
  readonly store: Store
  readonly ports: Ports
  readonly wechat = new MemoryWechat()
  readonly log: Readonly<Record<string, unknown>>[] = []
  nowMs: number
  private elapsedMs = 0
  private readonly doors = new Map<Audience, ReturnType<typeof serve>>()
  private readonly runTick: ReturnType<typeof tick>
  private keys = 0

  constructor(options: ProgrammeOptions = {}) {
    this.store = options.store ?? new MemoryStore()
    this.nowMs = Date.parse(options.at ?? '2026-03-10T10:00:00+08:00')
    const recent = new RecentReads(() => this.elapsedMs)
    this.ports = {
      store: this.store,
      nowMs: () => this.nowMs,
      elapsedMs: () => this.elapsedMs,
      random: seededRandom(options.seed ?? 1),
      newRequestId: () => randomUUID(),
      secrets: new Secrets(options.masterKey ?? TEST_MASTER_KEY),
      recent,
      published: new PublishedDocuments(recent),
      wechat: this.wechat,
      sleep: () => new Promise((resolve) => setImmediate(resolve)),
      log: (line) => this.log.push(line),
      timeLimitMs: options.timeLimitMs ?? 20_000,
    }
    this.runTick = tick(modules, this.ports)
  }

  /** Another instance of its functions, at the same moment and on the same store unless another is named. */
  another(options: ProgrammeOptions = {}): Programme {
    const other = new Programme({ store: this.store, ...options })
    other.nowMs = this.nowMs
    return other
  }

  /** Initialised and ready for members. */
  static async start(options: ProgrammeOptions = {}): Promise<Programme> {
    const programme = new Programme(options)
    const reply = await programme.ops()('ops.init', {})
    if (!reply.ok) throw new Error(`ops.init answered ${JSON.stringify(reply)}`)
    return programme
  }

  at(moment: string): void {
    this.nowMs = Date.parse(moment)
  }

  advanceDays(days: number): void {
    this.nowMs += days * 24 * 60 * 60_000
  }

  /** Lets time go by for the instance too, so that what it has read grows old; `at` and `advanceDays` only set the clock. */
  wait(ms: number): void {
    this.nowMs += ms
    this.elapsedMs += ms
  }

  member(openid: string): Ask {
    return this.ask('member', { openid, source: 'wx_client' })
  }

  /** Somebody at the merchants' door. */
  staff(openid: string): Ask {
    return this.ask('merchant', { openid, source: 'wx_client' })
  }

  ops(): Ask {
    return this.ask('ops', { source: 'wx_devtools' })
  }

  /** Somebody at the operators' door who comes through WeChat. */
  operator(openid: string): Ask {
    return this.ask('ops', { openid, source: 'wx_client' })
  }

  tick(): Promise<Ticked | { readonly refused: 'unauthorised' }> {
    return this.runTick({ source: 'wx_trigger' })
  }

  /** An event as it comes, however wrong, from whoever. */
  async send(audience: Audience, event: unknown, identity: PlatformIdentity): Promise<Reply> {
    const reply = await this.door(audience)(event, identity)
    checkAgainstContract(event, reply)
    return reply
  }

  newKey(): string {
    this.keys += 1
    return `${this.nowMs.toString(36)}-test-${this.keys}`
  }

  private ask(audience: Audience, identity: { openid?: string; source: string }): Ask {
    return async (action, input, key) => {
      const reply = await this.send(audience, { action, input, key: key ?? this.newKey() }, identity)
      return reply as ReplyTo<typeof action>
    }
  }

  private door(audience: Audience): ReturnType<typeof serve> {
    const door = this.doors.get(audience) ?? serve(modules, audience, this.ports)
    this.doors.set(audience, door)
    return door
  }
}

/** Every reply of every test is what its contract says: data of its shape, or a refusal it declares. */
function checkAgainstContract(event: unknown, reply: Reply): void {
  const { action: name } = (event ?? {}) as { action?: unknown }
  const action = modules.flatMap((module) => Object.entries(module.contract)).find(([known]) => known === name)?.[1]
  if (!action) return
  if (reply.ok) z.parse(action.output, reply.data)
  else if (!COMMON.has(reply.code) && !action.refusals.includes(reply.code)) {
    throw new Error(`${String(name)} answered ${reply.code}, which it does not declare`)
  }
}

const COMMON: ReadonlySet<string> = new Set(COMMON_REFUSALS)

/** The data of a reply that must be a success. */
export function dataOf<A extends ActionName>(reply: ReplyTo<A>): Data<A> {
  if (!reply.ok) throw new Error(`refused: ${reply.code} ${JSON.stringify(reply.params)}`)
  return reply.data
}

/** The code of a reply that must be a refusal. */
export function codeOf(reply: Reply): string {
  if (reply.ok) throw new Error(`not refused: ${JSON.stringify(reply.data)}`)
  return reply.code
}

/** Joins and answers how to ask as that member, with the id. */
export async function joined(programme: Programme, openid: string): Promise<{ ask: Ask; memberId: string }> {
  const ask = programme.member(openid)
  const { memberId } = dataOf(await ask('members.join', { consentVersion: '1' }))
  return { ask, memberId }
}
