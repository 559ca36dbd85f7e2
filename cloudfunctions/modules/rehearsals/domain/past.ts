/** What really happened, as a rehearsal replays it. */

export type Facts = Readonly<Record<string, string | number | boolean>>

/** The part of an order's line that a refund is shared by. */
export interface PastLine {
  readonly amountFen: number
  readonly earns: boolean
}

/** Something that earned points, or might have. */
export interface PastEvent {
  readonly kind: 'event'
  /** When it was posted: its place among the others, and the moment by which periods are counted. */
  readonly postedAtMs: number
  /** When it happened: by the rules of that moment it is decided. */
  readonly atMs: number
  readonly account: string
  /** Its place in the account's journal. */
  readonly seq: number
  readonly op: string
  readonly event: string
  /** Of the settings that decided. */
  readonly version: number
  /** Those of the member that a rule may ask for included. */
  readonly facts: Facts
  /** Campaigns that held the member back then. */
  readonly pace?: readonly string[]
  /** Of an order that was refunded later: what its refunds are shared by. */
  readonly order?: { readonly id: string; readonly lines: readonly PastLine[] }
}

/** Something of an order taken back. */
export interface PastRefund {
  readonly kind: 'refund'
  readonly postedAtMs: number
  readonly account: string
  readonly seq: number
  readonly order: string
  readonly amountFen: number
  /** From each line, in their order; null when the shop did not say. */
  readonly parts: readonly number[] | null
}

export type Past = PastEvent | PastRefund

/** In the order in which they were posted; what one account posted in one moment stays in its own order. */
export function inTime(one: Past, other: Past): number {
  if (one.postedAtMs !== other.postedAtMs) return one.postedAtMs - other.postedAtMs
  if (one.account !== other.account) return one.account < other.account ? -1 : 1
  return one.seq - other.seq
}
