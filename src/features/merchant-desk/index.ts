export { isKnownAsStaff } from './staff-mark'
