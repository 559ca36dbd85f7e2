import { type PublishedVersion, published } from '../../../cloudfunctions/platform/published'
import { must } from '../must'
import type { WatchedStore } from '../world/watched-store'
import { givesChances } from '../world/wheels'

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
  readonly returnedPointsDays: number
  readonly couponCombinations: readonly (readonly [string, string])[]
  readonly couponUndoMinutes: number
  readonly couponReturnDays: number
  readonly missedSlotPoints: string
  readonly rebateRule: {
    readonly templateId: string
    readonly bps: number
    readonly fromFen: number
    readonly mostFen: number
  } | null
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

interface Amounts {
  readonly points?: number
  readonly times?: number
}

/** A campaign of rules. */
export interface CampaignInForce {
  readonly campaignId: string
  readonly version: number
  readonly fromMs: number
  readonly untilMs: number
  readonly rules: readonly {
    readonly when: string
    readonly effects: readonly {
      readonly points?: number
      readonly rateBps?: number
      readonly steps?: readonly { readonly fen: number; readonly points: number }[]
    }[]
    readonly stackingGroup?: string
  }[]
  readonly priority: number
  readonly isPaused?: boolean
  readonly perEvent?: number
  readonly compounds?: boolean
  readonly perMember?: Amounts
  readonly perMemberDay?: Amounts
  readonly budget?: Amounts & { readonly perDay?: Amounts; readonly perStore?: Amounts }
  readonly forecastPointsPerDay?: number
}

/** A campaign counts so long after it was published, as a later version of anything does. */
const FIRST_VERSION_WAITS_MS = 10_000

/** What counted at which moment, as one finds it by reading the versions that were published. */
export class InForce {
  /** The versions of each document of each kind, in the order of their numbers. */
  private readonly kinds = new Map<string, Map<string, PublishedVersion[]>>()
  private read = 0

  constructor(private readonly store: WatchedStore) {}

  private documentsOf(kind: string): ReadonlyMap<string, readonly PublishedVersion[]> {
    const all = this.store.allInserted(published)
    if (all.size > this.read) for (const version of [...all.values()].slice(this.read)) this.add(version)
    this.read = all.size
    return this.kinds.get(kind) ?? new Map()
  }

  private add(version: PublishedVersion): void {
    const ofKind = this.kinds.get(version.kind) ?? new Map<string, PublishedVersion[]>()
    this.kinds.set(version.kind, ofKind)
    const known = ofKind.get(version.id) ?? []
    ofKind.set(
      version.id,
      [...known, version].sort((one, other) => one.version - other.version),
    )
  }

  versionsOf(kind: string, id: string): readonly PublishedVersion[] {
    return this.documentsOf(kind).get(id) ?? []
  }

  /** Every version of every document of a kind. */
  allOf(kind: string): readonly PublishedVersion[] {
    return [...this.documentsOf(kind).values()].flat()
  }

  /** The version of a document that counts at a moment: the first from the beginning, a later one from when it says. */
  versionAt(kind: string, id: string, atMs: number): PublishedVersion | null {
    const counts = this.versionsOf(kind, id).filter((one) => one.version === 1 || one.inForceFromMs <= atMs)
    const newest = counts.at(-1)
    return newest && !newest.isRetired ? newest : null
  }

  private at(kind: string, atMs: number): readonly PublishedVersion[] {
    return [...this.documentsOf(kind).keys()].flatMap((id) => this.versionAt(kind, id, atMs) ?? [])
  }

  settings(atMs: number): SettingsInForce & { readonly version: number } {
    const [found] = this.at('settings', atMs)
    must(found !== undefined, 'no settings are in force')
    return { ...(found.body as unknown as SettingsInForce), version: found.version }
  }

  settingsOfVersion(version: number): SettingsInForce {
    return this.bodyOf('settings', 'programme', version) as unknown as SettingsInForce
  }

  /** What one version says, whether or not it still counts. */
  bodyOf(kind: string, id: string, version: number): PublishedVersion['body'] {
    const found = this.versionsOf(kind, id).find((one) => one.version === version)
    must(found !== undefined, `${kind} ${id} ${version} was never published`)
    return found.body
  }

  /** All settings that ever counted. */
  everySettings(): readonly SettingsInForce[] {
    return this.versionsOf('settings', 'programme').map(({ body }) => body as unknown as SettingsInForce)
  }

  /** The campaigns of a kind, whatever became of them. */
  idsOfCampaigns(kind: string): ReadonlySet<string> {
    return new Set(this.allOf('campaigns').flatMap(({ id, body }) => (body.kind === kind ? [id] : [])))
  }

  /** The version of a campaign, of whatever kind, that events of a moment meet. */
  campaignAt(id: string, atMs: number): PublishedVersion | null {
    const counts = ({ version, inForceFromMs }: PublishedVersion) =>
      inForceFromMs + (version === 1 ? FIRST_VERSION_WAITS_MS : 0) <= atMs
    const newest = this.versionsOf('campaigns', id).filter(counts).at(-1)
    return newest && !newest.isRetired ? newest : null
  }

  /** How many campaigns of a kind are retired at a moment. */
  retiredAt(kind: string, atMs: number): number {
    const isRetired = (id: string) => {
      const newest = this.versionsOf('campaigns', id).at(-1)
      return newest?.isRetired === true && newest.inForceFromMs <= atMs
    }
    return [...this.idsOfCampaigns(kind)].filter(isRetired).length
  }

  /** The campaigns of rules of a moment that give points, in the order in which they decide. */
  campaigns(atMs: number): readonly CampaignInForce[] {
    return this.counted(atMs, ({ id, body }) => body.kind === 'rules' && !givesChances(id))
  }

  /** Those that give chances to draw, wheels themselves among them. */
  chanceCampaigns(atMs: number): readonly CampaignInForce[] {
    return this.counted(atMs, ({ id }) => givesChances(id))
  }

  private counted(atMs: number, isWanted: (version: PublishedVersion) => boolean): readonly CampaignInForce[] {
    const counted = [...this.documentsOf('campaigns').keys()].flatMap((id) => {
      const newest = this.campaignAt(id, atMs)
      if (!newest || !isWanted(newest)) return []
      const body = newest.body as unknown as CampaignInForce
      return [{ ...body, campaignId: newest.id, version: newest.version }]
    })
    return counted.sort((one, other) => other.priority - one.priority || (one.campaignId < other.campaignId ? -1 : 1))
  }

  /** The lowest first. */
  ladder(atMs: number): readonly TierInForce[] {
    const tiers = this.at('tiers', atMs).map(({ id, body }) => ({ ...(body as unknown as TierInForce), tierId: id }))
    return tiers.sort((one, other) => one.order - other.order)
  }
}
