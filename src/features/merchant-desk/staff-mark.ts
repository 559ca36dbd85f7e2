import { type Data, keyValueStore } from '@/shared/api'

const KEPT_AS = 'is-staff'

/** This phone belongs to somebody who works here: 我的 shows the ways to their pages. What they may do, the cloud decides. */
export const rememberStaff = (roles: Data<'staff.me'>['roles']): void =>
  keyValueStore.set(KEPT_AS, roles.includes('operator') ? 'operator' : '1')

export const isKnownAsStaff = (): boolean => Boolean(keyValueStore.get(KEPT_AS))

/** Nobody else's phone asks the operators' door, which most shops keep shut for phones. */
export const isKnownAsOperator = (): boolean => keyValueStore.get(KEPT_AS) === 'operator'
