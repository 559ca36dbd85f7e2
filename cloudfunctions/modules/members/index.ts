/** What other modules may use of members. */
export { type Member, members } from './store'
