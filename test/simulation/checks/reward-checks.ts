import { shelf } from '../../../cloudfunctions/modules/rewards/catalogue/store'
import { memberships } from '../../../cloudfunctions/modules/rewards/memberships/store'
import { must } from '../must'
import type { SaidOf } from '../world/said'
import type { World } from '../world/world'
import type { Books } from './books'
import { all } from './every'
import type { PaperUnit } from './reward-book'
import { isTurnedAway, type Saying, sayings } from './sayings'

/** When all is quiet: who paid has it or has their points, every piece is somewhere, and a code is one order's. */
export class RewardChecks {
  constructor(
    private readonly world: World,
    private readonly books: Books,
  ) {}

  async afterQuiet(): Promise<void> {
    this.checkPaid()
    for (const unit of this.books.rewards.orders) this.checkOrder(unit)
    this.checkAnswers()
    await this.checkMemberships()
    await this.checkShelf()
  }

  /** Points or the thing: never both, never neither. */
  private checkPaid(): void {
    const { byOp, points } = this.books.rewards
    for (const [op, { quantity }] of points.redeemed) {
      const unit = byOp.get(op)
      const isHad = unit?.order != null && unit.state === 'claimed'
      const back = points.voided.get(op)
      must(isHad === (back === undefined), `${op} has ${back ? 'points and what they bought' : 'neither'}`)
      for (let nth = 2; nth <= quantity; nth += 1) {
        const piece = byOp.get(`${op}|${nth}`)
        const isUnlimited = unit?._id === op
        must(isUnlimited || !isHad || piece?.state === 'claimed', `${op} has no piece ${nth}`)
        must(unit?.order != null || piece === undefined || piece.state !== 'claimed', `${op} keeps piece ${nth}`)
      }
    }
  }

  private checkOrder({ _id, op, orderId, owner, order, step, state, steps, result, queue }: PaperUnit): void {
    const { coupons, rewards } = this.books
    const isOver = state === 'returned'
    const back = rewards.points.voided.has(op)
    must(isOver === back, `${_id} is ${step} and its points are ${back ? '' : 'not '}back`)
    const wasThere = steps.at(-2)?.to
    const isInShop = isOver && (wasThere === 'made' || wasThere === 'packed')
    const isOfStock = _id !== op
    for (const piece of [op, ...Array.from({ length: order.quantity - 1 }, (_, nth) => `${op}|${nth + 2}`)]) {
      const id = rewards.byOp.get(piece)?._id ?? ''
      const there = rewards.units.has(`${id}+`)
      must(there === (isInShop && isOfStock), `piece ${id} of ${_id} is ${there ? '' : 'not '}back in the stock`)
    }
    must(step === 'made' || step === 'packed' || queue === null || step === 'sent', `${_id} waits on ${queue}`)
    if (order.handover !== 'at_once' || isOver) return
    must(step === 'received', `${_id} is ${step}`)
    if (order.kind !== 'coupon') return
    const coupon = coupons.byOp.get(result)
    const isTheirs = coupon?.member === owner && coupon.channel === 'redeemed' && coupon.source === orderId
    must(isTheirs && coupon.template === order.template?.templateId, `${_id} has become ${result}`)
  }

  private checkAnswers(): void {
    const told = new Set<string>()
    const codes = new Map<string, string>()
    const every = sayings(this.world)
    for (const saying of every) {
      if (saying.said.kind === 'spend') this.checkSpent(saying as SayingOf<'spend'>, told)
      if (saying.said.kind === 'step') this.checkStep(saying as SayingOf<'step'>, codes)
    }
    const isAnyTurnedAway = every.some((one) => one.said.kind === 'step' && isTurnedAway(one))
    const stepped = new Set(every.flatMap(({ keyHash, settled }) => (settled ? [keyHash] : [])))
    for (const { _id, order, steps, shown } of this.books.rewards.orders) {
      must(told.has(order.redeemedBy.key), `${_id} was redeemed, and nobody was told`)
      must(shown === null || stepped.has(shown.key), `the code of ${_id} was shown to nobody`)
      const untold = steps.find(({ by, key }) => by !== 'system' && !by.startsWith('import|') && !stepped.has(key))
      must(untold === undefined || isAnyTurnedAway, `${_id} is ${untold?.to}, and nobody was told`)
    }
  }

