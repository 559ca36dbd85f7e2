import { settingsOf, type Work } from '../../../platform/context'
import type { Job, JobPosition } from '../../../platform/jobs'
import { tellMember } from '../../../platform/messages'
import { lastDateOf } from '../domain/validity'
import { dayText } from '../domain/wording'
import { WALLET_PAGE } from '../follow'
import { couponSettings } from '../settings'
import { termsFor } from '../shown/shown-terms'
import { type Coupon, coupons } from '../store'

const DAY_MS = 24 * 60 * 60_000
const COUPONS_PER_SLICE = 50

/** A round goes through the coupons that end in a stretch of time, which begins where the last one's ended. */
interface Round {
  readonly fromMs: number
  readonly belowMs: number
  readonly cursor: string | null
}

function roundAt({ nowMs }: Work, position: JobPosition, noticeDays: number): Round {
  const at: Partial<Round> = position === null ? {} : JSON.parse(position)
  const { belowMs = nowMs + noticeDays * DAY_MS, cursor = null } = at
  // After a standstill some have ended by now: of those there is nothing to tell.
  const fromMs = Math.max(at.fromMs ?? 0, nowMs + 1)
  // With fewer days than before, those of the days between were told already.
  return { fromMs, belowMs: Math.max(fromMs, belowMs), cursor }
}

async function tell(work: Work, coupon: Coupon): Promise<void> {
  await tellMember(work, {
    id: `coupon|${coupon.op}|ends`,
    member: coupon.member,
    kind: 'coupon_ends',
    title: '优惠券快到期了',
    text: `“${termsFor(coupon).title}”${dayText(lastDateOf(coupon))}到期，别忘了用。`,
    link: WALLET_PAGE,
  })
}

/**
 * Tells members some days before a coupon of theirs ends, once for each. Who gets one so late that it ends within those
 * days is not told what they have just read.
 */
export const endNoticesJob: Job = {
  name: 'coupons-end-notices',
  everyMinutes: 60,
  async slice(work, position) {
    const { couponNoticeDays } = await settingsOf(work, couponSettings)
    if (couponNoticeDays === 0) return { done: 0, next: null }
    const round = roundAt(work, position, couponNoticeDays)
    const page = await work.store.find(coupons, {
      index: 'byEnd',
      equals: { state: 'claimed' },
      range: { from: round.fromMs, below: round.belowMs },
      limit: COUPONS_PER_SLICE,
      ...(round.cursor === null ? {} : { cursor: round.cursor }),
    })
    for (const coupon of page.items) await tell(work, coupon)
    const next = page.next === null ? null : JSON.stringify({ ...round, cursor: page.next })
    return { done: page.items.length, next, restart: JSON.stringify({ fromMs: round.belowMs }) }
  },
}
