import { startOfDateMs } from '../../kernel/business-date'
import { refuse } from '../../kernel/refusal'
import { settingsOf, type Work } from '../../platform/context'
import { DEFAULT_PAGE_SIZE } from '../../platform/fields'
import type { ContextOf, Handlers } from '../../platform/module'
import { decodeCursor } from '../../platform/store'
import { accountOf } from '../ledger'
import { members } from '../members'
import { explainedEntry } from '../rules'
import type { contract } from './contract'
import { keptPointsOf } from './domain/lines'
import { orderSettings } from './settings'
import { type Order, orderOf, orders } from './store'

const MINUTE_MS = 60_000

function stateOf({ amountFen, leftFen }: Order): 'paid' | 'partly_refunded' | 'refunded' {
  if (leftFen === amountFen) return 'paid'
  return leftFen === 0 ? 'refunded' : 'partly_refunded'
}

/** How a clerk may call the members of some orders. */
async function namesOf(work: Work, found: readonly Order[]): Promise<ReadonlyMap<string, string>> {
  const there = await work.store.getMany(members, [...new Set(found.map(({ member }) => member))])
  return new Map(there.map(({ _id, profile }) => [_id, profile.nickname]))
}

/** Until when somebody may undo an order; null when they may not, or no longer. */
function undoUntilOf(
  { caller, nowMs }: ContextOf<(typeof contract)['orders.today']>,
  order: Order,
  undoMinutes: number,
): number | null {
  const untilMs = order.atMs + undoMinutes * MINUTE_MS
  const isTheirs = caller.role !== 'clerk' || order.by === caller.staffId
  return isTheirs && order.leftFen > 0 && nowMs < untilMs ? untilMs : null
}

async function today(
  context: ContextOf<(typeof contract)['orders.today']>,
  {
    storeId,
    cursor,
    limit = DEFAULT_PAGE_SIZE,
  }: { storeId: string; cursor?: string | undefined; limit?: number | undefined },
) {
  if (cursor !== undefined && !decodeCursor(cursor)) return refuse('invalid_input', { path: 'input.cursor' })
  const { role, staffId } = context.caller
  const { orderUndoMinutes } = await settingsOf(context, orderSettings)
  const page = await context.store.find(orders, {
    ...(role === 'clerk'
      ? { index: 'byRecorder', equals: { by: staffId, store: storeId } }
      : { index: 'byStore', equals: { store: storeId } }),
    range: { from: startOfDateMs(context.today) },
    order: 'descending',
    limit,
    ...(cursor === undefined ? {} : { cursor }),
  })
  const names = await namesOf(context, page.items)
  return {
    items: page.items.map((order) => ({
      orderNo: order.orderNo,
      memberName: names.get(order.member) ?? '',
      amountFen: order.amountFen,
      refundedFen: order.amountFen - order.leftFen,
      points: keptPointsOf(order.lines),
      state: stateOf(order),
      atMs: order.atMs,
      isMine: order.by === staffId,
      undoUntilMs: undoUntilOf(context, order, orderUndoMinutes),
    })),
    next: page.next,
  }
}

async function find(work: Work, { storeId, orderNo }: { storeId: string; orderNo: string }) {
  const order = await orderOf(work, storeId, orderNo)
  if (!order) return refuse('no_such_order')
  const names = await namesOf(work, [order])
  return {
    orderNo,
    memberName: names.get(order.member) ?? '',
    amountFen: order.amountFen,
    leftFen: order.leftFen,
    points: keptPointsOf(order.lines),
    state: stateOf(order),
    atMs: order.paidAtMs,
    // The one line of an order that came without any is no line that a refund could name.
    lines: (order.hasLines ? order.lines : []).map(({ lineId, category, amountFen, leftFen }) => ({
      lineId,
      category,
      amountFen,
      leftFen,
    })),
    refunds: order.refunds.map(({ refundNo, amountFen, points, done, atMs }) => ({
      refundNo,
      amountFen,
      pointsTaken: done?.pointsTaken ?? points,
      atMs,
    })),
  }
}

async function explain(work: Work, { storeId, orderNo }: { storeId: string; orderNo: string }) {
  const order = await orderOf(work, storeId, orderNo)
  if (!order) return refuse('no_such_order')
  const account = await accountOf(work, order.member)
  // Who left has taken their entries along, and who joined again has an account of its own.
  if (!account || order.award?.account !== account._id || order.award.seq === null) return refuse('no_such_entry')
  const why = await explainedEntry(work, account, order.award.seq)
  if (!why) return refuse('no_such_entry')
  // The facts are for programs; what a person reads of them stands in the details.
  const { facts, ...told } = why
  return told
}

async function list(
  context: ContextOf<(typeof contract)['orders.list']>,
  { cursor, limit = DEFAULT_PAGE_SIZE }: { cursor?: string | undefined; limit?: number | undefined },
) {
  if (cursor !== undefined && !decodeCursor(cursor)) return refuse('invalid_input', { path: 'input.cursor' })
  const { memberId } = context.caller
  const [account, page] = await Promise.all([
    accountOf(context, memberId),
    context.store.find(orders, {
      index: 'byMember',
      equals: { member: memberId },
      order: 'descending',
      limit,
      ...(cursor === undefined ? {} : { cursor }),
    }),
  ])
  if (!account) return refuse('not_a_member')
  return {
    items: page.items.map((order) => {
      const points = keptPointsOf(order.lines)
      const isPending = order.award?.isHeld && order.vestsOn !== null && order.vestsOn > context.today && points > 0
      return {
        orderNo: order.orderNo,
        storeName: order.storeName,
        amountFen: order.amountFen,
        refundedFen: order.amountFen - order.leftFen,
        state: stateOf(order),
        points,
        vestsOn: isPending ? order.vestsOn : null,
        atMs: order.paidAtMs,
        seq: order.award?.seq ?? null,
      }
    }),
    next: page.next,
  }
}

export const orderQueries: Pick<
  Handlers<typeof contract>,
  'orders.today' | 'orders.find' | 'orders.explain' | 'orders.list'
> = {
  'orders.today': today,
  'orders.find': find,
  'orders.explain': explain,
  'orders.list': list,
}
