export { Arrival } from './arrival'
