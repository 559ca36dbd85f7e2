import type { Phone } from '../kit/browser'
import type { RunningCloud } from '../kit/running-cloud'
import type { Person } from './people'

/** What a page shows only after something was done. */
export interface Scene {
  readonly name: string
  readonly route: string
  readonly who: readonly Person[]
  readonly act: (phone: Phone, cloud: RunningCloud) => Promise<void>
  /** A problem that belongs to it, such as a network that is not there. */
  readonly expected?: RegExp
}
