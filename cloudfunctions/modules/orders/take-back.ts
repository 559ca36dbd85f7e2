import { Refusal, refuse } from '../../kernel/refusal'
import { settingsOf, type Work } from '../../platform/context'
import { untilSettled } from '../../platform/guarded-store'
import { ledgerSettings } from '../ledger'
import { type AskedRefund, refundOf } from './domain/refund'
import { finishOrder } from './finish-order'
import { holderOf } from './holder'
import { keepRepeat } from './repeats'
import { type Order, type OrderRefund, orders, roundsOf } from './store'

/** A refund as somebody asks for it, or an undo. */
export interface AskedTakeBack<Code extends string = never>
  extends Pick<OrderRefund, 'kind' | 'refundNo' | 'key' | 'inputHash' | 'by'> {
  readonly storeId: string
  readonly orderNo: string
  /** Null for all that is left. */
  readonly amountFen: number | null
  readonly lines: AskedRefund['lines']
  /** Why the order as it is cannot be taken back so; null when it can. */
  readonly objection?: (order: Order) => Refusal<Code> | null
}

/** A refund that is done, with the order it is of. */
export interface TakenBack {
  readonly order: Order
  readonly refund: OrderRefund & { readonly done: NonNullable<OrderRefund['done']> }
}

type Refused =
  | 'no_such_order'
  | 'refund_exists_with_other_content'
  | 'refund_exceeds_order'
  | 'too_many_refunds'
  | 'invalid_input'
  | 'account_frozen'
  | 'key_reused_with_other_input'

/** More than any order has; they are kept with it. */
const MOST_REFUNDS = 50

interface Found {
  readonly order: Order
  readonly refund: OrderRefund
}

function partsOf({ lines }: Order, asked: AskedRefund['lines']): readonly number[] | null {
  return asked && lines.map(({ lineId }) => asked.find((line) => line.lineId === lineId)?.amountFen ?? 0)
}

/** Whether a refund that is asked for again is what it was. One of the two may not have said from which lines. */
function isSame({ order, refund }: Found, asked: AskedTakeBack<string>): boolean {
  if (asked.amountFen !== null && asked.amountFen !== refund.amountFen) return false
  const parts = partsOf(order, asked.lines)
  return !parts || !refund.parts || JSON.stringify(parts) === JSON.stringify(refund.parts)
}

const foundIn = (rounds: readonly Order[], is: (refund: OrderRefund) => boolean): Found | null =>
  rounds.flatMap((order) => order.refunds.filter(is).map((refund) => ({ order, refund }))).at(-1) ?? null

/** Keeps with an order that a command was answered by what another had taken back: it is no other when it comes again. */
async function kept(work: Work, found: Found | Refusal<string>, asked: AskedTakeBack<string>): Promise<boolean> {
  // guard: refund-kept
  if (found instanceof Refusal || found.refund.key === asked.key) return true
  return keepRepeat(work, found.order, asked, { refundKeys: [asked.key] })
}

/** The refund that already answers, by the command's key or by its number. */
async function knownRefund(
  work: Work,
  rounds: readonly Order[],
  asked: AskedTakeBack<string>,
): Promise<Found | null | Refusal<'key_reused_with_other_input' | 'refund_exists_with_other_content'>> {
  const keyed = await work.store.find(orders, { index: 'byRefundKeys', equals: { refundKeys: asked.key }, limit: 1 })
  const byKey = foundIn(keyed.items, ({ key }) => key === asked.key)
  const repeat = keyed.items.flatMap(({ repeats }) => repeats).find(({ key }) => key === asked.key)
  const before = byKey?.refund ?? repeat
  // guard: refund-same-input
  if (before && before.inputHash !== asked.inputHash) return refuse('key_reused_with_other_input')
  if (byKey) return byKey
  // An undo has no number: the one of the last round is meant, or of the round by which this command was answered.
  const among = asked.kind === 'refund' ? rounds : repeat ? keyed.items : rounds.slice(-1)
  const byNumber = foundIn(among, ({ kind, refundNo }) => kind === asked.kind && refundNo === asked.refundNo)
  // guard: refund-same-content
  return !byNumber || isSame(byNumber, asked) ? byNumber : refuse('refund_exists_with_other_content')
}

