/** A line of an order with what it has earned in the rehearsal. */
export interface ShadowLine {
  readonly lineId: string
  readonly category: string
  readonly amountFen: number
  readonly earns: boolean
  readonly leftFen: number
  readonly points: number
}

/** An order of which something is refunded later, as it is in the rehearsal. */
export interface ShadowOrder {
  readonly id: string
  /** What decided, so that it can be decided again. */
  readonly event: string
  readonly version: number
  readonly atMs: number
  readonly postedAtMs: number
  readonly cast: 'really' | 'rehearsed' | 'without'
  readonly trace: unknown
  readonly amountFen: number
  readonly lines: readonly ShadowLine[]
}
