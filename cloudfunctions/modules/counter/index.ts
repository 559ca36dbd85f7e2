/** What other modules may use of the counter. */
export { customerOf } from './customer'
