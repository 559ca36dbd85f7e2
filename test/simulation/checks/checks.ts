import { events } from '../../../cloudfunctions/modules/ledger/events/event'
import { type QuotaShard, quotas } from '../../../cloudfunctions/modules/ledger/quotas/quota'
import { accounts, journal } from '../../../cloudfunctions/modules/ledger/store'
import { type Unit, units } from '../../../cloudfunctions/modules/ledger/units/unit'
import type { Collection } from '../../../cloudfunctions/platform/store'
import { must } from '../must'
import { secrets } from '../world/cloud'
import type { World } from '../world/world'
import { AccountModel, dayOfMs } from './account-model'

/** What must always be true, seen over all documents by code that is not the product's. */
export class Checks {
  private readonly models = new Map<string, AccountModel>()

  private readonly seenWrites = new Map<string, number>()

  constructor(private readonly world: World) {}

  /** After every step, whatever is under way. */
  async always(): Promise<void> {
    this.world.assertNoFailure()
    if (this.hasChanged(accounts)) await this.readAccounts()
    if (this.hasChanged(quotas)) await this.checkBudgets()
    if (this.hasChanged(units)) await this.checkUnits()
  }

  /** Whether a collection was written to since it was last looked at. */
  private hasChanged({ name }: Collection): boolean {
    const writes = this.world.store.writes.get(name) ?? 0
    if (this.seenWrites.get(name) === writes) return false
    this.seenWrites.set(name, writes)
    return true
  }

  private async readAccounts(): Promise<void> {
    const { store, coverage } = this.world
    const { items } = await store.find(accounts, { index: 'byMember', limit: 100 })
    const cohorts = new Map<string, number>()
    for (const account of items) {
      const model =
        this.models.get(account.member) ??
        new AccountModel(
          secrets.key('ledger-head'),
          (op) => this.takingOf(op),
          (what) => coverage.count(what),
        )
      this.models.set(account.member, model)
      model.look(account, (id) => store.asInserted(journal, id))
      for (const { cohort, points } of [...account.lots, ...account.holds])
        cohorts.set(cohort, (cohorts.get(cohort) ?? 0) + points)
    }
    for (const model of this.models.values())
      for (const [cohort, points] of model.cohorts) cohorts.set(cohort, (cohorts.get(cohort) ?? 0) - points)
    const wrong = [...cohorts].find(([, points]) => points !== 0)
    must(wrong === undefined, `points of ${wrong?.[0]} that no entry explains: ${wrong?.[1]}`)
  }

  private takingOf(op: string) {
    const event = this.world.store.asInserted(events, op.slice('cb|'.length))
    return event?.decision.kind === 'takeback' ? event.decision : undefined
  }

  private async shards(quota: string): Promise<readonly QuotaShard[]> {
    return (await this.world.store.find(quotas, { index: 'byQuota', equals: { quota }, limit: 100 })).items
  }

  private async checkBudgets(): Promise<void> {
    for (const { id, cap, shards } of this.world.budgets) {
      const found = await this.shards(id)
      const taken = found.flatMap(({ decided }) => decided).filter(({ amount }) => amount > 0)
      const newest = found.filter((one) => !found.some((o) => o.shard === one.shard && o.generation > one.generation))
      must(newest.length === shards, `budget ${id} has ${newest.length} shards`)
      const left = newest.reduce((sum, shard) => sum + shard.left, 0)
      const sum = taken.reduce((total, { amount }) => total + amount, 0)
      must(left + sum === cap && left >= 0, `budget ${id}: ${left} left and ${sum} taken of ${cap}`)
      const ops = new Set(taken.map(({ op }) => op))
      must(ops.size === taken.length, `budget ${id} gave to one operation twice`)
    }
  }

  private async allUnits(): Promise<readonly Unit[]> {
    return (await this.world.store.find(units, { index: 'byOp', limit: 1_000 })).items
  }

  private async checkUnits(): Promise<void> {
    const all = await this.allUnits()
    must(new Set(all.map(({ op }) => op)).size === all.length, 'one operation has two units')
    for (const [sku, made] of this.world.made) {
      const real = all.filter((unit) => unit.sku === sku && unit.state !== 'tombstone')
      must(real.length <= made, `${real.length} of ${sku} and ${made} were made`)
    }
  }

  /** When nothing is under way, every sweep is done and every command was asked once more. */
  async afterQuiet(): Promise<void> {
    await this.always()
    await this.checkNothingOpen()
    await this.checkStock()
    await this.checkBudgetsIssued()
    this.checkAnswers()
    for (const budget of this.world.budgets)
      if ((await this.shards(budget.id)).some(({ generation }) => generation > 0))
        this.world.coverage.count('budget: next generation')
  }

