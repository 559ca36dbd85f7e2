import type { Work } from '../../platform/context'
import { ensureDocument } from '../../platform/guarded-store'
import type { Group, Scalar } from '../../platform/store'
import { type Credit, type OutcomeKind, type ShareOutcome, shareOutcomes } from './store'

/** Counts something that a card brought; again, it is there already. */
export async function countOutcome(
  work: Work,
  credit: Credit,
  what: Pick<ShareOutcome, 'kind' | 'member' | 'atMs'> & {
    readonly source: string
    readonly count?: number
    readonly amountFen?: number
  },
): Promise<void> {
  const { card, store, staffId } = credit
  const { kind, source, member, count = 1, amountFen = 0, atMs } = what
  await ensureDocument(work, shareOutcomes, {
    _id: `${kind}|${source}`,
    schema: 1,
    kind,
    card,
    store,
    staffId,
    member,
    count,
    amountFen,
    atMs,
  })
}

/** One person is one visitor of a card, however often they open it. */
export function countVisit(work: Work, credit: Credit, member: string, atMs: number): Promise<void> {
  return countOutcome(work, credit, { kind: 'visit', source: `${credit.card}|${member}`, member, atMs })
}

export interface Counts {
  readonly visits: number
  readonly joins: number
  readonly orders: number
  readonly orderFen: number
  readonly claims: number
  readonly uses: number
}

const COUNTED_AS: Readonly<Record<OutcomeKind, keyof Counts>> = {
  visit: 'visits',
  join: 'joins',
  order: 'orders',
  claim: 'claims',
  use: 'uses',
}
const MOST_GROUPS = 1_000

/** What some groups of outcomes come to. */
function countsOf(groups: readonly Group[]): Counts {
  const counts = { visits: 0, joins: 0, orders: 0, orderFen: 0, claims: 0, uses: 0 }
  for (const { key, sums } of groups) {
    counts[COUNTED_AS[key.kind as OutcomeKind]] += sums.count ?? 0
    counts.orderFen += sums.amountFen ?? 0
  }
  return counts
}

/** All that a card, a store or one of its staff brought: summed anew each time, so that no counter can go wrong. */
export async function countsWhere(work: Work, equals: Readonly<Record<string, Scalar>>): Promise<Counts> {
  const sums = ['count', 'amountFen']
  return countsOf(await work.store.aggregate(shareOutcomes, { equals, groupBy: ['kind'], sums, limit: MOST_GROUPS }))
}

/** What each of a store's staff brought, in the order of their ids. */
export async function countsByStaff(
  work: Work,
  store: string,
): Promise<readonly { readonly staffId: string; readonly counts: Counts }[]> {
  const groups = await work.store.aggregate(shareOutcomes, {
    equals: { store },
    groupBy: ['staffId', 'kind'],
    sums: ['count', 'amountFen'],
    limit: MOST_GROUPS,
  })
  return [...new Set(groups.map(({ key }) => String(key.staffId)))].map((staffId) => ({
    staffId,
    counts: countsOf(groups.filter(({ key }) => key.staffId === staffId)),
  }))
}
