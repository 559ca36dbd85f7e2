import { createHash } from 'node:crypto'
import { type Rebate, rebates } from '../../../cloudfunctions/modules/coupons/rebates/store'
import { type Batch, batchExceptions, batches } from '../../../cloudfunctions/modules/ops/batches/store'
import type { Order } from '../../../cloudfunctions/modules/orders'
import { must } from '../must'
import type { World } from '../world/world'
import type { Books } from './books'
import { all } from './every'
import { sayings } from './sayings'
import { sorted } from './sorted'

const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32)
/** From when it is decided until every coupon was looked at; and what two clocks differ by. */
const CLOCKS_MS = 30_000

/** When all is quiet: stocks are what operators made of them, and grants and rebates are carried out to the last. */
export class MallChecks {
  constructor(
    private readonly world: World,
    private readonly books: Books,
  ) {}

  async afterQuiet(): Promise<void> {
    this.checkStocks()
    await this.checkBatches()
    await this.checkRebates()
  }

  /** What was published first and what was added are all there: free, claimed, used, or in the place of what came back. */
  private checkStocks(): void {
    const { coupons, rewards } = this.books
    const pieces = [...coupons.coupons.values(), ...rewards.units.values()]
    const isMade = ({ _id, state }: { _id: string; state: string }) => /\|\d{8}$/.test(_id) && state !== 'tombstone'
    const there = new Map<string, number>()
    for (const piece of pieces) if (isMade(piece)) there.set(piece.sku, (there.get(piece.sku) ?? 0) + 1)
    const added = new Map<string, number>()
    for (const { said, settled } of sayings(this.world))
      if (said.kind === 'restock' && settled) added.set(said.sku, (added.get(said.sku) ?? 0) + said.quantity)
    const first = this.firstStocks((sku) => there.has(sku))
    for (const sku of new Set([...there.keys(), ...added.keys(), ...first.keys()])) {
      const should = (first.get(sku) ?? 0) + (added.get(sku) ?? 0)
      must(there.get(sku) === should, `${there.get(sku)} of ${sku} and ${should} were made`)
      this.world.coverage.count('stock: all of it is there')
    }
  }

  /** What each stock began with; of what was retired before a piece was made, none has to be. */
  private firstStocks(isMade: (sku: string) => boolean): ReadonlyMap<string, number> {
    const { inForce } = this.books
    const found = new Map<string, number>()
    const begin = (sku: string, isGone: boolean, pieces: number) => {
      if (!isGone || isMade(sku)) found.set(sku, pieces)
    }
    const of = (kind: string, prefix: string) => {
      for (const { id, body } of inForce.allOf(kind)) {
        const isGone = inForce.versionsOf(kind, id).at(-1)?.isRetired === true
        const { stock, slots } = body as { stock?: number | null; slots?: { slotId: string; capacity: number }[] }
        if (typeof stock === 'number') begin(`${prefix}|${id}`, isGone, stock)
        for (const { slotId, capacity } of slots ?? []) begin(`rs|${id}_${slotId}`, isGone, capacity)
      }
    }
    of('coupon_templates', 'cp')
    of('rewards', 'rw')
    return found
  }

  /**
   * Whether somebody still has for nothing what was taken back: not what a friend has, and not what was spent by then. A
   * function that dies takes it back later than it was asked to, and what is spent meanwhile is spent as well.
   */
  private isKept(op: string, takenBackMs: number): boolean {
    const { byOp, followers } = this.books.coupons
    for (let now = byOp.get(op); now; now = byOp.get(followers.get(now.op) ?? '')) {
      const { state, use, follows } = now
      if (state === 'claimed' || state === 'giving') return true
      const wasSpent = use !== null && (follows?.atMs ?? 0) >= takenBackMs - CLOCKS_MS
      if (state !== 'returned' || wasSpent) return false
    }
    return false
  }

  private async checkBatches(): Promise<void> {
    const exceptions = await all(this.world.store, batchExceptions)
    for (const batch of await all(this.world.store, batches)) {
      if (batch.kind !== 'coupon') continue
      const skipped = exceptions.filter(({ batch: of, what }) => of === batch._id && what === 'not_granted').length
      this.checkBatch(batch, skipped)
    }
  }