  private async checkNothingOpen(): Promise<void> {
    const { store } = this.world
    const { items } = await store.find(accounts, { index: 'byMember', limit: 100 })
    for (const { _id, openOps } of items) must(Object.keys(openOps).length === 0, `${_id} has open operations`)
    const open = await store.find(events, { index: 'byOpen', range: { from: 0 }, limit: 1_000 })
    for (const { _id, decision } of open.items) {
      const waits = decision.kind === 'takeback' && store.asInserted(events, decision.of) === null
      must(waits, `event ${_id} is open and waits for nothing`)
    }
  }

  private entries(prefix: string) {
    return [...this.models].flatMap(([member, { entries }]) =>
      entries.filter(({ op }) => op.startsWith(prefix)).map((entry) => ({ member, entry })),
    )
  }

  /** Every redemption that was not given back has its unit, every unit its redemption, and limits hold. */
  private async checkStock(): Promise<void> {
    const claimed = new Set((await this.allUnits()).filter(({ state }) => state === 'claimed').map(({ op }) => op))
    const posted = this.entries('rd|')
    const redeemed = posted.filter(({ entry }) => entry.kind === 'redemption')
    const voided = new Map(posted.filter(({ entry }) => entry.kind === 'void').map(({ entry }) => [entry.op, entry]))
    const used = new Map<string, number>()
    for (const { member, entry } of redeemed) {
      const back = voided.get(`${entry.op}|void`)
      must((back === undefined) === claimed.has(entry.op), `${entry.op} has ${back ? 'points and a unit' : 'neither'}`)
      must(!back || back.points === -entry.points, `${entry.op} was given back in part`)
      const [sku, most] = entry.ref.id.split(', at most ')
      if (back || most === undefined) continue
      const counted = `${member}|${sku}|${dayOfMs(entry.atMs)}`
      used.set(counted, (used.get(counted) ?? 0) + 1)
      must((used.get(counted) ?? 0) <= Number.parseInt(most, 10), `${counted} was had more than ${most}`)
    }
    must(claimed.size + voided.size === redeemed.length, `${claimed.size} units for ${redeemed.length} redemptions`)
  }

  private async checkBudgetsIssued(): Promise<void> {
    const awards = new Map(this.entries('ev|').map(({ entry }) => [entry.op, entry.points]))
    for (const { id } of this.world.budgets) {
      const taken = (await this.shards(id)).flatMap(({ decided }) => decided).filter(({ amount }) => amount > 0)
      for (const { op, amount } of taken)
        must(awards.get(op) === amount, `${op} took ${amount} and gave ${awards.get(op)}`)
      for (const op of awards.keys()) {
        const decision = this.world.store.asInserted(events, op.slice('ev|'.length))?.decision
        if (decision?.kind !== 'award' || decision.budget?.id !== id) continue
        must(
          taken.some((known) => known.op === op),
          `${op} gave points of ${id} and took none`,
        )
      }
    }
  }

  /** What was answered as done is there once, and nothing is there that was not. */
  private checkAnswers(): void {
    const { settled } = this.world.answers
    const done = (...names: string[]) =>
      [...settled].filter(([identity, { kind }]) => kind === 'done' && names.includes(identity.split('|')[0] ?? ''))
    const expected: readonly (readonly [prefix: string, count: number])[] = [
      ['ci|', done('check-in', 'make-up').length],
      ['adj|', done('adjust').length],
      ['rd|', done('redeem').length],
      ['rc|', done('recover').length],
    ]
    for (const [prefix, count] of expected) {
      const there = this.entries(prefix).filter(({ entry }) => !this.isGivenBack(entry.op)).length
      must(there === count, `${there} entries of ${prefix} and ${count} were answered as done`)
    }
    const happened = this.entries('').filter(({ entry }) => /^(ev|cb)\|[0-9a-f]{64}$/.test(entry.op)).length
    must(happened === done('event').length, `${happened} entries of events and ${done('event').length} answers`)
    for (const [identity, { seq, text, member }] of settled) {
      const entry = seq === undefined ? undefined : this.models.get(member)?.entries[seq - 1]
      must(seq === undefined || (entry !== undefined && text.endsWith(entry.hash)), `${identity} lost its entry`)
      if (entry && entry.seq <= (this.models.get(member)?.pagedUntil ?? 0))
        this.world.coverage.count('key found in a page')
    }
  }

  private isGivenBack(op: string): boolean {
    return op.endsWith('|void') || this.entries(`${op}|void`).length > 0
  }
}
