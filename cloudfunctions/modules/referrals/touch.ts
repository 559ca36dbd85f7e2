import type { Work } from '../../platform/context'
import { ensureDocument, untilSettled } from '../../platform/guarded-store'
import { members } from '../members'
import type { OpenCampaign } from './open-campaign'
import { type ReferralTouch, referralTouches } from './store'

const DAY_MS = 24 * 60 * 60_000

/** Whether a moment lies in the window of a touch. */
export function isWithin({ atMs, untilMs }: Pick<ReferralTouch, 'atMs' | 'untilMs'>, momentMs: number): boolean {
  return atMs <= momentMs && momentMs < untilMs
}

/**
 * Notes that somebody came by a member's card: the first counts until its window ends. Who is a member already is
 * brought by nobody, and so is who opens their own card: nothing is noted of them.
 */
export async function comeBy(work: Work, visitor: string, referrer: string, { terms }: OpenCampaign): Promise<void> {
  // guard: members-come-by-nobody
  if (await work.store.get(members, visitor)) return
  const untilMs = work.nowMs + terms.joinWithinDays * DAY_MS
  const touched = { schema: 1, referrer, atMs: work.nowMs, untilMs } as const
  await untilSettled(work, async () => {
    const found = await ensureDocument(work, referralTouches, { _id: visitor, ...touched })
    if (!found) throw new Error(`the touch of ${visitor} is gone`)
    // guard: first-referrer
    if (work.nowMs < found.untilMs) return { value: null }
    // guard: referrer-unchanged
    const where = { _id: visitor, atMs: found.atMs }
    return (await work.store.update(referralTouches, where, { set: touched })) ? { value: null } : 'again'
  })
}