  private checkBatch({ _id, memberIds, state, granted, undo, coupon }: Batch, skipped: number): void {
    const { coupons, followers } = this.books.coupons
    const comeBack = new Set(followers.values())
    const given = [...coupons.values()].filter(
      ({ channel, source, op }) => channel === 'granted' && source === _id && !comeBack.has(op),
    )
    must(new Set(given.map(({ member }) => member)).size === given.length, `${_id} gave two coupons to one`)
    must(
      given.every(({ version }) => version === coupon?.version),
      `${_id} gave coupons of another version`,
    )
    const isWhole = memberIds === null || given.length + skipped >= memberIds.length
    must(undo !== null || isWhole, `${_id} gave ${given.length} and left out ${skipped} of ${memberIds?.length}`)
    if (undo === null) must(state === 'granted' && granted.members === given.length, `${_id} says ${granted.members}`)
    const kept = undo && given.find(({ op }) => this.isKept(op, undo.atMs))
    must(!kept, `${_id} was undone, and ${kept?.op} can be used`)
    this.world.coverage.count(undo === null ? 'grant: whole' : 'grant: undone')
  }

  private async checkRebates(): Promise<void> {
    const { orders, coupons } = this.books
    const there = await all(this.world.store, rebates)
    for (const { _id, state, amountFen, rule, order, member } of there) {
      const coupon = coupons.byOp.get(digest(`rb|${_id}`))
      const { benefit } = coupon?.terms ?? {}
      const isIssued = coupon !== undefined && coupon.state !== 'tombstone'
      must(state !== 'approved' || isIssued, `rebate ${_id} was approved, and there is no coupon`)
      const refund = orders.orders.get(order)?.order.refunds.at(-1)
      const isKept = this.isKept(digest(`rb|${_id}`), refund?.atMs ?? 0)
      must(state === 'approved' || !isKept, `rebate ${_id} is ${state}, and its coupon can be used`)
      const isSo = benefit?.kind === 'cash' && benefit.discountFen === amountFen && coupon?.member === member
      must(!isIssued || isSo, `the coupon of rebate ${_id} is not of ${amountFen}`)
      this.world.coverage.count(`rebate: ${state}${order === '' ? ', by an operator' : ', of an order'}`)
      must((rule === null) === (order === ''), `rebate ${_id} is of ${order} by ${sorted(rule)}`)
    }
    const ofOrders = new Map(there.flatMap((rebate) => (rebate.order === '' ? [] : [[rebate.order, rebate] as const])))
    for (const { order } of orders.orders.values()) this.checkRebateOf(order, ofOrders.get(order._id))
    for (const order of ofOrders.keys())
      must(orders.orders.has(order), `there is a rebate of ${order}, which never was`)
  }

  /** What an order gives back by the rule when it was recorded, and what refunds leave of that. */
  private checkRebateOf({ _id, atMs, amountFen, leftFen, source }: Order, rebate: Rebate | undefined): void {
    const { inForce } = this.books
    const { rebateRule } = inForce.settings(atMs)
    const template = rebateRule && inForce.versionAt('coupon_templates', rebateRule.templateId, atMs)
    const isFit = template?.body.kind === 'cash' && template.body.stock === null && source !== 'import'
    const of = (paidFen: number) => {
      if (!rebateRule || !isFit || paidFen < rebateRule.fromFen) return 0
      return Math.min(Math.floor((paidFen * rebateRule.bps) / 10_000), rebateRule.mostFen)
    }
    must(
      (rebate !== undefined) === of(amountFen) > 0,
      `${_id} gives ${rebate?.amountFen} back and not ${of(amountFen)}`,
    )
    if (!rebate) return
    const { state } = rebate
    must(rebate.version === template?.version, `the rebate of ${_id} is of version ${rebate.version}`)
    const isStanding = state === 'waiting' || state === 'approved'
    must(!isStanding || leftFen > 0, `the rebate of ${_id} is ${state}, and nothing stands`)
    must(state !== 'waiting' || rebate.amountFen === of(leftFen), `the rebate of ${_id} waits as ${rebate.amountFen}`)
    must(rebate.amountFen <= of(amountFen), `the rebate of ${_id} is ${rebate.amountFen}`)
  }
}
