import type { Entry } from '../../../cloudfunctions/modules/ledger/domain/entry'
import type { Ordered, RewardUnit, StepTaken } from '../../../cloudfunctions/modules/rewards/orders/store'
import { must } from '../must'
import type { SaidSpend, SaidStep } from '../world/said'
import type { Shop } from '../world/shop'
import type { InForce } from './in-force'
import { RewardPoints } from './reward-points'
import { sorted } from './sorted'

/** An order with the unit that it is. */
export type PaperUnit = RewardUnit & { readonly order: Ordered }

interface RewardBody {
  readonly title: string
  readonly kind: string
  readonly pricePoints: number
  readonly priceFen?: number
  readonly stock: number | null
  readonly onSaleFromMs: number
  readonly onSaleUntilMs: number | null
  readonly slots?: readonly { readonly slotId: string; readonly startsAtMs: number; readonly endsAtMs: number }[]
}

/** From which step an order may come to which, by how it gets to its member. */
const ONWARDS: Readonly<Record<string, string>> = {
  send: 'made>packed made>sent made>cancelled packed>sent packed>cancelled sent>received sent>returned received>returned',
  pick_up:
    'made>packed made>received made>cancelled made>returned packed>received packed>cancelled packed>returned received>returned',
  visit: 'made>received made>missed made>cancelled made>returned received>returned missed>received missed>returned',
  at_once: 'made>received made>cancelled',
}

const isOver = (step: string) => step === 'cancelled' || step === 'returned'
const FIXED = ['op', 'member', 'owner', 'orderId', 'order', 'sku', 'atMs', 'sealed'] as const

/**
 * Pieces of rewards and the orders they became, as a bookkeeper has them who reads each state of each document once: what
 * was published, what it cost, and each step with whoever took it.
 */
export class RewardBook {
  readonly units = new Map<string, RewardUnit>()
  readonly byOp = new Map<string, RewardUnit>()
  readonly points: RewardPoints

  constructor(
    private readonly shop: Shop,
    private readonly inForce: InForce,
    private readonly happened: (what: string) => void,
  ) {
    this.points = new RewardPoints(inForce, happened)
  }

  look(unit: RewardUnit): void {
    const before = this.units.get(unit._id)
    const has = this.byOp.get(unit.op)
    must(has === undefined || has._id === unit._id, `two pieces are of ${unit.op}`)
    if (!before) this.begun(unit)
    else this.changed(before, unit)
    this.units.set(unit._id, unit)
    this.byOp.set(unit.op, unit)
  }

  private begun(unit: RewardUnit): void {
    const { _id, op, state, order, sealed, sku } = unit
    if (state === 'claimed') {
      this.claimed(unit)
      return
    }
    must(order === null && (state === 'tombstone' || op === _id), `${_id} begins as somebody's`)
    if (state === 'tombstone') return
    must(state === 'free', `${_id} begins as ${state}`)
    must((sealed !== '') === (sku === 'rw|ticket'), `${_id} is a code, or is none`)
    // A piece in the place of one that came back.
    const replaced = _id.endsWith('+') ? this.units.get(_id.slice(0, -1)) : null
    must(replaced !== undefined && (replaced === null || replaced.state === 'returned'), `${_id} replaces nothing`)
    if (replaced) this.happened('piece: back in the stock')
  }

  private changed(before: RewardUnit, now: RewardUnit): void {
    const { _id, state, op } = now
    if (before.state !== state) this.happened(`piece: ${before.state} to ${state}`)
    if (before.state === 'free' && state === 'claimed') this.claimed(now)
    else if (before.state === 'free' || before.state === 'withdrawn')
      must(now.order === null && op === _id && now.sealed !== '', `${_id} became ${state}`)
    else this.followed(before, now)
  }

  /** What is somebody's stays theirs, and takes one step at a time. */
  private followed(before: RewardUnit, now: RewardUnit): void {
    const { _id, state } = now
    for (const field of FIXED) must(sorted(now[field]) === sorted(before[field]), `${_id} has another ${field}`)
    must(state === 'claimed' || state === 'returned', `${_id} went from ${before.state} to ${state}`)
    if (now.order === null) return
    must(now.steps.length <= before.steps.length + 1, `${_id} took two steps at once`)
    must(sorted(now.steps.slice(0, before.steps.length)) === sorted(before.steps), `${_id} has other steps than before`)
    must(before.shown === null || sorted(before.shown) === sorted(now.shown), `${_id} was shown twice`)
    const moved = now.steps.length > before.steps.length || now.shown !== before.shown
    must(!moved || now.version === before.version + 1, `${_id} went from version ${before.version} to ${now.version}`)
    const taken = now.steps.at(before.steps.length)
    if (taken) this.stepped(before as PaperUnit, now as PaperUnit, taken)
  }

