import { canonicalJson, type Json } from '../../../../kernel/canonical-json'
import { type CloseSlice, headLeafOf, LEAF_DIGITS } from './close'
import type { Course, Standing } from './course'

/** One place where a close and the journals, or an account and its journal, do not agree. */
export interface Difference {
  /** The id of the close, where it is about one. */
  readonly close?: string
  readonly account?: string
  readonly entry?: number
  /** The id of the journal page, where it is about one. */
  readonly page?: string
  readonly field: string
  /** As found and as recomputed; null where only the one is known. */
  readonly found: string | null
  readonly expected: string | null
}

const MAX_SHOWN = 400

/** A value as a finding shows it, whatever a hand has made of it. */
export function shown(value: unknown): string {
  try {
    return canonicalJson((value ?? null) as Json).slice(0, MAX_SHOWN)
  } catch {
    return String(value).slice(0, MAX_SHOWN)
  }
}

/** One account as the journals now say it stood at the end of the day. */
interface AccountNow {
  readonly course: Course
  readonly standing: Standing
  readonly leaf: string
}

/**
 * Accounts that no longer stand where the close saw them. An entry that came after the close and bears a moment before
 * it is named; an account that the close did not see, or that is gone, as well.
 */
export function headDifferences(
  slice: Pick<CloseSlice, '_id' | 'leaves'>,
  now: readonly AccountNow[],
): readonly Difference[] {
  const seen = String(slice.leaves).match(new RegExp(`.{${LEAF_DIGITS}}`, 'g')) ?? []
  const findings: Difference[] = []
  let at = 0
  for (const [position, account] of now.entries()) {
    const mark = seen[at]
    if (mark === account.leaf.slice(0, LEAF_DIGITS)) {
      at += 1
      continue
    }
    const left = now.length - position
    // More accounts than marks: one opened later under an earlier moment stands between those that the close saw.
    if (mark === undefined || left > seen.length - at) {
      findings.push({
        close: slice._id,
        account: account.course.account._id,
        field: '_id',
        found: null,
        expected: null,
      })
      continue
    }
    findings.push(...headDifference(slice._id, account, mark))
    at += 1
  }
  if (seen.length > at) {
    findings.push({ close: slice._id, field: 'accounts', found: shown(seen.length), expected: shown(now.length) })
  }
  return findings
}

/** Which entries came too late; or that the account's newest entry is another, when no earlier one is what the close saw. */
function headDifference(close: string, { course, standing }: AccountNow, mark: string): readonly Difference[] {
  const account = course.account._id
  const isSeen = (head: Pick<Standing, 'seq' | 'hash'>) => headLeafOf(account, head).startsWith(mark)
  const entries = course.entries.filter(({ seq }) => seq <= standing.seq)
  const lastSeen = [...entries].reverse().find(isSeen) ?? (isSeen(course.start) ? course.start : undefined)
  if (!lastSeen) return [{ close, account, field: 'headsRoot', found: null, expected: shown(standing.seq) }]
  return entries
    .filter(({ seq }) => seq > lastSeen.seq)
    .map(({ seq, atMs }) => ({ close, account, entry: seq, field: 'atMs', found: shown(atMs), expected: null }))
}
