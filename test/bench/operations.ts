import { BETWEEN_ENTRIES_MS, type Shop } from './shop'

/** An operation of the ledger as the bench runs it, and what it may cost. */
export interface BenchedOperation {
  readonly name: string
  /** Calls that it should need when nothing is in its way. */
  readonly goal: number
  readonly reads: number
  readonly documents: number
  /** Once before every member has had a turn. */
  readonly before: (shop: Shop) => void
  readonly run: (shop: Shop, member: number) => Promise<unknown>
  /** What others do later on behalf of it, in a minute of the sweeper. */
  readonly after?: (shop: Shop) => Promise<void>
}

export const STOCK = 'cup'
export const BUDGET = 'spring'

const later = (shop: Shop) => {
  shop.programme.nowMs += BETWEEN_ENTRIES_MS
}

export const operations: readonly BenchedOperation[] = [
  {
    name: 'check-in, through the member door',
    goal: 2,
    reads: 1,
    documents: 1,
    before: (shop) => shop.programme.advanceDays(1),
    run: (shop, member) => shop.checkIn(member),
  },
  { name: 'award an event', goal: 4, reads: 1, documents: 2, before: later, run: (shop, member) => shop.award(member) },
  {
    name: 'award with a budget',
    goal: 5,
    reads: 1,
    documents: 3,
    before: later,
    run: (shop, member) => shop.award(member, BUDGET),
  },
  {
    name: 'redeem with stock',
    goal: 3,
    reads: 1,
    documents: 2,
    before: later,
    run: async (shop, member) => {
      const outcome = await shop.redeem(member, STOCK)
      if (outcome !== 'had') throw new Error(`redeem: ${outcome}`)
    },
    after: (shop) => shop.sweepRedemptions(),
  },
  {
    name: 'claim of a unit',
    goal: 1,
    reads: 0,
    documents: 1,
    before: later,
    run: (shop, member) => shop.claim(member, STOCK),
  },
]
