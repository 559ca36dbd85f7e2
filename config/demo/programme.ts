import { MemoryStore } from '../../cloudfunctions/adapters/memory/memory-store'
import { MemoryWechat } from '../../cloudfunctions/adapters/memory/memory-wechat'
import type { ActionName, Input } from '../../cloudfunctions/api'
import { seededRandom } from '../../cloudfunctions/kernel/seeded-random'
import { modules } from '../../cloudfunctions/modules'
import { settingsDrafts } from '../../cloudfunctions/platform/collections'
import type { Ports } from '../../cloudfunctions/platform/context'
import type { Reply } from '../../cloudfunctions/platform/contract'
import { PublishedDocuments } from '../../cloudfunctions/platform/published'
import { RecentReads } from '../../cloudfunctions/platform/recent-reads'
import { Secrets } from '../../cloudfunctions/platform/secrets'
import { serve } from '../../cloudfunctions/platform/serve'
import type { Document } from '../../cloudfunctions/platform/store'
import { rememberWritten, type Written } from './written-documents'

/** An action at a moment. */
export interface Step {
  readonly atMs: number
  readonly action: ActionName
  readonly input: Input<ActionName>
}

/**
 * The product's own doors on a store in memory, with a clock that stands where the next step puts it. What the demo
 * holds came about here as it would in a shop, so it cannot show anything that the product would not do.
 */
export class DemoProgramme {
  private readonly remembered = rememberWritten(new MemoryStore())
  private readonly random
  private readonly ports: Ports
  private readonly member
  private readonly ops
  readonly wechat = new MemoryWechat()
  private nowMs = 0
  private requests = 0

  constructor(options: { readonly masterKey: string; readonly seed: number }) {
    this.random = seededRandom(options.seed)
    const recent = new RecentReads(() => 0)
    this.ports = {
      store: this.remembered.store,
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
    this.member = serve(modules, 'member', this.ports)
    this.ops = serve(modules, 'ops', this.ports)
  }

  /** Opens the programme: the settings as an operator writes them in the console, then `ops.init`. */
  async open(settings: Document, atMs: number): Promise<void> {
    await this.ports.store.createCollection(settingsDrafts)
    await this.ports.store.insert(settingsDrafts, settings)
    this.nowMs = atMs
    await this.askOps('ops.init', {})
  }

  /** A member does one thing. Throws when it is refused: what members of the demo do is planned to succeed. */
  async perform(openid: string, { atMs, action, input }: Step): Promise<void> {
    this.nowMs = atMs
    const reply = await this.member({ action, input, key: this.newKey() }, { openid, source: 'wx_client' })
    if (!reply.ok) throw new Error(`${openid} at ${new Date(atMs).toISOString()}: ${action} answered ${reply.code}`)
  }

  async askOps<A extends ActionName>(action: A, input: Input<A>): Promise<Reply> {
    const reply = await this.ops({ action, input, key: this.newKey() }, { source: 'wx_devtools' })
    if (!reply.ok) throw new Error(`${action} answered ${JSON.stringify(reply)}`)
    return reply
  }

  takeWritten(): Promise<readonly Written[]> {
    return this.remembered.take()
  }

  /** As phones make keys, so that a key shows when it was made. */
  private newKey(): string {
    return `${this.nowMs.toString(36)}-${this.random().toString(36).slice(2, 12)}`
  }
}
