/** A budget as a trial keeps it: its parts, and which of them an operation asks first. */
export interface AskedQuota {
  readonly id: string
  readonly parts: readonly number[]
  /** The parts in the order in which they are asked. */
  readonly order: readonly number[]
}

/** What budgets have left in a rehearsal. An operation is given from one part as a whole, as the real ones do it. */
export class ShadowBudgets {
  private readonly left: Map<string, number[]>

  constructor(left: Readonly<Record<string, readonly number[]>> = {}) {
    this.left = new Map(Object.entries(left).map(([id, parts]) => [id, [...parts]]))
  }

  private partsOf({ id, parts }: AskedQuota): number[] {
    const known = this.left.get(id) ?? []
    // A later version may have raised it: what it has more is parts of their own.
    const all = parts.map((part, at) => known[at] ?? part)
    this.left.set(id, all)
    return all
  }

  /** The part that gives so much; null when none has it. */
  take(quota: AskedQuota, amount: number): number | null {
    const parts = this.partsOf(quota)
    const part = quota.order.find((at) => (parts[at] ?? 0) >= amount)
    if (part === undefined) return null
    parts[part] = (parts[part] ?? 0) - amount
    return part
  }

  giveBack(quota: AskedQuota, part: number, amount: number): void {
    const parts = this.partsOf(quota)
    parts[part] = (parts[part] ?? 0) + amount
  }

  leftOf(id: string): number | null {
    return this.left.get(id)?.reduce((sum, part) => sum + part, 0) ?? null
  }

  stored(): Record<string, readonly number[]> {
    return Object.fromEntries(this.left)
  }
}
