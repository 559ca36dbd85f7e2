import type { Command, Work } from '../../platform/context'
import { type Order, orders } from './store'

/** More than ever report one order; they are kept with it. */
const MOST_REPEATS = 20

/**
 * Keeps with an order that a command was answered by what another had done to it. Sent again when the order has been
 * refunded or recorded anew, or when the code of the card has ended, it is still that command. False when it was being
 * kept at the same moment, or the order has changed since it was read.
 * @param more the command's key, where refunds are found by it
 */
export async function keepRepeat(
  work: Work,
  order: Order,
  { key, inputHash }: Pick<Command, 'key' | 'inputHash'>,
  more: Partial<Pick<Order, 'refundKeys'>> = {},
): Promise<boolean> {
  const isKept = order.repeats.some((repeat) => repeat.key === key)
  if (isKept || order.repeats.length >= MOST_REPEATS) return true
  const where = {
    _id: order._id,
    // Refunded since, it may be what the command is no more: it may have become a refund of its own, or a purchase anew.
    // guard: repeat-as-read
    version: order.version,
    // guard: repeat-once
    repeats: { none: { field: 'key', value: key } },
  } as const
  return work.store.update(orders, where, { push: { repeats: [{ key, inputHash }], ...more } })
}
