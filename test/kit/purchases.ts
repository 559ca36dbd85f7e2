import { sha256 } from '../../cloudfunctions/kernel/digest'
import { Refusal } from '../../cloudfunctions/kernel/refusal'
import type { GivenLine } from '../../cloudfunctions/modules/orders/domain/lines'
import { recordOrder } from '../../cloudfunctions/modules/orders/record'
import type { Order } from '../../cloudfunctions/modules/orders/store'
import { takeBack } from '../../cloudfunctions/modules/orders/take-back'
import { storeOf } from '../../cloudfunctions/modules/staff'
import { settingsDrafts } from '../../cloudfunctions/platform/collections'
import type { Work } from '../../cloudfunctions/platform/context'
import { publishVersion } from '../../cloudfunctions/platform/published'
import { dataOf, joined, Programme, type ProgrammeOptions } from './programme'
import { workOn } from './work-on'

/** A programme with two stores, whose operator wrote something into the settings before the first publishing. */
export async function shopWith(
  settings: Record<string, unknown> = {},
  options: ProgrammeOptions = {},
): Promise<Programme> {
  const programme = new Programme(options)
  await programme.store.createCollection(settingsDrafts)
  await programme.store.insert(settingsDrafts, { _id: 'programme', schema: 1, ...settings } as never)
  dataOf(await programme.ops()('ops.init', {}))
  for (const [id, name] of [
    ['west', '西湖店'],
    ['east', '东站店'],
  ] as const) {
    const body = { name, merchantId: 'laoshan' }
    await publishVersion(programme.store, { kind: 'stores', id, after: 0, body, nowMs: programme.nowMs })
  }
  return programme
}

export interface Bought {
  readonly memberId: string
  readonly amountFen: number
  readonly orderNo?: string
  readonly storeId?: string
  readonly lines?: readonly GivenLine[]
  readonly paidAtMs?: number
  readonly source?: Order['source']
  readonly by?: string
  readonly key?: string
}

/** A purchase as it comes from any side, identified and authorised. */
export async function buying(programme: Programme, bought: Bought, work: Work = workOn(programme)) {
  const { memberId, amountFen, orderNo = 'A-1', storeId = 'west', lines = null, paidAtMs = null } = bought
  const { source = 'shop', by = 'key-1', key = programme.newKey() } = bought
  const store = await storeOf(work, storeId)
  if (!store) throw new Error(`no store ${storeId}`)
  const inputHash = sha256(JSON.stringify([storeId, orderNo, memberId, amountFen, lines, paidAtMs]))
  return recordOrder(work, { key, inputHash, memberId, amountFen, lines, paidAtMs, store, orderNo, source, by })
}

/** A purchase that must be recorded. */
export async function bought(programme: Programme, what: Bought): Promise<Order> {
  const order = await buying(programme, what)
  if (order instanceof Refusal) throw new Error(`refused: ${order.code}`)
  return order
}

export interface Refunded {
  readonly amountFen: number
  readonly orderNo?: string
  readonly storeId?: string
  readonly refundNo?: string
  readonly lines?: readonly { readonly lineId: string; readonly amountFen: number }[]
  readonly key?: string
}

export async function refunding(programme: Programme, refunded: Refunded, work: Work = workOn(programme)) {
  const { amountFen, orderNo = 'A-1', storeId = 'west', refundNo = 'R-1', lines = null } = refunded
  const { key = programme.newKey() } = refunded
  const inputHash = sha256(JSON.stringify([storeId, orderNo, refundNo, amountFen, lines]))
  return takeBack(work, { kind: 'refund', storeId, orderNo, refundNo, amountFen, lines, key, inputHash, by: 'key-1' })
}

/** A refund that must be done: what it took, what is owed and what of the order is left. */
export async function refunded(programme: Programme, what: Refunded) {
  const taken = await refunding(programme, what)
  if (taken instanceof Refusal) throw new Error(`refused: ${taken.code}`)
  return { ...taken.refund.done, leftFen: taken.refund.leftFen }
}

/** What the shop shows a member of their points. */
async function balanceOf(programme: Programme, openid: string) {
  const { available, pending, debt } = dataOf(await programme.member(openid)('members.me', {})).points
  return { available, pending, debt }
}

/** A member without the welcome award, so that every point is from a purchase. */
export async function shopper(programme: Programme, openid = 'o-mei') {
  const { ask, memberId } = await joined(programme, openid)
  return { ask, memberId, balance: () => balanceOf(programme, openid) }
}
