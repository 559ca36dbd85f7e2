import { createHash } from 'node:crypto'
import type { Entry } from '../../../cloudfunctions/modules/ledger/domain/entry'
import type { Order, OrderRefund } from '../../../cloudfunctions/modules/orders/store'
import { must } from '../must'
import type { SaidPurchase, SaidRefund } from '../world/said'
import type { Shop } from '../world/shop'
import type { CampaignBook } from './campaign-book'
import { dayOfMs, daysAfter, lastDayOfMonth, monthNumber } from './days'
import type { InForce, SettingsInForce } from './in-force'
import { sharedOut } from './shares'
import { sorted } from './sorted'

/** One line of an order, as a bookkeeper has it on paper. */
interface PaperLine {
  readonly fen: number
  readonly earns: boolean
  left: number
  points: number
}

/** An order on paper, with the document that was last seen of it. */
export interface PaperOrder {
  order: Order
  readonly lines: readonly PaperLine[]
  readonly said: SaidPurchase
}

/** What a refund comes to, as its own sums say. */
export interface PaperRefund {
  readonly orderId: string
  readonly amountFen: number
  /** Of its lines alone: what goes by all that is spent comes on top. */
  readonly points: number
  readonly policy: string
}

/** What was posted for an order, and what the account had with it then. */
interface Posted {
  readonly entry: Entry
  readonly debt: number
  readonly account: string
  /** The cards that the account knew its member had come by, the newest first. */
  readonly touches: readonly Touch[]
}

export interface Touch {
  readonly card: string
  readonly atMs: number
  readonly untilMs: number
}

const left = ({ lines }: Pick<PaperOrder, 'lines'>) => lines.reduce((sum, line) => sum + line.left, 0)
const kept = ({ lines }: Pick<PaperOrder, 'lines'>) =>
  lines.reduce((sum, { points, left, fen }) => sum + Math.floor((points * left) / fen), 0)

/** An undo has no number: the digest of nothing stands for it. */
const NO_NUMBER = `.${createHash('sha256').digest('hex')}`

export const refundIdOf = (orderId: string, { kind, refundNo }: { readonly kind: string; readonly refundNo: string }) =>
  `${orderId}|${kind}|${refundNo || NO_NUMBER}`

/** What never changes of an order. */
const FIXED = ['store', 'orderNo', 'round', 'member', 'amountFen', 'paidAtMs', 'atMs', 'key', 'rulesVersion'] as const

/**
 * The orders as a bookkeeper has them who was told what was sent, and adds up everything anew. Each state of each
 * document is looked at once.
 */
export class OrderBook {
  readonly orders = new Map<string, PaperOrder>()
  readonly refunds = new Map<string, PaperRefund>()
  /** What was posted under an operation, told by whoever reads the accounts. */
  readonly posted = new Map<string, Posted>()

  constructor(
    private readonly shop: Shop,
    private readonly inForce: InForce,
    private readonly campaigns: CampaignBook,
    private readonly happened: (what: string) => void,
  ) {}

  /** All that was ever recorded under a number, the first first. */
  roundsOf({ store, orderNo }: { readonly store: string; readonly orderNo: string }): readonly PaperOrder[] {
    const rounds: PaperOrder[] = []
    for (let round = 1; ; round += 1) {
      const found = this.orders.get(`${store}|${orderNo}|${round}`)
      if (!found) return rounds
      rounds.push(found)
    }
  }

  look(order: Order): void {
    const known = this.orders.get(order._id)
    if (!known) {
      this.orders.set(order._id, this.begun(order))
      return
    }
    const before = known.order
    if (order.repeats.length > before.repeats.length) {
      this.repeated(order, before)
      known.order = order
      return
    }
    for (const field of FIXED) must(order[field] === before[field], `${order._id} has another ${field} than before`)
    must(order.version === before.version + 1, `${order._id} went from version ${before.version} to ${order.version}`)
    if (!before.award && order.award) this.awarded(known, order)
    must(order.refunds.length <= before.refunds.length + 1, `${order._id} has two refunds at once`)
    for (const [at, refund] of order.refunds.entries()) {
      const told = before.refunds[at]
      if (!told) this.refunded(known, order, refund)
      if (refund.done && !told?.done) this.taken(order, refund)
      must(!told || told.points === refund.points, `${order._id} has another refund than before`)
    }
    known.order = order
    const isDone = order.award !== null && order.refunds.every(({ done }) => done !== null)
    must(isDone === (order.openSinceMs === null), `${order._id} is ${isDone ? 'done and open' : 'open and closed'}`)
  }

