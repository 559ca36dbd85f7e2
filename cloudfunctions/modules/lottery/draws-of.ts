import type { Work } from '../../platform/context'
import { type Account, type Entry, linesBelow } from '../ledger'
import { isDraw, traceOf } from './trace'

/** Entries that are looked through at once: a tail and about as many pages. */
const LOOKED_THROUGH = 96
const MOST_ENTRIES = 20_000
/** Clocks of instances differ: what was written in the same moment may bear an earlier one. */
const CLOCKS_APART_MS = 60_000

/**
 * Draws of an account below an entry's number, newest first, and below which number there may be more. A member may have
 * done much beside drawing: so it ends after some entries, whether or not it has found any.
 */
export async function drawsBelow(
  work: Work,
  account: Account,
  asked: {
    readonly below: number
    readonly limit: number
    readonly campaignId?: string | undefined
    /** What is older is not looked for. */
    readonly sinceMs?: number
  },
): Promise<{ readonly entries: readonly Entry[]; readonly next: number | null }> {
  const { below, limit, campaignId, sinceMs = 0 } = asked
  const lines = await linesBelow(work, account, below, LOOKED_THROUGH)
  const found = lines
    .filter(isDraw)
    .map(({ entry }) => entry)
    .filter((entry) => campaignId === undefined || traceOf(entry).campaign === campaignId)
  const entries = found.slice(0, limit)
  const newest = entries.at(-1)
  // Before the first draw of a wheel there is none.
  const isFirst = campaignId !== undefined && newest !== undefined && traceOf(newest).number === 1
  const last = entries.length < found.length ? newest : lines.at(-1)?.entry
  const isWanted = last && last.seq > 1 && last.atMs >= sinceMs
  return { entries, next: isWanted && !isFirst ? last.seq : null }
}

/** All draws of an account of one wheel, newest first. There are none before it began. */
export async function allDrawsOf(
  work: Work,
  account: Account,
  { campaignId, fromMs }: { readonly campaignId: string; readonly fromMs: number },
): Promise<readonly Entry[]> {
  const entries: Entry[] = []
  let below: number | null = account.lastSeq + 1
  for (let looked = 0; below !== null && looked < MOST_ENTRIES; looked += LOOKED_THROUGH) {
    const page: Awaited<ReturnType<typeof drawsBelow>> = await drawsBelow(work, account, {
      below,
      limit: LOOKED_THROUGH,
      campaignId,
      sinceMs: fromMs - CLOCKS_APART_MS,
    })
    entries.push(...page.entries)
    below = page.next
  }
  return entries
}

/** The entry of one draw; null when it was not written down. Looked for since a moment, from the newest on. */
export async function entryOfDraw(
  work: Work,
  account: Account,
  drawn: { readonly op: string; readonly sinceMs: number },
): Promise<Entry | null> {
  let below: number | null = account.lastSeq + 1
  while (below !== null && below > 1) {
    const lines = await linesBelow(work, account, below, LOOKED_THROUGH)
    const found = lines.find(({ entry }) => entry.op === drawn.op)
    if (found) return found.entry
    const last = lines.at(-1)?.entry
    below = last && last.atMs >= drawn.sinceMs ? last.seq : null
  }
  return null
}
