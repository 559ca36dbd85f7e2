import { sha256 } from '../../../kernel/digest'
import { Refusal, refuse } from '../../../kernel/refusal'
import type { Work } from '../../../platform/context'
import type { ImportKind, RowOrigin, RowProblem } from '../../../platform/importing'
import { mayFollow } from '../domain/steps'
import { finishOrder } from './finish'
import { orderOf } from './order-id'
import { asOrder, takeStep } from './take-step'

interface ShipmentRow {
  readonly orderId: string
  /** Carrier and number. */
  readonly tracking: string
}

const MOST_LETTERS = 60
const problem = (text: string): RowProblem => ({ problem: text })
const NO_ORDER = '没有这笔兑换'
const NOT_TO_SEND = '这笔兑换不是待寄的：不用寄、已经寄出或已经取消'

/** Whether an order was sent with this very tracking before, by whomever. */
async function isSentSo(work: Work, { orderId, tracking }: ShipmentRow): Promise<boolean> {
  const unit = await orderOf(work, orderId)
  return unit?.steps.some((step) => step.to === 'sent' && step.tracking === tracking) ?? false
}

/** Takes an order to `sent`, once for each row. */
async function carryOut(work: Work, row: ShipmentRow, origin: RowOrigin): Promise<'done' | 'known' | RowProblem> {
  const key = sha256(`shipment|${origin.importId}|${origin.line}`)
  const command = { key, inputHash: sha256(`${row.orderId}|${row.tracking}`), madeAtMs: origin.askedAtMs }
  const taken = await takeStep(work, {
    command,
    find: async () => (await orderOf(work, row.orderId)) ?? refuse('no_such_order'),
    decide({ order, step }) {
      // guard: shipped-once
      if (!mayFollow(order.handover, step, 'sent')) return refuse('wrong_state')
      return { to: 'sent', by: `import|${origin.importId}`, tracking: row.tracking }
    },
  })
  if (taken instanceof Refusal) {
    if (taken.code === 'no_such_order') return problem(NO_ORDER)
    return (await isSentSo(work, row)) ? 'known' : problem(NOT_TO_SEND)
  }
  await finishOrder(work, taken.order)
  return 'done'
}

/** Orders that were sent, from a file: one row is one order with its tracking. */
export const shipmentImport: ImportKind<ShipmentRow> = {
  kind: 'shipments',
  title: '寄出的礼品',
  columns: [
    { field: 'orderId', headings: ['兑换编号', 'orderId'] },
    { field: 'carrier', headings: ['快递公司', 'carrier'], isOptional: true },
    { field: 'tracking', headings: ['快递单号', 'tracking'] },
  ],
  async reader() {
    return ({ orderId = '', carrier = '', tracking = '' }) => {
      if (!/^\d{10}-[0-9a-f]{10}$/.test(orderId)) return problem('兑换编号的写法不对')
      const whole = carrier === '' ? tracking : `${carrier} ${tracking}`
      const isText = tracking !== '' && whole.length <= MOST_LETTERS && !/\p{Cc}/u.test(whole)
      return isText ? { orderId, tracking: whole } : problem(`快递公司和单号一共 1 到 ${MOST_LETTERS} 个字`)
    }
  },
  sumsOf: () => ({}),
  groupOf: ({ orderId }) => orderId,
  async lookUp(work, { orderId }) {
    const unit = await orderOf(work, orderId)
    if (!unit) return problem(NO_ORDER)
    const { order, step } = asOrder(unit)
    return mayFollow(order.handover, step, 'sent') ? null : problem(NOT_TO_SEND)
  },
  carryOut,
  // What is on its way is on its way.
  takeBack: async () => ({ count: 0, sums: {}, next: null }),
}
