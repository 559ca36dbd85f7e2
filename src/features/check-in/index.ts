export { CheckInCard } from './check-in-card'
export { type CheckIn, useCheckIn } from './use-check-in'
