import { addDays, businessDateOf, startOfDateMs } from '../../../kernel/business-date'
import type { Work } from '../../../platform/context'
import { type Account, accountsPage, recentJournals } from '../../ledger'
import { type Order, orders } from '../../orders'
import { bucketDaysOf, bucketOf } from '../domain/buckets'
import type { Past } from '../domain/past'
import type { Rehearsal } from '../store'
import { memberFactsFor } from './member-facts'
import { type AccountPast, pastOfAccount, withRefunds } from './of-account'

const ACCOUNTS_PER_READ = 100
const READS_PER_SLICE = 2
const IDS_PER_READ = 100

/** What a slice has found. */
export interface Collected {
  readonly byBucket: ReadonlyMap<number, readonly Past[]>
  readonly accounts: number
  /** Events of the days that are told of. */
  readonly events: number
  readonly cursor: string | null
}

async function ordersOf(work: Work, pasts: readonly AccountPast[]): Promise<ReadonlyMap<string, Order>> {
  const ids = [...new Set(pasts.flatMap(({ refunds }) => refunds.map(({ order }) => order)))]
  const found = new Map<string, Order>()
  for (let from = 0; from < ids.length; from += IDS_PER_READ)
    for (const order of await work.store.getMany(orders, ids.slice(from, from + IDS_PER_READ)))
      found.set(order._id, order)
  return found
}

/** The last moment that is replayed: of today only what had happened when it was asked for. */
const endOf = ({ to, atMs }: Rehearsal) => Math.min(startOfDateMs(addDays(to, 1)), atMs)

/** What happened to some accounts, as rules were told it or would have been. */
async function pastOf(work: Work, rehearsal: Rehearsal, accounts: readonly Account[]): Promise<readonly Past[]> {
  const [fromMs, untilMs] = [startOfDateMs(rehearsal.warmFrom), endOf(rehearsal)]
  const isWithin = ({ postedAtMs }: Past) => postedAtMs >= fromMs && postedAtMs < untilMs
  const journals = await recentJournals(work, accounts, fromMs)
  const pasts = journals.map(({ account, course }) => pastOfAccount(account._id, course.entries))
  const found = await ordersOf(work, pasts)
  const all = await Promise.all(
    journals.map(async ({ account }, at) => {
      const past = pasts[at]
      if (!past) return []
      const withFacts = memberFactsFor(work, account, rehearsal.needs)
      const kept = withRefunds(account._id, past, found).filter(isWithin)
      const heard = kept.filter((one) => one.kind === 'refund' || rehearsal.listened.includes(one.event))
      return Promise.all(heard.map((one) => (one.kind === 'event' ? withFacts(one) : one)))
    }),
  )
  return all.flat()
}

/** Collects what happened to the next accounts, in the order of their ids. */
export async function collectSlice(work: Work, rehearsal: Rehearsal): Promise<Collected> {
  const { warmFrom, from, to } = rehearsal
  const bucketDays = bucketDaysOf(warmFrom, to)
  const byBucket = new Map<number, Past[]>()
  let cursor = rehearsal.cursor
  const counted = { accounts: 0, events: 0 }
  for (let read = 0; read < READS_PER_SLICE; read += 1) {
    const page = await accountsPage(work, ACCOUNTS_PER_READ, cursor ?? undefined)
    counted.accounts += page.items.length
    for (const past of await pastOf(work, rehearsal, page.items)) {
      const on = businessDateOf(past.postedAtMs)
      const bucket = bucketOf(warmFrom, bucketDays, on)
      const known = byBucket.get(bucket)
      if (known) known.push(past)
      else byBucket.set(bucket, [past])
      if (past.kind === 'event' && on >= from) counted.events += 1
    }
    cursor = page.next
    if (cursor === null) break
  }
  return { byBucket, ...counted, cursor }
}
