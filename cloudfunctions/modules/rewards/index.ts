/** What other modules may use of rewards. */
export { rewardsInForce } from './catalogue/in-force'
export { rewardAilments } from './codes/pools'
