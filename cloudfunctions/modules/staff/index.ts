/** What other modules may use of staff. */
export { type StoreInForce, storeOf, storesInForce } from './stores/stores'
