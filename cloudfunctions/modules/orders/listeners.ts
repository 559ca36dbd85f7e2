import type { Work } from '../../platform/context'
import { ExtensionPoint } from '../../platform/extension-point'
import type { Account } from '../ledger'
import type { Order, OrderRefund, RefundDone } from './store'

/** Something that happened to an order, its points posted. */
export interface OrderHappened {
  readonly order: Order
  /** Null when it was paid. */
  readonly refund: OrderRefund | null
  /** The member's account with the rooms as the order left them; null for a member who had left. */
  readonly account: Account | null
}

/** What came of it elsewhere, for who asked for a refund. */
export interface CameOfIt extends Pick<RefundDone, 'couponReturned'> {}

/**
 * Who has to know of orders and their refunds. Part of the order's steps, before it is settled: each may be called again,
 * and then changes nothing and answers the same.
 */
export const orderListeners = new ExtensionPoint<(work: Work, happened: OrderHappened) => Promise<CameOfIt>>(
  'order listeners',
)
