export { Shelf } from './shelf'
export { useWithinReach, WithinReach } from './within-reach'