  private checkSpent({ identity, said, keyHash, settled, refused }: SayingOf<'spend'>, told: Set<string>): void {
    const op = `rd|${said.member}|${keyHash}`
    const { redeemed, voided } = this.books.rewards.points
    if (settled === undefined) {
      const isKnown = redeemed.has(op) && refused !== undefined && refused !== 'key_reused_with_other_input'
      must(!isKnown, `${identity} was paid and is refused as ${refused}`)
      return
    }
    told.add(keyHash)
    if (settled.kind === 'marked') {
      must(voided.has(op), `${identity} was told ${settled.text}`)
      return
    }
    const data = JSON.parse(settled.text) as { orderId: string; pointsSpent: number; coupon?: { couponId: string } }
    const unit = this.books.rewards.byOp.get(op)
    const isSo = unit?.orderId === data.orderId && unit.order?.points === data.pointsSpent
    must(isSo && (!data.coupon || unit.result === data.coupon.couponId), `${identity} was told ${settled.text}`)
  }

  /** What was said to have been done was; and no code was ever shown for two orders. */
  private checkStep({ identity, said, keyHash, settled }: SayingOf<'step'>, codes: Map<string, string>): void {
    if (settled?.kind !== 'done') return
    const data = JSON.parse(settled.text) as { state?: string; code?: string; pointsReturned?: number }
    const unit = this.books.rewards.orders.find(({ orderId }) => orderId === said.orderId)
    if (said.to === 'shown') {
      const { code = '' } = data
      must(unit?.shown?.key === keyHash && this.world.shop.mall.codes.has(code), `${identity} was shown ${code}`)
      must((codes.get(code) ?? said.orderId) === said.orderId, `${code} was shown for two orders`)
      codes.set(code, said.orderId)
      return
    }
    const taken = unit?.steps.find(({ key }) => key === keyHash)
    must(taken?.to === data.state, `${identity} was told ${settled.text}`)
    const back = unit && this.books.rewards.points.voided.get(unit.op)
    must(data.pointsReturned === undefined || data.pointsReturned === back?.points, `${identity} gave back otherwise`)
  }

  /** Stretches follow each other, and each was had for one thing. */
  private async checkMemberships(): Promise<void> {
    const ops = new Set<string>()
    for (const { _id, member, spans, revocations } of await all(this.world.store, memberships)) {
      for (const [at, { op, from, until }] of spans.entries()) {
        must(!ops.has(op), `${op} made two stretches`)
        ops.add(op)
        must(from <= until && (spans[at - 1]?.until ?? '') < from, `${_id} has stretches that overlap`)
        const order = this.books.rewards.byOp.get(op)
        must(!order || order.member === member, `${op} made somebody else a member`)
      }
      for (const { spans: gone } of revocations) for (const { op } of gone) ops.add(op)
    }
    for (const { op, order, step } of this.books.rewards.orders) {
      const isMember = order.kind === 'membership' && step === 'received'
      must(!isMember || ops.has(op), `${op} is no stretch of a membership`)
    }
  }

  /** What the mall says is left is what is left, once it has been counted. */
  private async checkShelf(): Promise<void> {
    const free = new Map<string, number>()
    for (const { sku, state } of this.books.rewards.units.values())
      if (state === 'free') free.set(sku, (free.get(sku) ?? 0) + 1)
    for (const { _id, left } of await all(this.world.store, shelf))
      for (const [sku, count] of Object.entries(left))
        must(count === (free.get(sku) ?? 0), `${_id} shows ${count} left of ${sku}, and ${free.get(sku) ?? 0} are free`)
  }
}

type SayingOf<Kind extends 'spend' | 'step'> = Saying & { readonly said: SaidOf<Kind> }
