import { events } from '../../../cloudfunctions/modules/ledger/events/event'
import { type QuotaShard, quotas } from '../../../cloudfunctions/modules/ledger/quotas/quota'
import { type Unit, units } from '../../../cloudfunctions/modules/ledger/units/unit'
import { must } from '../must'
import type { World } from '../world/world'
import type { Books } from './books'
import { dayOfMs } from './days'

/** Budgets, stock, and what was spent for it. */
export class StockChecks {
  constructor(
    private readonly world: World,
    private readonly books: Books,
  ) {}

  private async shards(quota: string): Promise<readonly QuotaShard[]> {
    return (await this.world.store.find(quotas, { index: 'byQuota', equals: { quota }, limit: 100 })).items
  }

  async checkBudgets(): Promise<void> {
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

  async checkUnits(): Promise<void> {
    const all = await this.allUnits()
    must(new Set(all.map(({ op }) => op)).size === all.length, 'one operation has two units')
    for (const [sku, made] of this.world.made) {
      const real = all.filter((unit) => unit.sku === sku && unit.state !== 'tombstone')
      must(real.length <= made, `${real.length} of ${sku} and ${made} were made`)
    }
  }

  /** Every redemption that was not given back has its unit, every unit its redemption, and limits hold. */
  async checkStock(): Promise<void> {
    const claimed = new Set((await this.allUnits()).filter(({ state }) => state === 'claimed').map(({ op }) => op))
    // What rewards are had for is looked at with their orders.
    const posted = this.books.entries('rd|').filter(({ entry }) => entry.ref.kind !== 'reward')
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

  async checkBudgetsIssued(): Promise<void> {
    const awards = new Map(this.books.entries('ev|').map(({ entry }) => [entry.op, entry.points]))
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

  async countGenerations(): Promise<void> {
    for (const { id } of this.world.budgets)
      if ((await this.shards(id)).some(({ generation }) => generation > 0))
        this.world.coverage.count('budget: next generation')
  }
}