  private begun(order: Order): PaperOrder {
    const { _id, store, orderNo, round, atMs, paidAtMs } = order
    const said = this.saidOf(order)
    must(said !== undefined, `${_id} is what nobody has reported`)
    must(_id === `${store}|${orderNo}|${round}`, `${_id} is not what it says`)
    must(paidAtMs === Math.min(said.paidAtMs ?? atMs, atMs), `${_id} was paid at another moment`)
    this.checkRound(order, said)
    const settings = this.inForce.settings(atMs)
    must(order.rulesVersion === settings.version, `${_id} goes by ${order.rulesVersion}, not ${settings.version}`)
    const terms = termsOf(dayOfMs(paidAtMs), dayOfMs(atMs), settings)
    must(order.vestsOn === terms.vestsOn, `${_id} vests on ${order.vestsOn} and not on ${terms.vestsOn}`)
    must(order.expiresOn === terms.expiresOn, `${_id} ends on ${order.expiresOn} and not on ${terms.expiresOn}`)
    const lines = (said.lines ?? [{ amountFen: said.amountFen, category: '' }]).map(
      ({ amountFen: fen, category = '' }) => {
        const earns = !settings.earnExcludedCategories.includes(category)
        return { fen, earns, left: fen, points: 0 }
      },
    )
    must(order.award === null && order.refunds.length === 0 && order.leftFen === said.amountFen, `${_id} begins late`)
    this.happened(`order: by ${order.source}`)
    return { order, lines, said }
  }

  /** Another command was answered by it, and nothing else was changed. */
  private repeated(order: Order, before: Order): void {
    const keys = order.repeats.map(({ key }) => key)
    must(new Set([order.key, ...keys]).size === keys.length + 1, `${order._id} keeps a key twice`)
    must(
      keys.every((key) => this.shop.said.has(key)),
      `${order._id} keeps a key that nobody has used`,
    )
    const rest = (one: Order) => sorted({ ...one, repeats: 0, refundKeys: 0 })
    must(rest(order) === rest(before), `${order._id} was changed besides`)
    this.happened('order: another command was answered by it')
  }

  private saidOf({ key, store, orderNo, member, amountFen }: Order): SaidPurchase | undefined {
    const said = this.shop.said.get(key) ?? []
    return said.find(
      (one): one is SaidPurchase =>
        one.kind === 'purchase' &&
        one.storeId === store &&
        one.orderNo === orderNo &&
        one.member === member &&
        one.amountFen === amountFen,
    )
  }

  /** A number is paid anew only after all of it was taken back, by a payment that is later than that. */
  private checkRound({ _id, store, orderNo, round }: Order, said: SaidPurchase): void {
    if (round === 1) return
    const before = this.orders.get(`${store}|${orderNo}|${round - 1}`)
    const last = before?.order.refunds.at(-1)
    must(before !== undefined && last !== undefined && left(before) === 0, `${_id} begins while the one before stands`)
    const isPaidAnew = said.paidAtMs === null || said.paidAtMs > last.atMs
    must(isPaidAnew || last.kind === 'undo', `${_id} is an old payment, paid ${said.paidAtMs} before ${last.atMs}`)
    this.happened(last.kind === 'undo' ? 'order: again after an undo' : 'order: paid anew')
  }

