/** What other modules may use of rewards. */
export { rewardAilments } from './codes/pools'
