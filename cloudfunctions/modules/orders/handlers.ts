import { Refusal, refuse } from '../../kernel/refusal'
import { type ShopCaller, type StaffCaller, settingsOf } from '../../platform/context'
import type { ContextOf, Handlers } from '../../platform/module'
import { customerOf } from '../counter'
import { storeOf } from '../staff'
import type { contract } from './contract'
import { problemOfLines } from './domain/lines'
import { importHandlers } from './imports/handlers'
import { previewOf } from './preview'
import { orderQueries } from './queries'
import { problemOfMoment, recordedBefore, recordOrder } from './record'
import { orderSettings } from './settings'
import type { Order } from './store'
import { type TakenBack, takeBack } from './take-back'

type RecordContext = ContextOf<(typeof contract)['orders.record']>
type RecordInput = Parameters<Handlers<typeof contract>['orders.record']>[1]

/** Who reports: a member of staff, or a shop's own system. */
const reporterOf = (caller: StaffCaller | ShopCaller) =>
  caller.kind === 'staff'
    ? ({ source: 'staff', by: caller.staffId } as const)
    : ({ source: 'shop', by: caller.keyId } as const)

/** Who bought, by what they showed when they paid, or show now: a purchase may be typed a while after it. */
async function buyerOf(context: RecordContext, { storeId, memberCode, memberId, paidAtMs }: RecordInput) {
  const named = {
    caller: context.caller,
    storeId,
    ...(memberCode === undefined ? {} : { memberCode }),
    ...(memberId === undefined ? {} : { memberId }),
  }
  const then = Math.min(paidAtMs ?? context.nowMs, context.nowMs)
  const buyer = await customerOf(context, { ...named, atMs: then })
  if (!(buyer instanceof Refusal) || then === context.nowMs) return buyer
  return customerOf(context, { ...named, atMs: context.nowMs })
}

function recordedReply({ orderNo, award, vestsOn }: Order) {
  if (!award) throw new Error(`order ${orderNo} is not finished`)
  const { points, isHeld, newTier } = award
  return {
    orderNo,
    points: isHeld ? { available: 0, pending: points, vestsOn } : { available: points, pending: 0, vestsOn: null },
    newTier,
  }
}

function takenReply({ refund: { done, leftFen } }: TakenBack) {
  const { pointsTaken, debt, couponReturned } = done
  return { pointsTaken, debt, leftFen, ...(couponReturned ? { couponReturned: [...couponReturned] } : {}) }
}

const MINUTE_MS = 60_000

/** What may keep an undo from being done; nothing else does, since it takes just what is left. */
function undoRefused({ code, params }: Refusal) {
  const declared = [
    'no_such_order',
    'too_late',
    'unauthorised',
    'account_frozen',
    'key_reused_with_other_input',
  ] as const
  const known = declared.find((one) => one === code)
  if (!known) throw new Error(`an undo was refused as ${code}`)
  return refuse(known, params)
}

export const handlers: Handlers<typeof contract> = {
  ...orderQueries,
  ...importHandlers,

  'orders.record': async (context, input) => {
    const { storeId, orderNo, amountFen, lines = null, paidAtMs = null } = input
    const store = await storeOf(context, storeId)
    if (!store) return refuse('unauthorised')
    const wrong = problemOfLines(amountFen, lines)
    if (wrong) return wrong
    const { key, inputHash } = context.command
    const buyer = await buyerOf(context, input)
    const memberId = buyer instanceof Refusal ? '' : buyer.memberId
    const purchase = { key, inputHash, memberId, amountFen, lines, paidAtMs }
    const doubt = buyer instanceof Refusal ? buyer : await problemOfMoment(context, paidAtMs)
    const order = doubt
      ? ((await recordedBefore(context, storeId, orderNo, purchase)) ?? doubt)
      : await recordOrder(context, { ...purchase, store, orderNo, ...reporterOf(context.caller) })
    return order instanceof Refusal ? order : recordedReply(order)
  },

  'orders.refund': async (context, { storeId, orderNo, refundNo, amountFen, lines = null }) => {
    const { key, inputHash } = context.command
    const { by } = reporterOf(context.caller)
    const asked = { kind: 'refund' as const, storeId, orderNo, refundNo, amountFen, lines, key, inputHash, by }
    const taken = await takeBack(context, asked)
    return taken instanceof Refusal ? taken : takenReply(taken)
  },

  'orders.undo': async (context, { storeId, orderNo }) => {
    const { key, inputHash } = context.command
    const { staffId: by, role } = context.caller
    const { orderUndoMinutes } = await settingsOf(context, orderSettings)
    const objection = (order: Order) => {
      // A clerk takes back their own; a manager whatever the store has recorded.
      if (role === 'clerk' && order.by !== by) return refuse('unauthorised')
      const isLate = context.nowMs >= order.atMs + orderUndoMinutes * MINUTE_MS
      return isLate || order.leftFen === 0 ? refuse('too_late') : null
    }
    const asked = {
      kind: 'undo' as const,
      storeId,
      orderNo,
      refundNo: '',
      amountFen: null,
      lines: null,
      key,
      inputHash,
      by,
    }
    const taken = await takeBack(context, { ...asked, objection })
    return taken instanceof Refusal ? undoRefused(taken) : takenReply(taken)
  },

  'orders.preview': async (context, input) => previewOf(context, input),
}
