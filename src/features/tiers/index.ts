export { TierTag } from './tier-tag'
