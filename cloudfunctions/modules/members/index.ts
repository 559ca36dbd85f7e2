/** What other modules may use of members. */

export { membersBornOn } from './born-on'
export { claimMemberCode, memberAtCounter } from './card-use/claim'
export { maskedName } from './domain/masked'
export { finishJoining } from './join'
export { noteMerged } from './merged'
export {
  counterBenefits,
  joinListeners,
  type MergingRoom,
  memberTiers,
  mergeRooms,
  roomsAtJoining,
  tierNameOf,
} from './open-places'
export { memberByPhone, membersByPhoneTail } from './phone/by-phone'
export { type BoundNumber, type MovedPhone, movePhone, numberOf } from './phone/move'
export { maskedNumber, openNumber, phoneTailHash } from './phone/number'
export { numbersTried, type TriedNumber } from './phone/numbers-of'
export { type Member, members } from './store'
