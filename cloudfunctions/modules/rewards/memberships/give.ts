import { type Refusal, refuse } from '../../../kernel/refusal'
import type { Command, Work } from '../../../platform/context'
import { untilSettled } from '../../../platform/guarded-store'
import { cutOff, lastDayOf, nextSpan } from '../domain/membership'
import { type GivenSpan, type Membership, membershipId, memberships } from './store'

/** A stretch that somebody is to have. */
export interface Giving extends Omit<GivenSpan, 'from' | 'until' | 'atMs'> {
  readonly member: string
  readonly name: string
  readonly days: number
}

/** Far more than anybody has one after the other; the oldest are dropped, which ended years ago. */
const SPANS_KEPT = 60

function newMembership(member: string, name: string): Membership {
  const nothing = { spans: [], revocations: [], until: '', version: 0 }
  return { _id: membershipId(member, name), schema: 1, member, name, ...nothing }
}

function withSpan(work: Work, before: Membership, giving: Giving): Membership {
  const { op, source, includes, reason, by, inputHash, days } = giving
  const span = {
    op,
    ...nextSpan(before.spans, work.today, days),
    source,
    includes,
    reason,
    by,
    inputHash,
    atMs: work.nowMs,
  }
  const spans = [...before.spans, span].slice(-SPANS_KEPT)
  return { ...before, spans, until: span.until, version: before.version + 1 }
}

/** The stretch that an op was given before, as it was then, whatever was taken away since; undefined when none was. */
function givenFor({ spans, revocations }: Membership, op: string): GivenSpan | undefined {
  return [...revocations.flatMap((revoked) => revoked.spans), ...spans].find((span) => span.op === op)
}

/** Gives somebody a stretch of a membership, once for each op: behind what they have of it already. */
export async function giveMembership(work: Work, giving: Giving): Promise<GivenSpan> {
  const { member, name, op } = giving
  return untilSettled<GivenSpan>(work, async () => {
    const before = await work.store.get(memberships, membershipId(member, name))
    const had = before && givenFor(before, op)
    // guard: span-once
    if (had) return { value: had }
    const after = withSpan(work, before ?? newMembership(member, name), giving)
    const { _id, ...set } = after
    const isWritten = before
      ? // guard: membership-version
        await work.store.update(memberships, { _id, version: before.version }, { set })
      : (await work.store.insert(memberships, after)) === 'inserted'
    const given = after.spans.at(-1)
    return isWritten && given ? { value: given } : 'again'
  })
}

interface Revoking {
  readonly member: string
  readonly name: string
  readonly reason: string
  readonly by: string
  readonly command: Command
}

type NotRevoked = Refusal<'no_such_membership' | 'key_reused_with_other_input'>

/** Ends a membership with yesterday, once for each command. */
export async function revokeMembership(work: Work, revoking: Revoking): Promise<Membership | NotRevoked> {
  const { member, name, reason, by, command } = revoking
  const { key, inputHash } = command
  return untilSettled<Membership | NotRevoked>(work, async () => {
    const before = await work.store.get(memberships, membershipId(member, name))
    const revoked = before?.revocations.find((known) => known.key === key)
    if (before && revoked)
      return { value: revoked.inputHash === inputHash ? before : refuse('key_reused_with_other_input') }
    const until = before && lastDayOf(before.spans, work.today)
    if (!before || until === null) return { value: refuse('no_such_membership') }
    const spans = cutOff(before.spans, work.today)
    const gone = before.spans.filter((span) => !spans.includes(span))
    const revocation = { key, inputHash, until, spans: gone, reason, by, atMs: work.nowMs }
    const set = {
      spans,
      revocations: [...before.revocations, revocation],
      until: spans.at(-1)?.until ?? '',
      version: before.version + 1,
    }
    const isWritten = await work.store.update(memberships, { _id: before._id, version: before.version }, { set })
    return isWritten ? { value: { ...before, ...set } } : 'again'
  })
}

/** What somebody is on a day, by the end of each. */
export async function membershipsOf(work: Work, member: string): Promise<readonly Membership[]> {
  const page = await work.store.find(memberships, { index: 'byMember', equals: { member }, limit: 50 })
  return page.items
}
