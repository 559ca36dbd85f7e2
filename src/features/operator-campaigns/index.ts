export { OperatorEntry } from './entry'
