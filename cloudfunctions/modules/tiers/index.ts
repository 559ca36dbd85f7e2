/** What other modules may use of tiers. */
export { afterTierChange } from './after-change'
export { tierOf, withOrder } from './standing-of'
