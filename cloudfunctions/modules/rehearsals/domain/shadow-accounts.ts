/** What is counted for a member against limits, as an account has it. */
export type Limits = Readonly<Record<string, { readonly period: string; readonly count: number }>>

/** A member in a rehearsal: what is counted, and what they gain by the campaign. */
export interface ShadowAccount {
  readonly limits: Limits
  readonly awards: number
  readonly points: number
  readonly giftFen: number
}

const NEW: ShadowAccount = { limits: {}, awards: 0, points: 0, giftFen: 0 }

/** An account as it is stored: `[account, limits, awards, points, gifts]`. */
export type StoredAccount = readonly [account: string, limits: Limits, awards: number, points: number, giftFen: number]

export interface Winner {
  readonly account: string
  readonly awards: number
  readonly points: number
  readonly giftFen: number
}

/** The accounts of a rehearsal: those alone of whom something is to be remembered. */
export class ShadowAccounts {
  private readonly known = new Map<string, ShadowAccount>()

  constructor(stored: readonly StoredAccount[] = []) {
    for (const [account, limits, awards, points, giftFen] of stored)
      this.known.set(account, { limits, awards, points, giftFen })
  }

  limitsOf(account: string): Limits {
    return (this.known.get(account) ?? NEW).limits
  }

  /** Counts as they are after an event. */
  count(account: string, limits: Limits): void {
    const before = this.known.get(account)
    if (!before && Object.keys(limits).length === 0) return
    this.known.set(account, { ...(before ?? NEW), limits })
  }

  gain(account: string, gained: { readonly points: number; readonly giftFen: number; readonly awards: number }): void {
    const before = this.known.get(account) ?? NEW
    this.known.set(account, {
      ...before,
      awards: before.awards + gained.awards,
      points: before.points + gained.points,
      giftFen: before.giftFen + gained.giftFen,
    })
  }

  stored(): readonly StoredAccount[] {
    return [...this.known].map(([account, { limits, awards, points, giftFen }]) => [
      account,
      limits,
      awards,
      points,
      giftFen,
    ])
  }

  /** How many gain something. */
  winnerCount(): number {
    return [...this.known.values()].filter(({ awards }) => awards > 0).length
  }

  /** Those who gain most, by what it costs the shop. */
  topWinners(count: number, pointCostBps: number): readonly Winner[] {
    const costOf = ({ points, giftFen }: Winner) => (points * pointCostBps) / 10_000 + giftFen
    return [...this.known]
      .map(([account, { awards, points, giftFen }]) => ({ account, awards, points, giftFen }))
      .filter(({ awards }) => awards > 0)
      .sort((one, other) => costOf(other) - costOf(one) || (one.account < other.account ? -1 : 1))
      .slice(0, count)
  }
}
