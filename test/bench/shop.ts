import { MemoryStore } from '../../cloudfunctions/adapters/memory/memory-store'
import { addDays } from '../../cloudfunctions/kernel/business-date'
import { sha256 } from '../../cloudfunctions/kernel/digest'
import { Refusal } from '../../cloudfunctions/kernel/refusal'
import { modules } from '../../cloudfunctions/modules'
import { type Account, emptyAccount, headOf } from '../../cloudfunctions/modules/ledger/domain/account'
import { type EntryBody, headMacOf } from '../../cloudfunctions/modules/ledger/domain/entry'
import { type JournalPage, pageIdOf } from '../../cloudfunctions/modules/ledger/domain/journal'
import { planChange } from '../../cloudfunctions/modules/ledger/domain/plan'
import { accrual } from '../../cloudfunctions/modules/ledger/domain/posting'
import { applyEvent, eventIdOf } from '../../cloudfunctions/modules/ledger/events/event'
import { createQuota } from '../../cloudfunctions/modules/ledger/quotas/quota'
import { openRedemptionsJob, redeem } from '../../cloudfunctions/modules/ledger/redeem'
import { accounts, journal } from '../../cloudfunctions/modules/ledger/store'
import { claimUnit, type Unit, units } from '../../cloudfunctions/modules/ledger/units/unit'
import { platformCollections } from '../../cloudfunctions/platform/collections'
import { memberIdOf } from '../../cloudfunctions/platform/identity'
import { serve } from '../../cloudfunctions/platform/serve'
import type { Collection, Document, Store } from '../../cloudfunctions/platform/store'
import { Programme } from '../kit/programme'
import { commandOn, workOn } from '../kit/work-on'

/** Every collection of the product. */
export const productCollections: readonly Collection[] = [
  ...platformCollections,
  ...modules.flatMap((module): readonly Collection[] => module.collections ?? []),
]

export interface Past {
  /** Entries posted before. */
  readonly history: number
  readonly lots: number
  readonly limits: number
}

/** An entry count at which the tail is where it is with 113 entries: histories are compared at one phase of the flush. */
export const atOnePhase = (about: number) => 113 + 32 * Math.round((about - 113) / 32)

export const ORDINARY: Past = { history: 113, lots: 1, limits: 0 }

type Put = <D extends Document>(collection: Collection<D>, documents: readonly D[]) => Promise<void>

const inserting =
  (store: Store): Put =>
  async (collection, documents) => {
    for (const document of documents) await store.insert(collection, document)
  }

/** So far apart that a tail reaches back beyond the tolerance for clocks, as it does of all but the busiest members. */
export const BETWEEN_ENTRIES_MS = 2 * 3_600_000

/** Members that are made at once. */
const BATCH = 500

const REF = { kind: 'check-in', id: '2026-03-10' }
const EXPIRES = '2027-12-31'

/** A programme with members who have a past, and what the ledger is asked on it. */
export class Shop {
  private serial = 0
  private readonly member: ReturnType<typeof serve>

  private constructor(
    readonly programme: Programme,
    private readonly put: Put,
  ) {
    this.member = serve(modules, 'member', programme.ports)
  }

  static async open(store: Store = new MemoryStore(), put: Put = inserting(store)): Promise<Shop> {
    for (const collection of productCollections) await store.createCollection(collection)
    return new Shop(new Programme({ store }), put)
  }

  openid(number: number): string {
    return `o-${String(number).padStart(7, '0')}m`
  }

  memberId(number: number): string {
    return memberIdOf(this.programme.ports.secrets, this.openid(number))
  }

  /** Members `from` to `below`, each with the same past: made by the ledger's own planning, without its calls. */
  async addMembers(from: number, below: number, past: Past | ((number: number) => Past)): Promise<void> {
    for (let at = from; at < below; at += BATCH) {
      const numbers = Array.from({ length: Math.min(BATCH, below - at) }, (_, nth) => at + nth)
      const made = numbers.map((number) =>
        this.accountWith(this.memberId(number), typeof past === 'function' ? past(number) : past),
      )
      await this.putAll(made)
    }
  }

  /** Members whose past is the same to the last hash, which no account's name is part of: so a great many are made fast. */
  async addAlike(from: number, below: number, past: Past): Promise<void> {
    const headKey = this.programme.ports.secrets.key('ledger-head')
    const { account, pages } = this.accountWith(this.memberId(from), past)
    for (let at = from; at < below; at += BATCH) {
      const members = Array.from({ length: Math.min(BATCH, below - at) }, (_, nth) => this.memberId(at + nth))
      const made = members.map((member) => {
        const _id = `${member}.1`
        const copied = pages.map((page) => ({ ...page, _id: pageIdOf(_id, page.page), account: _id }))
        return {
          pages: copied,
          account: { ...account, _id, member, headMac: headMacOf(headKey, _id, headOf(account)) },
        }
      })
      await this.putAll(made)
    }
  }

