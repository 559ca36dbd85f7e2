import type { Work } from '../../../platform/context'
import { maskedName, members } from '../../members'
import type { RewardUnit } from '../orders/store'
import { asOrder, type Order } from '../orders/take-step'

function shownAtDesk({ orderId, step, order }: Order, name: string) {
  const { title, quantity, handover, payFen, slot } = order
  return { orderId, title, quantity, maskedName: name, handover, state: step, payFen, slot }
}

/** An order as a clerk sees it. */
export async function shownAtCounter(work: Work, order: Order) {
  const member = await work.store.get(members, order.owner)
  return shownAtDesk(order, member ? maskedName(member.profile.nickname) : '')
}

/** Orders of a list; one read for all their members. */
export async function listedAtDesk(work: Work, units: readonly RewardUnit[]) {
  const owners = [...new Set(units.map(({ owner }) => owner))]
  const found = new Map((await work.store.getMany(members, owners)).map((member) => [member._id, member]))
  return units.map(asOrder).map((order) => {
    const member = found.get(order.owner)
    const { atMs, pickUpUntil } = order
    return { ...shownAtDesk(order, member ? maskedName(member.profile.nickname) : ''), atMs, pickUpUntil }
  })
}
