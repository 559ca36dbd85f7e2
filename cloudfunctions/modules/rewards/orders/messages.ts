import type { BusinessDate } from '../../../kernel/business-date'
import { grouped } from '../../../kernel/grouped'
import { pointsNameOf } from '../../../platform/brand'
import type { Work } from '../../../platform/context'
import { type Message, tellMember } from '../../../platform/messages'
import { storesInForce } from '../../staff'
import type { Order } from './take-step'

/** The page that shows one order. */
const orderPage = (orderId: string) => `/features/rewards/pages/redemption?orderId=${orderId}`

const dayText = (date: BusinessDate) => `${Number(date.slice(5, 7))}月${Number(date.slice(8))}日`

type Told = Pick<Message, 'kind' | 'title' | 'text'>

async function storesText(work: Work, { order }: Order): Promise<string> {
  if (order.stores === null) return '任意一家门店'
  const open = await storesInForce(work)
  return order.stores.map((id) => open.find(({ storeId }) => storeId === id)?.name ?? id).join('、')
}

async function tell(work: Work, order: Order, about: string, told: Told): Promise<void> {
  const { orderId, owner } = order
  await tellMember(work, { id: `${orderId}|${about}`, member: owner, link: orderPage(orderId), ...told })
}

/** Something is ready to be picked up. */
export async function tellReady(work: Work, order: Order): Promise<void> {
  const until = order.pickUpUntil === null ? '' : `，请在${dayText(order.pickUpUntil)}之前来取`
  await tell(work, order, 'ready', {
    kind: 'reward_ready',
    title: '礼品备好了',
    text: `${order.order.title}已经在${await storesText(work, order)}备好${until}。`,
  })
}

/** Something was sent. */
export async function tellSent(work: Work, order: Order): Promise<void> {
  const tracking = order.steps.at(-1)?.tracking
  await tell(work, order, 'sent', {
    kind: 'reward_sent',
    title: '礼品寄出了',
    text: `${order.order.title}已经寄出${tracking ? `，${tracking}` : ''}。`,
  })
}

/** Nobody has come yet, and there are only so many days. */
export async function tellWaiting(work: Work, order: Order, until: BusinessDate): Promise<void> {
  const isVisit = order.order.handover === 'visit'
  await tell(work, order, `waits|${until}`, {
    kind: 'reward_waits',
    title: isVisit ? '兑换的体验快到期了' : '礼品还没有来取',
    text: `${order.order.title}留到${dayText(until)}，过了没来就自动取消，${await pointsNameOf(work)}退回。`,
  })
}

/** It took place without them. */
export async function tellMissed(work: Work, order: Order): Promise<void> {
  await tell(work, order, 'missed', {
    kind: 'reward_missed',
    title: '预约的体验没有来',
    text: `${order.order.title}的场次结束了，没有核销，${await pointsNameOf(work)}不退。当时来了的，请到店里说一声。`,
  })
}

const WHY_BACK: Readonly<Record<string, string>> = { cancelled: '已经取消', returned: '已经退回' }

/** Points came back that the member did not ask for. */
export async function tellReturned(work: Work, order: Order, points: number): Promise<void> {
  const { to = 'cancelled', reason = '' } = order.steps.at(-1) ?? {}
  const name = await pointsNameOf(work)
  await tell(work, order, to, {
    kind: 'reward_returned',
    title: `${name}退回了`,
    text: `${order.order.title}${WHY_BACK[to] ?? ''}${reason ? `（${reason}）` : ''}，${grouped(points)} ${name}退回原来的批次。`,
  })
}