  private claimed(unit: RewardUnit): void {
    const { _id, order, op } = unit
    // A piece beside the first of several is no order of its own.
    if (order === null) {
      must(/\|[2-9]\d*$/.test(op), `${_id} is claimed for nothing`)
      return
    }
    const redeemed = this.points.redeemed.get(op)
    must(redeemed !== undefined && redeemed.member === unit.member, `${_id} is an order that nobody has paid`)
    const { entry } = redeemed
    must(entry.ref.id === unit.orderId && entry.points === -order.points, `${_id} is not what was paid`)
    this.checkOrder(unit as PaperUnit, entry)
    this.happened(`order of the mall: ${order.kind}, ${order.handover}`)
    if (order.quantity > 1) this.happened('order of the mall: several pieces')
  }

  /** What was ordered is what was published when it was paid, and what its member has asked for. */
  private checkOrder({ _id, order, owner, member, step }: PaperUnit, { atMs }: Entry): void {
    const { rewardId, rewardVersion, title, kind, quantity, points, payFen, slot } = order
    const version = this.inForce.versionAt('rewards', rewardId, atMs)
    must(version?.version === rewardVersion, `${_id} is of version ${rewardVersion}, and ${version?.version} counted`)
    const body = version.body as unknown as RewardBody
    const said = this.shop.said.get(order.redeemedBy.key) ?? []
    const isSaid = (one: SaidSpend) =>
      one.kind === 'spend' &&
      one.member === owner &&
      one.rewardId === rewardId &&
      one.quantity === quantity &&
      one.slotId === (slot?.slotId ?? null)
    must(said.some((one) => isSaid(one as SaidSpend)) && owner === member, `${_id} was asked for by nobody`)
    const is = sorted([title, kind, points, payFen])
    const should = sorted([body.title, body.kind, body.pricePoints * quantity, (body.priceFen ?? 0) * quantity])
    must(is === should, `${_id} says ${is} and not ${should}`)
    const isOnSale = body.onSaleFromMs <= atMs && atMs < (body.onSaleUntilMs ?? Number.POSITIVE_INFINITY)
    must(isOnSale, `${_id} was had while it was not on sale`)
    if (slot) {
      const written = body.slots?.find(({ slotId }) => slotId === slot.slotId)
      must(written?.startsAtMs === slot.startsAtMs && atMs < slot.startsAtMs, `${_id} is of a slot that has begun`)
      const { missedSlotPoints } = this.inForce.settings(atMs)
      must(order.ifMissed === missedSlotPoints, `${_id} goes by another rule than ${missedSlotPoints}`)
    }
    must(step === (kind === 'code' ? 'received' : 'made'), `${_id} begins as ${step}`)
  }

  private stepped(before: PaperUnit, now: PaperUnit, taken: StepTaken): void {
    const { _id, order, orderId, step } = now
    must(taken.to === step, `${_id} says two things of its step`)
    const way = `${before.step}>${step}`
    must(ONWARDS[order.handover]?.split(' ').includes(way) === true, `${_id} (${order.handover}) went ${way}`)
    must((now.state === 'returned') === isOver(step), `${_id} is ${now.state} and ${step}`)
    must((taken.holder !== '') === isOver(step), `${_id} gives points to "${taken.holder}"`)
    const isOwn = taken.by === 'system' || taken.by.startsWith('import|')
    const said = (this.shop.said.get(taken.key) ?? []).some((one) => isStep(one as SaidStep, orderId, taken))
    must(isOwn || said, `${_id} is ${step} by ${taken.by}, who never said so`)
    if (step === 'missed')
      must(taken.atMs >= (order.slot?.endsAtMs ?? Number.POSITIVE_INFINITY), `${_id} was missed before its end`)
    if (before.step === 'made' && taken.by === 'system' && order.slot)
      must(step === (order.ifMissed === 'kept' ? 'missed' : 'returned'), `${_id} is ${step}, and its rule another`)
    if (step === 'cancelled' && taken.by === now.owner && order.slot)
      must(taken.atMs < order.slot.startsAtMs, `${_id} was cancelled after it had begun`)
    this.happened(`order of the mall: ${way}`)
    if (isOwn) this.happened(`order of the mall: ${step} by ${taken.by === 'system' ? 'itself' : 'a file'}`)
  }

  get orders(): readonly PaperUnit[] {
    return [...this.units.values()].filter((unit): unit is PaperUnit => unit.order !== null)
  }
}

const isStep = ({ kind, orderId, to, by }: SaidStep, order: string, taken: StepTaken) =>
  kind === 'step' && orderId === order && to === taken.to && (taken.by === by || taken.by === `staff|${by}`)
