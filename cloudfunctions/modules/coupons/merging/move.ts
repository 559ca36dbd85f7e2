import type { Work } from '../../../platform/context'
import { untilSettled } from '../../../platform/guarded-store'
import { everyFound } from '../../../platform/store'
import { follow } from '../follow'
import { type Coupon, coupons, type Follow } from '../store'

/** Two members of one person, of whom an operator makes one. */
export interface CouponMove {
  readonly from: string
  readonly into: string
  /** The merge, by its id. */
  readonly by: string
}

const PER_PAGE = 100

/** All coupons of a member in a state. */
const heldBy = (work: Work, member: string, state: Coupon['state'], fromMs: number) =>
  everyFound(work.store, coupons, {
    index: 'byState',
    equals: { member, state },
    range: { from: fromMs },
    limit: PER_PAGE,
  })

/** Those that count now or later. What has ended stays where it is, and so does what is on its way to a friend. */
const goodOf = (work: Work, member: string) => heldBy(work, member, 'claimed', work.nowMs + 1)

/** Ends a coupon that goes to the other of two members, and answers what follows. Used or given meanwhile, it stays. */
async function send(
  work: Work,
  coupon: Coupon,
  { why, member, by }: Pick<Follow, 'why' | 'member' | 'by'>,
): Promise<Coupon> {
  const { _id, endsAtMs } = coupon
  const follows: Follow = { why, member, endsAtMs, atMs: work.nowMs, reason: '', by, key: '', inputHash: '' }
  const set = { state: 'returned', follows, openSinceMs: work.nowMs } as const
  // guard: moved-while-held
  const where = { _id, state: 'claimed' } as const
  const isOurs = await untilSettled(work, async () => ({ value: await work.store.update(coupons, where, { set }) }))
  const ended = isOurs ? { ...coupon, ...set } : await work.store.get(coupons, _id)
  return ended?.state === 'returned' ? follow(work, ended) : coupon
}

/** How many coupons would go. */
export async function countGoodCoupons(work: Work, member: string): Promise<number> {
  let count = 0
  for await (const _ of goodOf(work, member)) count += 1
  return count
}

/** The coupons that a merge has taken from a member, as they ended. */
async function* movedBy(work: Work, { from, by }: CouponMove) {
  for await (const coupon of heldBy(work, from, 'returned', 0))
    if (coupon.follows?.why === 'merged' && coupon.follows.by === by) yield coupon
}

/**
 * Brings the coupons of one member to the other, and answers how many have gone by now: each ends, and another one
 * follows from it, whose owner is decided by the note that stands with the member at that moment. So whatever a slow
 * function still ends when the merge is undone comes back to who had it. May be repeated.
 */
export async function moveCoupons(work: Work, move: CouponMove): Promise<number> {
  const { from, by } = move
  for await (const coupon of goodOf(work, from)) await send(work, coupon, { why: 'merged', member: from, by })
  let count = 0
  for await (const ended of movedBy(work, move)) {
    // Of another function, which may have ended here.
    if (ended.openSinceMs !== null) await follow(work, ended)
    count += 1
  }
  return count
}

/** What has become of a coupon that went to the other member, as long as it is theirs. */
async function nowOf(work: Work, ended: Coupon, { into }: CouponMove): Promise<Coupon> {
  let now = await follow(work, ended)
  while (now.state === 'returned' && now.member === into) now = await follow(work, now)
  return now
}

/** Gives back what the other member still has of them, and answers how many the first has again. May be repeated. */
export async function moveCouponsBack(work: Work, move: CouponMove): Promise<number> {
  const { from, into, by } = move
  let count = 0
  for await (const ended of movedBy(work, move)) {
    const now = await nowOf(work, ended, move)
    const isThere = now.state === 'claimed' && now.member === into && now.endsAtMs > work.nowMs
    const after = isThere ? await send(work, now, { why: 'merge_undone', member: from, by }) : now
    if (after.member === from) count += 1
  }
  return count
}
