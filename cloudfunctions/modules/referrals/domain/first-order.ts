/** A purchase of a friend, as far as it matters which is their first. */
export interface FriendOrder {
  readonly id: string
  readonly paidAtMs: number
  readonly vestsAtMs: number
  readonly leftFen: number
}

/**
 * The purchase that counts: of those of which enough stands the one that vests first, then the one paid first; null while
 * there is none. One that is refunded makes room for the next.
 */
export function firstOrder(orders: readonly FriendOrder[], leastFen: number): FriendOrder | null {
  const counting = orders.filter(({ leftFen }) => leftFen >= leastFen)
  const inOrder = [...counting].sort(
    (one, other) => one.vestsAtMs - other.vestsAtMs || one.paidAtMs - other.paidAtMs || (one.id < other.id ? -1 : 1),
  )
  return inOrder[0] ?? null
}