  private awarded(paper: PaperOrder, { _id, award, lines }: Order): void {
    const posted = this.posted.get(`or|${_id}`)
    const points = posted?.entry.points ?? 0
    must(award?.points === points && award.seq === (posted?.entry.seq ?? null), `${_id} says ${award?.points} points`)
    must(award.account === (posted?.account ?? null), `${_id} was awarded to ${award.account}`)
    if (posted) must(award.isHeld === (posted.entry.kind === 'hold'), `${_id} says it is held`)
    const something = (gains: readonly { campaignId: string; points: number }[]) =>
      sorted(gains.flatMap(({ campaignId, points: own }) => (own > 0 ? [[campaignId, own]] : [])))
    const gains = this.campaigns.gainsOf(`or|${_id}`)
    const should = something(gains)
    must(something(award.campaigns ?? []) === should, `${_id} says other points of campaigns than ${should}`)
    // What goes by all that is spent goes back by that, and is in no line.
    const ofLines = points - gains.reduce((sum, { bySpending }) => sum + bySpending, 0)
    // What campaigns gave for what earns nothing by itself belongs to all of it.
    const isEarning = paper.lines.some(({ earns }) => earns)
    const weights = paper.lines.map(({ earns, fen }) => (earns || !isEarning ? fen : 0))
    const shares = ofLines === 0 ? weights.map(() => 0) : sharedOut(ofLines, weights)
    for (const [at, line] of paper.lines.entries()) line.points = shares[at] ?? 0
    const said = lines.map((line) => line.points)
    must(String(said) === String(shares), `the lines of ${_id} have ${said} of ${ofLines} points, not ${shares}`)
  }

  private refunded(paper: PaperOrder, order: Order, refund: OrderRefund): void {
    const id = refundIdOf(order._id, refund)
    const partsOf = ({ lines }: SaidRefund) =>
      lines && order.lines.map(({ lineId }) => lines.find((line) => line.lineId === lineId)?.amountFen ?? 0)
    const said = (this.shop.said.get(refund.key) ?? []).find(
      (one): one is SaidRefund =>
        one.kind === refund.kind &&
        one.refundNo === refund.refundNo &&
        (one.amountFen ?? left(paper)) === refund.amountFen &&
        String(partsOf(one)) === String(refund.parts) &&
        one.orderNo === order.orderNo &&
        one.storeId === order.store,
    )
    must(said !== undefined, `${id} of ${refund.amountFen} is what nobody has asked for`)
    must(!this.refunds.has(id), `${id} is there twice`)
    const before = kept(paper)
    const lefts = paper.lines.map((line) => line.left)
    const parts = partsOf(said) ?? sharedOut(refund.amountFen, lefts)
    for (const [at, line] of paper.lines.entries()) line.left -= parts[at] ?? 0
    must(refund.amountFen > 0 && paper.lines.every((line) => line.left >= 0), `${id} takes more than there is`)
    const points = before - kept(paper)
    must(refund.points === points, `${id} takes ${refund.points} points and not ${points}`)
    const is = `${order.leftFen}, ${order.lines.map((line) => line.leftFen)}`
    const should = `${left(paper)}, ${paper.lines.map((line) => line.left)}`
    must(is === should && refund.leftFen === left(paper), `${id} leaves ${is} and not ${should}`)
    const { clawbackPolicy: policy } = this.inForce.settings(refund.atMs)
    must(refund.policy === policy && refund.holder === order.member, `${id} goes by ${refund.policy}, not ${policy}`)
    this.refunds.set(id, { orderId: order._id, amountFen: refund.amountFen, points, policy })
    this.happened(`refund: ${left(paper) === 0 ? 'of all that was left' : said.lines ? 'of a line' : 'of a part'}`)
  }

  private taken({ _id }: Order, refund: OrderRefund): void {
    const id = refundIdOf(_id, refund)
    const posted = this.posted.get(`or|${id}`)
    const is = `${refund.done?.pointsTaken}, ${refund.done?.debt}`
    const should = posted ? `${0 - posted.entry.points}, ${posted.debt}` : '0, 0'
    must(is === should, `${id} says it took ${is} and not ${should}`)
  }
}

/** When the points of a purchase vest, and when they end, by the settings of the moment in which it was recorded. */
function termsOf(paidOn: string, today: string, { holdDays, pointExpiry }: SettingsInForce) {
  const vestsOn = daysAfter(paidOn, holdDays)
  const ends = endOf(today, pointExpiry)
  if (vestsOn <= today) return { vestsOn: null, expiresOn: ends }
  return { vestsOn, expiresOn: ends < vestsOn ? endOf(vestsOn, pointExpiry) : ends }
}

function endOf(day: string, expiry: SettingsInForce['pointExpiry']): string {
  if (expiry.kind === 'days') return daysAfter(day, expiry.days)
  if (expiry.kind === 'end_of_month') return lastDayOfMonth(monthNumber(day) + expiry.monthsAfter)
  return `${Number(day.slice(0, 4)) + expiry.yearsAfter}-12-31`
}
