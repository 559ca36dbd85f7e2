/** What other modules may use of orders. */
export { type GivenLine, problemOfLines } from './domain/lines'
export { storeMark } from './domain/store-mark'
export { vestsAtMs } from './events/order-events'
export { holderOf } from './holder'
export { type CameOfIt, type OrderHappened, orderListeners } from './listeners'
export { orderSettings } from './settings'
export { type Order, type OrderRefund, orders } from './store'
