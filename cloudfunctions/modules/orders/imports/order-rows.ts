import { isBusinessDate, startOfDateMs } from '../../../kernel/business-date'
import { canonicalJson } from '../../../kernel/canonical-json'
import { sha256 } from '../../../kernel/digest'
import { Refusal } from '../../../kernel/refusal'
import { settingsOf, type Work } from '../../../platform/context'
import type { ImportKind, RowOrigin, RowProblem, RowReader } from '../../../platform/importing'
import { members } from '../../members'
import { storeOf, storesInForce } from '../../staff'
import { doubtOfMoment, recordOrder } from '../record'
import { orderSettings } from '../settings'
import { type Order, orders } from '../store'
import { takeBack } from '../take-back'

/** An order of a file, its money in fen. */
interface OrderRow {
  readonly storeId: string
  readonly orderNo: string
  readonly cardNo: string
  readonly amountFen: number
  readonly paidAtMs: number
  /** Empty when the file does not say. */
  readonly category: string
}

const MOST_FEN = 1_000_000_000
const isText = (cell: string, most: number) => cell !== '' && cell.length <= most && !/\p{Cc}/u.test(cell)
const problem = (text: string): RowProblem => ({ problem: text })

/** Yuan as tills and spreadsheets write them, `1,234.5` and `¥36.00` included; null for anything else. */
export function fenOf(yuan: string): number | null {
  const matched = /^[¥￥]?(\d{1,8}|\d{1,3}(?:,\d{3}){1,2})(?:\.(\d{1,2}))?$/.exec(yuan)
  if (!matched) return null
  const [, whole = '', part = ''] = matched
  return Number(whole.replaceAll(',', '')) * 100 + Number(part.padEnd(2, '0'))
}

/** A moment on the shop's clock: `2026-03-10 12:30:00`, `2026/3/10 12:30`; null for anything else. */
export function momentOf(text: string): number | null {
  const matched = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})[ T](\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(text)
  if (!matched) return null
  const [year = '', month = '', day = '', hour = '', minute = '', second = '0'] = matched.slice(1)
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const [hours, minutes, seconds] = [Number(hour), Number(minute), Number(second)]
  if (!isBusinessDate(date) || hours > 23 || minutes > 59 || seconds > 59) return null
  return startOfDateMs(date) + ((hours * 60 + minutes) * 60 + seconds) * 1_000
}

/** Reads rows by the stores and settings that are in force. */
async function reader(work: Work): Promise<RowReader<OrderRow>> {
  const stores = new Set((await storesInForce(work)).map(({ storeId }) => storeId))
  const { orderMaxAgeDays } = await settingsOf(work, orderSettings)
  return ({ storeId = '', orderNo = '', cardNo = '', amount = '', paidAt = '', category = '' }) => {
    if (!stores.has(storeId)) return problem(`没有编号是“${storeId}”的门店`)
    if (!isText(orderNo, 64)) return problem('订单号要写 1 到 64 个字')
    if (!/^\d{10}$/.test(cardNo))
      return problem('会员卡号要 10 位数字；用表格软件改过的，把这一列设成文本，开头的 0 才不会丢')
    const amountFen = fenOf(amount)
    if (amountFen === null) return problem('金额元要写成 36 或 36.50 这样，最多两位小数；退款请到柜台或收银系统办')
    if (amountFen < 1 || amountFen > MOST_FEN) return problem('金额元要大于 0，不超过一千万')
    const paidAtMs = momentOf(paidAt)
    if (paidAtMs === null) return problem('付款时间要写成 2026-03-10 12:30:00 这样')
    const doubt = doubtOfMoment(paidAtMs, work, orderMaxAgeDays)
    if (doubt)
      return problem(doubt === 'ahead' ? '付款时间在将来' : `付款时间太早，最多补记 ${orderMaxAgeDays} 天以前的`)
    if (category !== '' && !isText(category, 32)) return problem('商品类别最多 32 个字')
    return { storeId, orderNo, cardNo, amountFen, paidAtMs, category }
  }
}

async function memberOf(work: Work, { cardNo }: OrderRow): Promise<string | RowProblem> {
  const page = await work.store.find(members, { index: 'byCardNo', equals: { cardNo }, limit: 1 })
  return page.items[0]?._id ?? problem(`没有卡号是 ${cardNo} 的会员`)
}

