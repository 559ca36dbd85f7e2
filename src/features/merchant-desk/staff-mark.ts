import { keyValueStore } from '@/shared/api'

const KEPT_AS = 'is-staff'

/** This phone belongs to somebody who works here: 我的 shows the way to the desk. What they may do, the cloud decides. */
export const rememberStaff = (): void => keyValueStore.set(KEPT_AS, '1')

export const isKnownAsStaff = (): boolean => keyValueStore.get(KEPT_AS) === '1'
