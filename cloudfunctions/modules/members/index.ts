/** What other modules may use of members. */
export { members } from './store'
