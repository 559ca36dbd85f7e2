export { isKnownAsOperator, isKnownAsStaff } from './staff-mark'
