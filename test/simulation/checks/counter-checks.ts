import { must } from '../must'
import type { Command } from '../world/doors'
import type { SaidLine, SaidOf, SaidPurchase, SaidRefund } from '../world/said'
import type { World } from '../world/world'
import type { Books } from './books'
import { dayOfMs, daysFrom } from './days'

type Asked = Command & { readonly says: NonNullable<Command['says']> }

const MOST_AHEAD_MS = 10 * 60_000
const MOST_ROUNDS = 8

const linesText = (lines: readonly SaidLine[]) => JSON.stringify(lines.map((l) => [l.lineId, l.amountFen, l.category]))

/** Whether two reports may be of one purchase: one of them may not have named the lines. */
const isSame = (one: SaidPurchase, other: SaidPurchase) =>
  one.member === other.member &&
  one.amountFen === other.amountFen &&
  (!one.lines || !other.lines || linesText(one.lines) === linesText(other.lines))

/** When all is quiet: what counters and tills were told is what is there, and whatever was refused had a reason. */
export class CounterChecks {
  constructor(
    private readonly world: World,
    private readonly books: Books,
  ) {}

  async afterQuiet(): Promise<void> {
    const recorded = new Set<string>()
    let used = 0
    for (const command of this.world.asked.values()) {
      if (!isSaid(command)) continue
      const settled = this.world.answers.settled.get(command.identity)
      if (settled?.kind === 'done') {
        const data = JSON.parse(settled.text) as never
        recorded.add(command.says.keyHash)
        if (command.says.said.kind === 'use') used += 1
        this.checkDone(command, data)
      } else if (!settled && OF_COUNTERS.has(command.says.said.kind)) this.checkRefused(command)
    }
    this.checkOrders(recorded)
    const uses = this.books.entries('bu|').length
    must(uses <= used + this.turnedAway('use'), `${uses} benefits were used and ${used} answered as done`)
    must(uses >= used, `${used} uses were answered as done and ${uses} are there`)
  }

  /** Commands that are not answered any more, since whoever sent them may not ask any more. */
  private turnedAway(kind: string): number {
    const { asked, answers } = this.world
    return [...asked.values()].filter(
      ({ says, identity }) => says?.said.kind === kind && AT_THE_DOOR.has(answers.refused.get(identity) ?? ''),
    ).length
  }

  private checkOrders(recorded: ReadonlySet<string>): void {
    const turnedAway = this.turnedAway('purchase')
    for (const { order } of this.books.orders.orders.values()) {
      must(order.award?.account !== null, `${order._id} of a member earned nothing for nobody`)
      must(turnedAway > 0 || recorded.has(order.key), `${order._id} is there and was answered to nobody`)
    }
  }

  private roundsOf({ storeId: store, orderNo }: { readonly storeId: string; readonly orderNo: string }) {
    return this.books.orders.roundsOf({ store, orderNo })
  }

  private checkDone({ identity, says: { said } }: Asked, data: never): void {
    if (said.kind === 'purchase') {
      const { points } = data as { points: { available: number; pending: number } }
      const told = points.available + points.pending
      const found = this.roundsOf(said).some((round) => isSame(round.said, said) && round.order.award?.points === told)
      must(found, `${identity} was told of ${told} points and is not there`)
    }
    if (said.kind === 'refund' || said.kind === 'undo') this.checkTaken(identity, said, data)
  }

  private checkTaken(identity: string, said: SaidRefund, data: { pointsTaken: number; debt: number; leftFen: number }) {
    const found = this.roundsOf(said).flatMap(({ order }) => order.refunds.filter((one) => isRefund(one, said)))
    const told = found.some(
      ({ done, leftFen }) =>
        done?.pointsTaken === data.pointsTaken && done.debt === data.debt && leftFen === data.leftFen,
    )
    must(told, `${identity} was told ${JSON.stringify(data)}, which is of no refund`)
  }

