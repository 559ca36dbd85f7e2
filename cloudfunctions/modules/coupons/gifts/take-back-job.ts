import type { Work } from '../../../platform/context'
import { untilSettled } from '../../../platform/guarded-store'
import { dueJob } from '../../../platform/jobs'
import { follow } from '../follow'
import { type Coupon, coupons, type Follow } from '../store'

const GIFTS_PER_SLICE = 50

/** Gives a coupon back to its giver that nobody has taken in time. */
async function takeBack(work: Work, { _id, member, endsAtMs }: Coupon): Promise<void> {
  const follows: Follow = {
    why: 'not_taken',
    member,
    endsAtMs,
    atMs: work.nowMs,
    reason: '',
    by: '',
    key: '',
    inputHash: '',
  }
  const set = { state: 'returned', follows, giftUntilMs: null, openSinceMs: work.nowMs } as const
  await untilSettled(work, async () => ({
    value: await work.store.update(coupons, { _id, state: 'giving' }, { set }),
  }))
  const ended = await work.store.get(coupons, _id)
  if (ended?.state === 'returned') await follow(work, ended)
}

export const takeBackGiftsJob = dueJob({
  name: 'coupons-take-back-gifts',
  everyMinutes: 5,
  collection: coupons,
  index: 'byGiftEnd',
  limit: GIFTS_PER_SLICE,
  goOn: takeBack,
})
