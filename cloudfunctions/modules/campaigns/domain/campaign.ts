import { businessDateOf } from '../../../kernel/business-date'

/** A condition or an effect as it stands in a document. */
export type StoredClause = { readonly code: string } & Readonly<Record<string, unknown>>

/** The most of something, in one unit or in several. */
export interface Amounts {
  readonly points?: number | undefined
  readonly fen?: number | undefined
  readonly times?: number | undefined
}

export type Unit = keyof Amounts
export const UNITS: readonly Unit[] = ['points', 'fen', 'times']

export interface CampaignBudget extends Amounts {
  readonly perDay?: Amounts | undefined
  readonly perStore?: Amounts | undefined
}

export interface CampaignRule {
  readonly when: string
  readonly conditions: readonly StoredClause[]
  readonly effects: readonly StoredClause[]
  /** Of the rules of one group only the best gives, whichever campaigns they stand in. */
  readonly stackingGroup?: string | undefined
}

/** Share of one member. */
export type MemberShare = Pick<Amounts, 'points' | 'times'>

/** What every campaign says, whatever its kind. */
export interface CampaignBody {
  readonly title: string
  readonly kind: string
  readonly text?: string | undefined
  readonly picture?: string | undefined
  readonly fromMs: number
  /** The first moment at which it is over. */
  readonly untilMs: number
  readonly warmUpFromMs?: number | undefined
  readonly isPaused?: boolean | undefined
  readonly audience: readonly StoredClause[]
  readonly rules: readonly CampaignRule[]
  readonly priority: number
  readonly compounds: boolean
  readonly perEvent?: number | undefined
  readonly perMember?: MemberShare | undefined
  readonly perMemberDay?: MemberShare | undefined
  readonly budget?: CampaignBudget | undefined
  readonly forecastPointsPerDay?: number | undefined
}

/** A campaign as one published version has it. */
export interface Campaign {
  readonly campaignId: string
  readonly version: number
  /** From when on events meet this version. */
  readonly countsFromMs: number
  readonly isRetired: boolean
  /** The fields of its kind stand beside those of all. */
  readonly body: CampaignBody & Readonly<Record<string, unknown>>
}

/** The days it runs, as one period: the last is the day of its last moment. */
export function periodOf({ fromMs, untilMs }: Pick<CampaignBody, 'fromMs' | 'untilMs'>): string {
  return `${businessDateOf(fromMs)}/${businessDateOf(untilMs - 1)}`
}
