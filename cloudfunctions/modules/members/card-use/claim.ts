import { sha256 } from '../../../kernel/digest'
import { type Refusal, refuse } from '../../../kernel/refusal'
import type { Work } from '../../../platform/context'
import { ensureDocument } from '../../../platform/guarded-store'
import { memberOfCard, memberOfCode } from '../member-of-code'
import type { Member } from '../store'
import { cardUses } from './store'

/** A counter's phone may have been offline for so long before it tells what happened. */
const MOST_OFFLINE_MS = 24 * 60 * 60_000
/** Clocks of phones run ahead a little. */
const CLOCK_AHEAD_MS = 60_000
/** What a counter has claimed is good there for a while: the order is typed after the benefit was used. */
const GOOD_AFTER_CLAIM_MS = 10 * 60_000

type Claimed = Member | Refusal<'unknown_member_code'>

/**
 * The member whose card showed a code to a counter at a moment up to a day back, and the code is that counter's from
 * now on. A code that another counter has used, or that no card could show at that moment, is unknown.
 * @param counter the name of the caller, `nameOf(caller)`
 */
export async function claimMemberCode(work: Work, code: string, counter: string, atMs: number): Promise<Claimed> {
  const member = await shownAt(work, code, atMs)
  if (!member) return claimedBefore(work, code, counter)
  const use = await ensureDocument(work, cardUses, { _id: sha256(code), schema: 1, counter, atMs: work.nowMs })
  // guard: one-counter
  return use?.counter === counter ? member : refuse('unknown_member_code')
}

/** Whose card showed a code at a moment that a counter may tell of; null when nobody's did. */
async function shownAt(work: Work, code: string, atMs: number): Promise<Member | null> {
  const isInReach = atMs <= work.nowMs + CLOCK_AHEAD_MS && atMs >= work.nowMs - MOST_OFFLINE_MS
  return isInReach ? memberOfCode(work, code, atMs) : null
}

/** The member of a code that this very counter has claimed a little while ago. */
async function claimedBefore(work: Work, code: string, counter: string): Promise<Claimed> {
  const use = await work.store.get(cardUses, sha256(code))
  if (use?.counter !== counter || work.nowMs - use.atMs >= GOOD_AFTER_CLAIM_MS) return refuse('unknown_member_code')
  return (await memberOfCard(work, code)) ?? refuse('unknown_member_code')
}

/** Whose card showed a code to a counter at such a moment, as long as no other counter has used it. Claims nothing. */
export async function memberAtCounter(work: Work, code: string, counter: string, atMs: number): Promise<Claimed> {
  const member = await shownAt(work, code, atMs)
  const use = member && (await work.store.get(cardUses, sha256(code)))
  return member && (!use || use.counter === counter) ? member : refuse('unknown_member_code')
}
