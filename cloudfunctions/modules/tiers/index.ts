/** What other modules may use of tiers. */
export { afterTierChange } from './after-change'
export { ladderAt } from './ladder-in-force'
export { orderCountOf, tierOf, withOrder } from './standing-of'