/** What the next refund of an order is, and the order with it; or why it is refused. */
async function decide<Code extends string>(
  work: Work,
  order: Order,
  asked: AskedTakeBack<Code>,
): Promise<Pick<Order, 'lines' | 'leftFen' | 'refunds'> | Refusal<Refused | Code>> {
  const objection = asked.objection?.(order)
  if (objection) return objection
  const amountFen = asked.amountFen ?? order.leftFen
  if (amountFen === 0) return refuse('refund_exceeds_order', { leftFen: 0 })
  const decided = refundOf(order.lines, { amountFen, lines: asked.lines })
  if (decided instanceof Refusal) return decided
  if (asked.kind === 'refund' && order.refunds.length >= MOST_REFUNDS)
    return refuse('too_many_refunds', { most: MOST_REFUNDS })
  const { clawbackPolicy } = await settingsOf(work, ledgerSettings)
  const { kind, refundNo, key, inputHash, by } = asked
  const refund: OrderRefund = {
    kind,
    refundNo,
    key,
    inputHash,
    amountFen,
    parts: partsOf(order, asked.lines),
    holder: await holderOf(work, order),
    points: decided.points,
    leftFen: decided.leftFen,
    policy: clawbackPolicy,
    by,
    atMs: work.nowMs,
    done: null,
  }
  const { lines, leftFen } = decided
  return { lines, leftFen, refunds: [...order.refunds, refund] }
}

/** The refund, decided now or before: one conditional update on the order's version decides. */
async function decided<Code extends string>(
  work: Work,
  asked: AskedTakeBack<Code>,
): Promise<Found | Refusal<Refused | Code>> {
  return untilSettled<Found | Refusal<Refused | Code>>(work, async () => {
    const rounds = await roundsOf(work, asked.storeId, asked.orderNo)
    const known = await knownRefund(work, rounds, asked)
    if (known) return (await kept(work, known, asked)) ? { value: known } : 'again'
    const last = rounds.at(-1)
    if (!last) return { value: refuse('no_such_order') }
    // What it takes is a share of what was earned: that has to be known first.
    const order = await finishOrder(work, last)
    if (order instanceof Refusal) return { value: order }
    // Finished beside others, it may have had this very refund meanwhile.
    // guard: refund-known-by-now
    const since = order === last ? null : await knownRefund(work, [...rounds.slice(0, -1), order], asked)
    if (since) return (await kept(work, since, asked)) ? { value: since } : 'again'
    const change = await decide(work, order, asked)
    if (change instanceof Refusal) return { value: change }
    const set = { ...change, version: order.version + 1, openSinceMs: work.nowMs }
    // Pushed, since a command that was answered by an earlier refund may be adding its own.
    const push = { refundKeys: [asked.key] }
    const where = {
      _id: order._id,
      // guard: refund-version
      version: order.version,
      // Sent with something else in the same moment, it may have been answered by another refund meanwhile.
      // guard: refund-no-repeat
      repeats: { none: { field: 'key', value: asked.key } },
    } as const
    const isWritten = await work.store.update(orders, where, { set, push })
    const refund = set.refunds.at(-1)
    return isWritten && refund ? { value: { order: { ...order, ...set }, refund } } : 'again'
  })
}

/** Takes back a part of an order, or all that is left, once for each refund number however often it is asked. */
export async function takeBack<Code extends string = never>(
  work: Work,
  asked: AskedTakeBack<Code>,
): Promise<TakenBack | Refusal<Refused | Code>> {
  const found = await decided(work, asked)
  if (found instanceof Refusal) return found
  const order = await finishOrder(work, found.order)
  if (order instanceof Refusal) return order
  const { kind, refundNo } = found.refund
  const refund = order.refunds.find((one) => one.kind === kind && one.refundNo === refundNo)
  if (!refund?.done) throw new Error(`refund ${refundNo} of ${order._id} is not done`)
  return { order, refund: { ...refund, done: refund.done } }
}
