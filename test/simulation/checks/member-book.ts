import type { Account } from '../../../cloudfunctions/modules/ledger'
import type { Entry } from '../../../cloudfunctions/modules/ledger/domain/entry'
import type { Order } from '../../../cloudfunctions/modules/orders'
import { must } from '../must'
import type { CampaignBook } from './campaign-book'
import { dayOfMs, daysFrom } from './days'
import type { InForce } from './in-force'
import { type OrderBook, type PaperOrder, refundIdOf, type Touch } from './order-book'
import { sorted } from './sorted'
import { TierModel } from './tier-model'

const PLAIN_RATE = 10_000
const COUNTED_DAYS = 7

/** The day that an order counts in: that of payment, or that of recording where the other is no longer counted. */
function countedDayOf({ paidAtMs, atMs }: Pick<Order, 'paidAtMs' | 'atMs'>): string {
  const [paidOn, recordedOn] = [dayOfMs(paidAtMs), dayOfMs(atMs)]
  return daysFrom(paidOn, recordedOn) >= COUNTED_DAYS ? recordedOn : paidOn
}

/**
 * What purchases and benefits make of one member: each state of the account is looked at once, and what a day has
 * earned, what was bought for the tier and what was used of it is counted on paper.
 */
export class MemberBook {
  private seen = 0
  private room: unknown = undefined
  private tiers: TierModel
  private readonly earnedOn = new Map<string, number>()
  private readonly used = new Map<string, number>()

  constructor(
    private readonly orders: OrderBook,
    private readonly inForce: InForce,
    private readonly campaigns: CampaignBook,
    private readonly happened: (what: string) => void,
  ) {
    this.tiers = new TierModel(this.termsAt(0))
  }

  look(account: Account): void {
    const entries = account.tail.filter(({ seq }) => seq > this.seen)
    const last = entries.at(-1)
    this.seen = account.lastSeq
    const now = this.tiers.under(this.termsAt(account.changedAtMs))
    const today = dayOfMs(account.changedAtMs)
    if (last?.op.startsWith('or|')) this.purchase(last, account, now, today)
    else if (account.rooms.tiers !== this.room) now.look(today)
    if (account.rooms.tiers !== this.room) this.compareTiers(account, now)
    if (last?.op.startsWith('bu|')) this.use(last, now, today)
  }

  private termsAt(atMs: number) {
    return { ...this.inForce.settings(atMs), ladder: this.inForce.ladder(atMs) }
  }

  /** What is kept with the account changes with purchases, and when somebody looks after an end or at a new ladder. */
  private compareTiers({ _id, rooms }: Account, now: TierModel): void {
    const { basis: _, ...said } = rooms.tiers as { readonly basis: unknown }
    const should = sorted(now.shown())
    must(sorted(said) === should, `${_id} has the tier ${sorted(said)} and not ${should}`)
    this.room = rooms.tiers
    this.tiers = now
  }

  private purchase(entry: Entry, account: Account, now: TierModel, today: string): void {
    const id = entry.op.slice('or|'.length)
    const refund = this.orders.refunds.get(id)
    const paper = this.orders.orders.get(refund?.orderId ?? id)
    must(paper !== undefined, `${entry.op} is of no order`)
    must(paper.order.member === account.member, `${entry.op} was posted to somebody else`)
    const before = now.heldStep()
    if (refund) this.takeBack(paper, { id, points: refund.points, entry }, now, today)
    else this.award(paper, entry, now, today)
    const after = now.heldStep()
    const { newTier } = entry.trace as { readonly newTier?: string }
    const isUp = after !== null && after.tierId !== before?.tierId && after.order > (before?.order ?? -1)
    must(newTier === undefined || isUp, `${entry.op} tells of the tier ${newTier}`)
    const kept = account.rooms.sharing as (Touch & { readonly before?: Touch }) | undefined
    const touches = [kept, kept?.before].filter((touch) => touch !== undefined)
    this.orders.posted.set(entry.op, { entry, debt: account.debt, account: account._id, touches })
  }

