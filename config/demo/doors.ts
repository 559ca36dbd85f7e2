import { createHmac } from 'node:crypto'
import { MemoryStore } from '../../cloudfunctions/adapters/memory/memory-store'
import { MemoryWechat } from '../../cloudfunctions/adapters/memory/memory-wechat'
import type { ActionName, Data, Input } from '../../cloudfunctions/api'
import { seededRandom } from '../../cloudfunctions/kernel/seeded-random'
import { modules } from '../../cloudfunctions/modules'
import { coupons } from '../../cloudfunctions/modules/coupons/store'
import { rewardUnits } from '../../cloudfunctions/modules/rewards/orders/store'
import type { Ports } from '../../cloudfunctions/platform/context'
import type { Reply } from '../../cloudfunctions/platform/contract'
import { memberIdOf, type PlatformIdentity } from '../../cloudfunctions/platform/identity'
import { cursors } from '../../cloudfunctions/platform/jobs'
import { PublishedDocuments } from '../../cloudfunctions/platform/published'
import { RecentReads } from '../../cloudfunctions/platform/recent-reads'
import { Secrets } from '../../cloudfunctions/platform/secrets'
import { serve } from '../../cloudfunctions/platform/serve'
import { type Collection, defineCollection } from '../../cloudfunctions/platform/store'
import type { Draft } from './documents'
import { oneAtATime } from './one-at-a-time'
import { rememberWritten, type Written } from './written-documents'

/** Whatever in a document could be the id of a member. */
const MEMBER_IDS = /[0-9a-f]{32}/g
export const CONSOLE: PlatformIdentity = { source: 'wx_devtools' }
export const inWechat = (openid: string): PlatformIdentity => ({ openid, source: 'wx_client' })

/** The two who run the chain: what one asks for the other approves. */
export const OPERATORS = ['何掌柜', '小何'] as const

/**
 * The product's own doors on a store in memory, with a clock that stands where the next step puts it. What the demo
 * holds came about here as it would in a shop, so it cannot show anything that the product would not do.
 */
export class DemoDoors {
  private readonly remembered = rememberWritten(new MemoryStore(), [coupons, rewardUnits])
  private readonly lived = oneAtATime(this.remembered.store)
  private readonly random
  private readonly ports: Ports
  private readonly doors: Readonly<Record<'member' | 'merchant' | 'hook' | 'ops', ReturnType<typeof serve>>>
  protected readonly tills = new Map<string, { readonly keyId: string; readonly secret: string }>()
  readonly wechat = new MemoryWechat()
  protected nowMs = 0
  private requests = 0

  constructor(options: { readonly masterKey: string; readonly seed: number }) {
    this.random = seededRandom(options.seed)
    const recent = new RecentReads(() => 0)
    this.ports = {
      store: this.lived.store,
      nowMs: () => this.nowMs,
      // Nothing here takes time that counts: no deadline comes near, and what was published stays known.
      elapsedMs: () => 0,
      random: this.random,
      newRequestId: () => `demo-${++this.requests}`,
      secrets: new Secrets(options.masterKey),
      recent,
      published: new PublishedDocuments(recent),
      wechat: this.wechat,
      sleep: async () => {},
      log: ({ bug }) => {
        if (bug !== undefined) throw new Error(String(bug))
      },
      timeLimitMs: 20_000,
    }
    const door = (audience: 'member' | 'merchant' | 'hook' | 'ops') => serve(modules, audience, this.ports)
    this.doors = { member: door('member'), merchant: door('merchant'), hook: door('hook'), ops: door('ops') }
  }

  protected async publish(kind: string, drafts: readonly Draft[]): Promise<void> {
    const collection = defineCollection<Draft>({ name: kind })
    for (const draft of drafts) {
      await this.draft(collection, draft)
      await this.ask('ops', CONSOLE, 'ops.publish', { kind, id: draft._id, operator: OPERATORS[0] })
    }
  }

  protected async runJob(name: string): Promise<void> {
    let isFinished = false
    while (!isFinished) isFinished = (await this.ask('ops', CONSOLE, 'ops.run-job', { name })).isFinished
  }

  /** A job as it is for one member: what all others have of it comes on days of their own. */
  protected async runJobFor(openid: string, name: string): Promise<void> {
    await this.lived.with(memberIdOf(this.ports.secrets, openid), () => this.runJob(name))
  }

  protected async draft(collection: Collection<Draft>, draft: Draft): Promise<void> {
    await this.ports.store.createCollection(collection)
    await this.ports.store.remove(collection, draft._id)
    await this.ports.store.insert(collection, draft)
  }

  protected async ask<A extends ActionName>(
    door: 'member' | 'merchant' | 'ops',
    identity: PlatformIdentity,
    action: A,
    input: Input<A>,
  ): Promise<Data<A>> {
    return this.dataOf<A>(action, await this.doors[door]({ action, input, key: this.newKey() }, identity))
  }

  /** A till asks as the shop's own system does: signed, over HTTP. */
  protected async askTill<A extends ActionName>(storeId: string, action: A, input: Input<A>): Promise<Data<A>> {
    const till = this.tills.get(storeId)
    if (!till) throw new Error(`${storeId} has no till`)
    const envelope = { action, input, key: this.newKey() }
    const body = JSON.stringify(envelope)
    const timestamp = String(this.nowMs)
    const signature = createHmac('sha256', till.secret).update(`${timestamp}.${body}`).digest('hex')
    const signed = { keyId: till.keyId, timestamp, signature, body }
    return this.dataOf<A>(action, await this.doors.hook(envelope, { source: 'wx_http', signed }))
  }

  private dataOf<A extends ActionName>(action: A, reply: Reply): Data<A> {
    const at = new Date(this.nowMs).toISOString()
    if (!reply.ok) throw new Error(`at ${at} ${action} answered ${JSON.stringify(reply)}`)
    return reply.data as Data<A>
  }

  /** The pieces of all stocks, and the coupons, once nobody takes what is another's any more. */
  takeShared(goingOn: readonly string[]): Promise<readonly Written[]> {
    return this.remembered.takeShared(this.isReadyWithout(goingOn))
  }

  /** Whether a document names nobody whose year goes on: until that is over it may still change. */
  private isReadyWithout(goingOn: readonly string[]) {
    const members = new Set(goingOn.map((openid) => memberIdOf(this.ports.secrets, openid)))
    return (text: string) => !(text.match(MEMBER_IDS) ?? []).some((id) => members.has(id))
  }

  /** What was written and does not change any more: what names somebody whose year goes on waits until it is over. */
  async takeWritten(goingOn: readonly string[] = []): Promise<readonly Written[]> {
    const written = await this.remembered.take(this.isReadyWithout(goingOn))
    // Where jobs have got to is for the timers of the place where the demo is stored.
    return written.filter(({ collection }) => collection !== cursors.name)
  }

  /** As phones make keys, so that a key shows when it was made. */
  private newKey(): string {
    return `${this.nowMs.toString(36)}-${this.random().toString(36).slice(2, 12)}`
  }
}
