import { Refusal, refuse } from '../../../kernel/refusal'
import type { Work } from '../../../platform/context'
import { DEFAULT_PAGE_SIZE } from '../../../platform/fields'
import type { Handlers } from '../../../platform/module'
import { decodeCursor } from '../../../platform/store'
import { accountOf } from '../../ledger'
import { mayFollow } from '../domain/steps'
import type { orderContract } from './contract'
import { finishOrder } from './finish'
import { redeemReward } from './redeem-reward'
import { canBeCancelled, shownInFull, shownOrder } from './shown-order'
import { rewardUnits } from './store'
import { asOrder, type Order, ownOrder, takeStep } from './take-step'

/** What comes back, once it has; an account that a hand has touched gets it when it is put right. */
async function returnedBy(work: Work, order: Order): Promise<number | Refusal<'account_frozen'>> {
  const finished = await finishOrder(work, order)
  return finished === 'waits' ? refuse('account_frozen') : finished.pointsReturned
}

export const orderHandlers: Handlers<typeof orderContract> = {
  'rewards.redeem': async (context, { rewardId, quantity = 1, address, slot, storeId, pricePoints }) =>
    redeemReward(context, {
      rewardId,
      quantity,
      address: address ?? null,
      slotId: slot ?? null,
      storeId: storeId ?? null,
      pricePoints: pricePoints ?? null,
    }),

  'rewards.orders': async (context, { cursor, limit = DEFAULT_PAGE_SIZE }) => {
    if (cursor !== undefined && !decodeCursor(cursor)) return refuse('invalid_input', { path: 'input.cursor' })
    const { memberId: owner } = context.caller
    const [account, page] = await Promise.all([
      accountOf(context, owner),
      context.store.find(rewardUnits, {
        index: 'byOwner',
        equals: { owner },
        order: 'descending',
        limit,
        ...(cursor === undefined ? {} : { cursor }),
      }),
    ])
    if (!account) return refuse('not_a_member')
    return { items: page.items.map((unit) => shownOrder(asOrder(unit), context.nowMs)), next: page.next }
  },

  'rewards.order': async (context, { orderId }) => {
    const unit = await ownOrder(context, orderId, context.caller.memberId)()
    return unit instanceof Refusal ? unit : shownInFull(context, asOrder(unit))
  },

  'rewards.cancel': async (context, { orderId }) => {
    const { caller, command } = context
    const taken = await takeStep(context, {
      command,
      find: ownOrder(context, orderId, caller.memberId),
      decide(order) {
        // guard: cancellable
        if (!canBeCancelled(order, context.nowMs)) return refuse('too_late_to_cancel', { state: order.step })
        return { to: 'cancelled', by: caller.memberId }
      },
    })
    if (taken instanceof Refusal) return taken
    const pointsReturned = await returnedBy(context, taken.order)
    return pointsReturned instanceof Refusal ? pointsReturned : { state: taken.taken.to, pointsReturned }
  },

  'rewards.confirm': async (context, { orderId }) => {
    const { caller, command } = context
    const taken = await takeStep(context, {
      command,
      find: ownOrder(context, orderId, caller.memberId),
      decide({ order, step }) {
        const isSent = order.handover === 'send' && mayFollow(order.handover, step, 'received')
        return isSent ? { to: 'received', by: caller.memberId } : refuse('wrong_state', { state: step })
      },
    })
    if (taken instanceof Refusal) return taken
    await finishOrder(context, taken.order)
    return { state: taken.taken.to }
  },
}