  private award({ order, lines, said }: PaperOrder, entry: Entry, now: TierModel, today: string): void {
    const settings = this.inForce.settingsOfVersion(order.rulesVersion)
    now.look(today)
    const rate = now.heldStep()?.rateBps ?? PLAIN_RATE
    const paidOn = dayOfMs(order.paidAtMs)
    const eligible = lines.reduce((sum, { earns, fen }) => sum + (earns ? fen : 0), 0)
    const { earnRate, earnFromFen, earnStores, maxPointsPerOrder, maxPointsPerDay } = settings
    const earns = said.amountFen >= earnFromFen && (earnStores === null || earnStores.includes(said.storeId))
    const full = Math.floor((eligible * earnRate.points * rate) / (earnRate.perFen * PLAIN_RATE))
    const countedOn = countedDayOf(order)
    const had = this.earnedOn.get(countedOn) ?? 0
    const room = maxPointsPerDay === null ? Number.POSITIVE_INFINITY : Math.max(0, maxPointsPerDay - had)
    const base = earns ? full : 0
    const { member, paidAtMs: atMs } = order
    const { amountFen, store } = order
    const onTop = this.campaigns.offered({ member, entry, when: 'order_paid', atMs, base, amountFen, store })
    const all = onTop.gains.reduce((sum, gain) => sum + gain.points, base)
    const points = Math.min(all, maxPointsPerOrder ?? all, room)
    // What a day has earned is counted for a week after it; of what is carried out later the cap may have forgotten the rest.
    const isForgotten =
      daysFrom(countedOn, today) > COUNTED_DAYS && entry.points <= Math.min(all, maxPointsPerOrder ?? all)
    const isRight = entry.points === points || (isForgotten && entry.points > points)
    must(isRight, `${entry.op} earned ${entry.points}, and ${points} at the rate ${rate}, ${had} had`)
    this.campaigns.give(onTop, entry.points - base)
    const isHeld = order.vestsOn !== null && order.vestsOn > dayOfMs(entry.atMs) && entry.points > 0
    must(entry.kind === (isHeld ? 'hold' : 'accrual'), `${entry.op} is a ${entry.kind}`)
    if (points < all) this.happened(`earned less: cap of ${room < all ? 'a day' : 'an order'}`)
    if (!earns) this.happened('earned nothing: too small, or another store')
    if (rate !== PLAIN_RATE) this.happened('earned more: by a tier')
    if (maxPointsPerDay !== null) this.earnedOn.set(countedOn, had + entry.points)
    now.buy({ on: paidOn, fen: said.amountFen, orders: 1 }, today, 'order')
  }

  private takeBack(
    { order }: PaperOrder,
    { id, points, entry }: { readonly id: string; readonly points: number; readonly entry: Entry },
    now: TierModel,
    today: string,
  ): void {
    const refund = order.refunds.find((one) => refundIdOf(order._id, one) === id)
    must(refund !== undefined, `${id} is in no order`)
    const paidOn = dayOfMs(order.paidAtMs)
    const countedOn = countedDayOf(order)
    const had = this.earnedOn.get(countedOn) ?? 0
    const left = { before: refund.leftFen + refund.amountFen, after: refund.leftFen, of: order.amountFen }
    const refunded = { amountFen: refund.amountFen, ofLines: points, entry }
    const steps = this.campaigns.takeBack(`or|${order._id}`, left, refunded)
    this.earnedOn.set(countedOn, Math.max(0, had - points - steps))
    now.buy({ on: paidOn, fen: -refund.amountFen, orders: refund.leftFen === 0 ? -1 : 0 }, today, 'refund')
  }

  private use(entry: Entry, now: TierModel, today: string): void {
    const { id: benefitId } = entry.ref
    const { left } = entry.trace as { readonly left: number }
    now.look(today)
    const benefit = now.heldStep()?.benefits.find((one) => one.benefitId === benefitId)
    must(benefit !== undefined, `${entry.op} uses ${benefitId}, which the tier ${now.tier} does not give`)
    const period = `${benefitId} ${benefit.per === 'month' ? today.slice(0, 7) : today.slice(0, 4)}`
    const used = (this.used.get(period) ?? 0) + 1
    this.used.set(period, used)
    must(used <= benefit.quota && left === benefit.quota - used, `${period} was used ${used} times of ${benefit.quota}`)
    this.happened(left === 0 ? 'benefit: the last one' : 'benefit: one of several')
  }

  /** What is left of a benefit at a moment; null where the tier does not give it. */
  leftOf(benefitId: string, atMs: number): number | null {
    const now = this.tiers.under(this.termsAt(atMs))
    const today = dayOfMs(atMs)
    now.look(today)
    const benefit = now.heldStep()?.benefits.find((one) => one.benefitId === benefitId)
    if (!benefit) return null
    const period = `${benefitId} ${benefit.per === 'month' ? today.slice(0, 7) : today.slice(0, 4)}`
    return Math.max(0, benefit.quota - (this.used.get(period) ?? 0))
  }
}
