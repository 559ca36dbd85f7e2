import type { Json } from '../../kernel/canonical-json'
import type { Command } from '../../platform/context'
import type { Intent } from '../../platform/operation'
import { type Document, defineCollection } from '../../platform/store'
import type { CostRange } from './domain/cost-range'
import type { Past } from './domain/past'
import type { StoredAccount, Winner } from './domain/shadow-accounts'
import type { ShadowOrder } from './domain/shadow-orders'
import type { Tallied } from './domain/tally'

/** A part of a day, in milliseconds: from (that moment included) to (that moment excluded). */
export interface Span {
  readonly fromMs: number
  readonly untilMs: number
}

/** What it came to, once all is replayed. */
export interface RehearsalResult {
  readonly winners: number
  readonly top: readonly Winner[]
  readonly costs: readonly CostRange[]
}

/** A campaign replayed over what really happened: the durable intent of it, and how far it has got. */
export interface Rehearsal extends Intent, Pick<Command, 'inputHash'> {
  readonly schema: 1
  readonly campaignId: string
  readonly title: string
  /** The draft as it was when it was asked for, or the versions that were in force at each moment. */
  readonly source: 'draft' | 'published'
  /** What is replayed: a draft's body, frozen; of published versions the newest, for its title and days. */
  readonly body: Readonly<Record<string, Json>>
  /** Days that are told of, both included. */
  readonly from: string
  readonly to: string
  /** From here on it is replayed, so that what was counted before is known. */
  readonly warmFrom: string
  /** When the campaign runs in the rehearsal; its pauses, where it really ran. */
  readonly runs: Span
  readonly pauses: readonly Span[]
  /** Events that some campaign of the time listens to, and what rules ask of members. */
  readonly listened: readonly string[]
  readonly needs: readonly string[]
  readonly pointCostBps: number
  readonly atMs: number
  readonly state: 'collecting' | 'replaying' | 'done' | 'failed'
  /** Raised by every slice. */
  readonly version: number
  /** While it collects: behind which account, how many slices there were; while it replays: the next bucket. */
  readonly cursor: string | null
  readonly slices: number
  readonly bucket: number
  readonly accounts: number
  readonly accountsDone: number
  readonly events: number
  readonly replayed: number
  readonly tally: Tallied
  readonly budgets: Readonly<Record<string, readonly number[]>>
  readonly result: RehearsalResult | null
  /** Why it cannot go on, for the log's reader; null while it can. */
  readonly trouble: string | null
}

export const rehearsals = defineCollection<Rehearsal>({
  name: 'rehearsals',
  indexes: [
    { name: 'byOpen', fields: ['openSinceMs'] },
    { name: 'byCampaign', fields: ['campaignId', 'atMs'] },
  ],
})

/** A part of what a rehearsal keeps while it is under way: events of some days, or what is counted for some members. */
export interface RehearsalPart extends Document {
  readonly schema: 1
  readonly rehearsal: string
  /** `e|<bucket>|<slice>|<part>` or `s|<bucket>|<part>`: in this order they are read. */
  readonly part: string
  readonly past?: readonly Past[]
  readonly accounts?: readonly StoredAccount[]
  readonly orders?: readonly ShadowOrder[]
}

export const rehearsalParts = defineCollection<RehearsalPart>({
  name: 'rehearsal_parts',
  indexes: [{ name: 'byPart', fields: ['rehearsal', 'part'] }],
})