  private checkRefused({ identity, says, member }: Asked): void {
    const code = this.world.answers.refused.get(identity)
    // Somebody who is not staff any more, or has asked enough today; that is looked at with the people.
    if (code === undefined || AT_THE_DOOR.has(code)) return
    const { said, keyHash } = says
    const isLie = (this.world.shop.said.get(keyHash)?.length ?? 0) > 1
    const hasReason =
      (code === 'key_reused_with_other_input' && isLie) ||
      (said.kind === 'purchase' && this.isPurchaseRefused(said, { identity, code, keyHash })) ||
      ((said.kind === 'refund' || said.kind === 'undo') &&
        this.isRefundRefused(said, code, this.refusedAtMs(identity))) ||
      (said.kind === 'use' && this.isUseRefused(said, { member, code, nowMs: this.refusedAtMs(identity) })) ||
      (said.kind === 'open' && code === 'no_such_card' && said.card === 'nobodys-card') ||
      said.kind === 'phone' ||
      said.kind === 'accept'
    must(hasReason, `${identity} is refused as ${code} for no reason`)
  }

  private isPurchaseRefused(
    said: SaidPurchase,
    { identity, code, keyHash }: { readonly identity: string; readonly code: string; readonly keyHash: string },
  ): boolean {
    const rounds = this.roundsOf(said)
    const isThere = rounds.some((round) => isSame(round.said, said))
    // What was done or answered once is known by its key, however late it is asked.
    const isKnown = rounds.some(({ order }) => [order, ...order.repeats].some(({ key }) => key === keyHash))
    if (code === 'unknown_member_code') return !isKnown
    if (code === 'invalid_input') return !isKnown && this.isOfNoTime(said, identity)
    return (
      code === 'order_exists_with_other_content' && rounds.length > 0 && (!isThere || rounds.length === MOST_ROUNDS)
    )
  }

  /** When it was last refused: a payment of the future has come when all is quiet, and a month's benefits are new. */
  private refusedAtMs(identity: string): number {
    return this.world.answers.refusedAtMs.get(identity) ?? this.world.clock.nowMs
  }

  private isOfNoTime({ paidAtMs }: SaidPurchase, identity: string): boolean {
    const nowMs = this.refusedAtMs(identity)
    const { orderMaxAgeDays } = this.books.inForce.settings(nowMs)
    if (paidAtMs === null) return false
    return paidAtMs > nowMs + MOST_AHEAD_MS || daysFrom(dayOfMs(paidAtMs), dayOfMs(nowMs)) > orderMaxAgeDays
  }

  private isRefundRefused(said: SaidRefund, code: string, nowMs: number): boolean {
    const rounds = this.roundsOf(said)
    const last = rounds.at(-1)
    if (!last) return code === 'no_such_order'
    const { order } = last
    const lineOf = (lineId: string) => order.lines.find((line) => line.lineId === lineId)
    switch (code) {
      case 'refund_exceeds_order':
        return (
          (said.amountFen ?? 1) > order.leftFen ||
          (said.lines ?? []).some(({ lineId, amountFen }) => amountFen > (lineOf(lineId)?.leftFen ?? 0))
        )
      case 'refund_exists_with_other_content':
        return rounds.some((round) => round.order.refunds.some((one) => one.refundNo === said.refundNo))
      case 'invalid_input':
        return (said.lines ?? []).some(({ lineId }) => !lineOf(lineId))
      default: {
        const { orderUndoMinutes } = this.books.inForce.settings(nowMs)
        const isOld = nowMs >= order.atMs + (orderUndoMinutes - 1) * 60_000
        return code === 'too_late' && (isOld || order.leftFen === 0)
      }
    }
  }

  private isUseRefused(
    { benefitId }: SaidOf<'use'>,
    { member, code, nowMs }: { readonly member: string; readonly code: string; readonly nowMs: number },
  ): boolean {
    const left = this.books.members.get(member)?.leftOf(benefitId, nowMs)
    if (code === 'none_left') return left === 0
    if (code === 'no_such_benefit') return left === null
    return code === 'unknown_member_code' || code === 'account_frozen'
  }
}

/** What this looks at; coupons and rewards are looked at elsewhere. */
const OF_COUNTERS: ReadonlySet<string> = new Set(['purchase', 'refund', 'undo', 'use', 'open', 'phone', 'accept'])
const AT_THE_DOOR: ReadonlySet<string> = new Set(['unauthorised', 'too_many_today'])

const isSaid = (command: Command): command is Asked => command.says !== undefined

const isRefund = (one: { readonly kind: string; readonly refundNo: string }, said: SaidRefund) =>
  one.kind === said.kind && one.refundNo === said.refundNo
