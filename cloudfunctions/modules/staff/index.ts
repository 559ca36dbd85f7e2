/** What other modules may use of staff. */
export { staffName, staffProblems } from './people/people'
export { type StoreInForce, storeOf, storesInForce } from './stores/stores'
