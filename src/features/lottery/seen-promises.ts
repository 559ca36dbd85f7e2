import { keyValueStore } from '@/shared/api'
import type { SeenPromise } from './check.shared'
import type { Wheel } from './wheel.shared'

/** What a wheel promised for its days, as this phone first read it. It stays on the phone: nobody can change it afterwards. */
const nameOf = (campaignId: string, date: string) => `lottery-promise|${campaignId}|${date}`

/** Notes the promises that a page has shown; what was noted before stays as it was. */
export function notePromises({ campaignId, promises }: Pick<Wheel, 'campaignId' | 'promises'>): void {
  for (const { date, secretHash, listHash } of promises) {
    const name = nameOf(campaignId, date)
    if (keyValueStore.get(name) === null) keyValueStore.set(name, `${secretHash}|${listHash}`)
  }
}

/** What was noted of a day; null when this phone did not look at it. */
export function seenPromise(campaignId: string, date: string): SeenPromise | null {
  const [secretHash, listHash] = keyValueStore.get(nameOf(campaignId, date))?.split('|') ?? []
  return secretHash && listHash ? { secretHash, listHash } : null
}
