/** A campaign as its document says it, as far as the linter looks at it. Money is fen, moments are milliseconds. */

export type Clause = { readonly code: string } & Readonly<Record<string, unknown>>

export interface DraftRule {
  readonly when: string
  readonly conditions: readonly Clause[]
  readonly effects: readonly Clause[]
  readonly stackingGroup?: string | undefined
}

export interface Share {
  readonly points?: number | undefined
  readonly times?: number | undefined
}

export interface BudgetSums extends Share {
  readonly fen?: number | undefined
}

/** What a draw may bring. */
export interface Prize {
  readonly name: string
  readonly valueFen?: number | undefined
  readonly templateId?: string | undefined
}

export interface CampaignDraft {
  readonly campaignId: string
  readonly kind: string
  readonly title: string
  readonly text?: string | undefined
  readonly fromMs: number
  readonly untilMs: number
  readonly audience?: readonly Clause[] | undefined
  readonly rules: readonly DraftRule[]
  readonly compounds?: boolean | undefined
  readonly perEvent?: number | undefined
  readonly perMember?: Share | undefined
  readonly perMemberDay?: Share | undefined
  readonly budget?: (BudgetSums & { readonly perDay?: BudgetSums | undefined }) | undefined
  readonly forecastPointsPerDay?: number | undefined
  readonly disclosure?: Readonly<Record<string, unknown>> | undefined
  readonly prizes?: readonly Prize[] | undefined
}

/** A condition with its place: those of the audience hold for every rule. */
export interface PlacedClause {
  readonly clause: Clause
  readonly path: string
}

/** All that must be so before a rule gives, the campaign's audience first. */
export function conditionsOf({ audience = [], rules }: CampaignDraft, at: number): readonly PlacedClause[] {
  return [
    ...audience.map((clause, nth) => ({ clause, path: `audience.${nth}` })),
    ...(rules[at]?.conditions ?? []).map((clause, nth) => ({ clause, path: `rules.${at}.conditions.${nth}` })),
  ]
}

export interface PlacedEffect extends PlacedClause {
  readonly rule: DraftRule
  /** The place of its rule. */
  readonly at: number
}

/** Every effect of a campaign with its place. */
export function effectsOf({ rules }: CampaignDraft): readonly PlacedEffect[] {
  return rules.flatMap((rule, at) =>
    rule.effects.map((clause, nth) => ({ clause, path: `rules.${at}.effects.${nth}`, rule, at })),
  )
}

/** A whole number that a clause says; 0 where it says none. */
export function numberIn(clause: Clause, name: string): number {
  const value = clause[name]
  return typeof value === 'number' ? value : 0
}

export function textIn(clause: Clause, name: string): string {
  const value = clause[name]
  return typeof value === 'string' ? value : ''
}

/** The members of a list that a clause says. */
export function listIn(clause: Clause, name: string): readonly unknown[] {
  const value = clause[name]
  return Array.isArray(value) ? value : []
}

/** The texts that a clause lists. */
export function namesIn(clause: Clause, name: string): readonly string[] {
  return listIn(clause, name).filter((one) => typeof one === 'string')
}

export interface Window {
  readonly fromMs: number
  readonly untilMs: number
}

export function overlap(one: Window, other: Window): boolean {
  return one.fromMs < other.untilMs && other.fromMs < one.untilMs
}