  private async putAll(made: readonly ReturnType<Shop['accountWith']>[]): Promise<void> {
    await this.put(
      journal,
      made.flatMap(({ pages }) => pages),
    )
    await this.put(
      accounts,
      made.map(({ account }) => account),
    )
  }

  async addAccount(member: string, past: Past, points: number): Promise<void> {
    await this.put(accounts, [this.accountWith(member, past, points).account])
  }

  private accountWith(member: string, { history, lots, limits }: Past, points = 1_000) {
    const { nowMs, ports } = this.programme
    const headKey = ports.secrets.key('ledger-head')
    const pages: JournalPage[] = []
    const none = emptyAccount(member, 1, nowMs)
    let account: Account = {
      ...none,
      limits: Object.fromEntries(
        Array.from({ length: limits }, (_, nth) => [`limit-${nth + 100}`, { period: '2026-03', count: 1 }]),
      ),
    }
    for (let nth = 0; nth < history; nth += 1) {
      const op = `past|${String(nth).padStart(7, '0')}`
      // The last lot is the one that what is earned now falls into.
      const expiresOn = nth % lots === 0 ? EXPIRES : addDays('2027-01-01', nth % lots)
      const cause = { op, ref: REF, trace: { rule: 'bench', version: 1, facts: { date: '2026-03-10' } } }
      const posting = accrual(cause, account, { points, on: '2026-03-10', expiresOn })
      const atMs = nowMs - (history - nth) * BETWEEN_ENTRIES_MS
      const body: EntryBody = { ...posting, key: sha256(op), inputHash: sha256(''), atMs }
      const plan = planChange(account, { bodies: [body], nowMs: atMs }, headKey)
      if (plan.page) pages.push(plan.page)
      account = plan.after
    }
    return { account, pages }
  }

  async addStock(sku: string, count: number): Promise<void> {
    const { nowMs } = this.programme
    const made = Array.from({ length: count }, (_, number): Unit => {
      const _id = `${sku}|${String(number).padStart(8, '0')}`
      return { _id, schema: 1, sku, state: 'free', op: _id, member: '', atMs: nowMs }
    })
    await this.put(units, made)
  }

  addBudget(id: string, points: number): Promise<void> {
    return createQuota(this.work(), { id, shards: 1 }, points)
  }

  private work() {
    return workOn(this.programme)
  }

  private nextKey(): string {
    this.serial += 1
    return `${this.programme.nowMs.toString(36)}-${String(this.serial).padStart(8, '0')}`
  }

  /** Through the member door, as the app asks it. Once a day and member. */
  async checkIn(number: number): Promise<void> {
    const event = { action: 'check-in.perform', input: {}, key: this.nextKey() }
    const reply = await this.member(event, { openid: this.openid(number), source: 'wx_client' })
    if (!reply.ok) throw new Error(`check-in of ${number}: ${reply.code}`)
  }

  async award(number: number, budget?: string): Promise<void> {
    const { line } = await applyEvent(this.work(), {
      id: eventIdOf('order', this.nextKey()),
      member: this.memberId(number),
      ref: REF,
      trace: { rule: 'bench', version: 1 },
      decision: {
        kind: 'award',
        points: 36,
        on: '2026-03-10',
        expiresOn: EXPIRES,
        ...(budget ? { budget: { id: budget, shards: 1 } } : {}),
      },
    })
    if (!line) throw new Error('no award')
  }

  async redeem(number: number, sku: string, key = this.nextKey()): Promise<'had' | 'sold_out' | 'busy'> {
    const outcome = await redeem(this.work(), this.memberId(number), {
      command: commandOn(this.programme, sha256(key)),
      decide: () => ({ sku, points: 10, ref: REF, trace: {} }),
    })
    if (!(outcome instanceof Refusal)) return 'had'
    if (outcome.code === 'sold_out' || outcome.code === 'busy') return outcome.code
    throw new Error(`redeem of ${number}: ${outcome.code}`)
  }

  async claim(number: number, sku: string): Promise<void> {
    const claim = { sku, op: `cp|${sku}|${this.nextKey()}`, member: this.memberId(number) }
    if ((await claimUnit(this.work(), claim)) !== 'claimed') throw new Error(`none of ${sku} was free`)
  }

  /** What the sweeper does once a minute for redemptions that bear their mark. */
  async sweepRedemptions(): Promise<void> {
    this.programme.nowMs += 120_000
    let position: string | null = null
    do {
      position = (await openRedemptionsJob.slice(this.work(), position)).next
    } while (position !== null)
  }
}
