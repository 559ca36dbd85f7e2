export { ExpiryNotice } from './expiry-notice'
export { PointsCard } from './points-card'