/** Why an order was not recorded, for who has the file before them. */
const REFUSALS: Readonly<Record<string, string>> = {
  order_exists_with_other_content: '这个订单号已经记过，会员或金额和这一行不一样',
  key_reused_with_other_input: '这一行已经导入过别的内容',
  account_frozen: '会员的账户停用着，已经记下，恢复之后自动入账',
}

/** The command of a row: the same row of the same import is the same command, for ever. */
const keyOf = ({ importId, line }: Pick<RowOrigin, 'importId' | 'line'>) => sha256(`import|${importId}|${line}`)

async function carryOut(work: Work, row: OrderRow, origin: RowOrigin): Promise<'done' | 'known' | RowProblem> {
  const [store, memberId] = [await storeOf(work, row.storeId), await memberOf(work, row)]
  if (!store) return problem(`没有编号是“${row.storeId}”的门店`)
  if (typeof memberId !== 'string') return memberId
  const { orderNo, amountFen, paidAtMs, category } = row
  const key = keyOf(origin)
  const order = await recordOrder(work, {
    key,
    inputHash: sha256(canonicalJson({ ...row })),
    memberId,
    amountFen,
    lines: category === '' ? null : [{ lineId: 'order', amountFen, category }],
    paidAtMs,
    askedAtMs: origin.askedAtMs,
    store,
    orderNo,
    source: 'import',
    by: origin.importId,
  })
  if (order instanceof Refusal) return problem(REFUSALS[order.code] ?? '没有导入')
  return order.key === key ? 'done' : 'known'
}

const ORDERS_PER_SLICE = 20

/** Takes back what is left of an order that an import recorded; what was refunded meanwhile stays refunded. */
async function undoOrder(work: Work, importId: string, order: Order) {
  const key = sha256(`undo-import|${importId}|${order._id}`)
  const before = order.refunds.find((refund) => refund.key === key)
  if (!before && order.leftFen === 0) return { count: 0, sums: {} }
  const { store: storeId, orderNo } = order
  const asked = { kind: 'undo' as const, storeId, orderNo, refundNo: '', amountFen: null, lines: null }
  const taken = await takeBack(work, { ...asked, key, inputHash: key, by: importId })
  // Of an account that is to be put right first, the refund is decided and follows by itself.
  if (taken instanceof Refusal) return { count: 1, sums: { amountFen: order.leftFen } }
  return { count: 1, sums: { amountFen: taken.refund.amountFen, points: taken.refund.done.pointsTaken } }
}

export const orderImport: ImportKind<OrderRow> = {
  kind: 'orders',
  title: '消费',
  columns: [
    { field: 'storeId', headings: ['门店编号', 'storeId', 'store'] },
    { field: 'orderNo', headings: ['订单号', '订单编号', 'orderNo'] },
    { field: 'cardNo', headings: ['会员卡号', '卡号', 'cardNo'] },
    { field: 'amount', headings: ['金额元', '金额', 'amountYuan', 'amount'] },
    { field: 'paidAt', headings: ['付款时间', '支付时间', 'paidAt'] },
    { field: 'category', headings: ['商品类别', 'category'], isOptional: true },
  ],
  reader,
  sumsOf: ({ amountFen }) => ({ amountFen }),
  // Of one member one after the other: the cap of a day falls on the later of them.
  groupOf: ({ cardNo }) => cardNo,
  async lookUp(work, row) {
    const memberId = await memberOf(work, row)
    return typeof memberId === 'string' ? null : memberId
  },
  carryOut,
  async takeBack(work, importId, position) {
    const page = await work.store.find(orders, {
      index: 'byRecorder',
      equals: { by: importId },
      limit: ORDERS_PER_SLICE,
      ...(position === null ? {} : { cursor: position }),
    })
    let [count, amountFen, points] = [0, 0, 0]
    for (const order of page.items) {
      const undone = await undoOrder(work, importId, order)
      count += undone.count
      amountFen += undone.sums.amountFen ?? 0
      points += undone.sums.points ?? 0
    }
    return { count, sums: { amountFen, points }, next: page.next }
  },
}
