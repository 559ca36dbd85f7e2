export { PointsCard } from './points-card'
