import type { Work } from '../../../platform/context'
import type { Job, JobPosition } from '../../../platform/jobs'
import { coupons } from '../store'
import { claimOf, tellOfCoupons, useOf } from './listeners'

/** A claim or a use may be written so long after the moment that it bears: a function does not live longer. */
const WRITTEN_LATE_MS = 90_000
const COUPONS_PER_SLICE = 200

const FEEDS = { claims: { index: 'byClaimed', of: claimOf }, uses: { index: 'byUsed', of: useOf } } as const

/** A round goes through the claims of a stretch of time, and then through its uses. */
interface Round {
  readonly feed: keyof typeof FEEDS
  readonly fromMs: number
  readonly belowMs: number
  readonly cursor: string | null
}

/** The round that a position belongs to. A clock that was set back leaves nothing out. */
function roundAt({ nowMs }: Work, position: JobPosition): Round {
  const at: Partial<Round> = position === null ? {} : JSON.parse(position)
  const { feed = 'claims', fromMs = 0, belowMs = nowMs + 1, cursor = null } = at
  return { feed, fromMs: Math.min(fromMs, belowMs - WRITTEN_LATE_MS), belowMs, cursor }
}

function after(round: Round, next: string | null): { readonly next: JobPosition; readonly restart?: JobPosition } {
  if (next !== null) return { next: JSON.stringify({ ...round, cursor: next }) }
  if (round.feed === 'claims') return { next: JSON.stringify({ ...round, feed: 'uses', cursor: null }) }
  return { next: null, restart: JSON.stringify({ fromMs: round.belowMs - WRITTEN_LATE_MS }) }
}

/** Tells who wants to know what members have claimed and used since the last time. */
export const tellOfCouponsJob: Job = {
  name: 'coupons-tell',
  everyMinutes: 5,
  async slice(work, position) {
    const round = roundAt(work, position)
    const { index, of } = FEEDS[round.feed]
    const page = await work.store.find(coupons, {
      index,
      range: { from: round.fromMs, below: round.belowMs },
      limit: COUPONS_PER_SLICE,
      ...(round.cursor === null ? {} : { cursor: round.cursor }),
    })
    await tellOfCoupons(work, page.items.map(of))
    return { done: page.items.length, ...after(round, page.next) }
  },
}
