/** What other modules may use of the counter. */
export { customerOf, customerShown } from './customer'
