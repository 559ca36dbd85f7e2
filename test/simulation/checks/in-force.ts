import { type PublishedVersion, published } from '../../../cloudfunctions/platform/published'
import { must } from '../must'
import type { WatchedStore } from '../world/watched-store'

/** The settings that purchases, refunds and tiers go by, as they are published: every one of them is written out. */
export interface SettingsInForce {
  readonly holdDays: number
  readonly clawbackPolicy: string
  readonly pointExpiry:
    | { readonly kind: 'days'; readonly days: number }
    | { readonly kind: 'end_of_month'; readonly monthsAfter: number }
    | { readonly kind: 'end_of_year'; readonly yearsAfter: number }
  readonly earnRate: { readonly points: number; readonly perFen: number }
  readonly earnFromFen: number
  readonly earnStores: readonly string[] | null
  readonly earnExcludedCategories: readonly string[]
  readonly maxPointsPerOrder: number | null
  readonly maxPointsPerDay: number | null
  readonly orderUndoMinutes: number
  readonly orderMaxAgeDays: number
  readonly tierWindow: 'rolling_12_months' | 'calendar_year' | 'lifetime'
  readonly tierGraceDays: number
  readonly tierDowngrade: 'one_down' | 'by_growth'
  readonly staffCommandsPerDay: number
  readonly attributionDays: number
}

export interface TierInForce {
  readonly tierId: string
  readonly name: string
  readonly order: number
  readonly growthAtLeast: number
  readonly ordersAtLeast?: number
  readonly rateBps: number
  readonly benefits: readonly { readonly benefitId: string; readonly quota: number; readonly per: 'month' | 'year' }[]
}

/** What counted at which moment, as one finds it by reading the versions that were published. */
export class InForce {
  constructor(private readonly store: WatchedStore) {}

  private versionsOf(kind: string): readonly PublishedVersion[] {
    return this.store.allInserted(published).filter((version) => version.kind === kind)
  }

  /** The first version counts from the beginning, a later one from the moment that it names. */
  private at(kind: string, atMs: number): readonly PublishedVersion[] {
    const newest = new Map<string, PublishedVersion>()
    for (const version of this.versionsOf(kind)) {
      const counts = version.version === 1 || version.inForceFromMs <= atMs
      if (counts && version.version > (newest.get(version.id)?.version ?? 0)) newest.set(version.id, version)
    }
    return [...newest.values()].filter(({ isRetired }) => !isRetired)
  }

  settings(atMs: number): SettingsInForce & { readonly version: number } {
    const [found] = this.at('settings', atMs)
    must(found !== undefined, 'no settings are in force')
    return { ...(found.body as unknown as SettingsInForce), version: found.version }
  }

  settingsOfVersion(version: number): SettingsInForce {
    const found = this.versionsOf('settings').find((one) => one.version === version)
    must(found !== undefined, `settings ${version} were never published`)
    return found.body as unknown as SettingsInForce
  }

  /** All settings that ever counted. */
  everySettings(): readonly SettingsInForce[] {
    return this.versionsOf('settings').map(({ body }) => body as unknown as SettingsInForce)
  }

  /** The lowest first. */
  ladder(atMs: number): readonly TierInForce[] {
    const tiers = this.at('tiers', atMs).map(({ id, body }) => ({ ...(body as unknown as TierInForce), tierId: id }))
    return tiers.sort((one, other) => one.order - other.order)
  }
}
