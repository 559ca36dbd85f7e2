import { addDays, daysBetween, startOfDateMs } from '../../kernel/business-date'
import { sha256 } from '../../kernel/digest'
import type { Work } from '../../platform/context'
import { OutcomeUnknown } from '../../platform/store'
import { draftedVersion } from '../campaigns'
import { collectSlice } from './collect/collect'
import { bucketCount } from './domain/buckets'
import { costRanges, type DayWanted } from './domain/cost-range'
import { inTime } from './domain/past'
import { isGiving } from './domain/period'
import { readPast, readShadow, removeParts, writePast, writeShadow } from './parts'
import { Replay, type Shadow, shadowFrom } from './replay/replay'
import { type Rehearsal, type RehearsalResult, rehearsals } from './store'

/** A slice ends with the bucket in which it has decided so many events. */
const EVENTS_PER_SLICE = 5_000
const TOP_WINNERS = 20
const MOST_DAYS = 366

/** Writes what a slice has come to, unless another one was faster; the rehearsal as it is then. */
async function advance(work: Work, rehearsal: Rehearsal, change: Partial<Rehearsal>): Promise<Rehearsal | null> {
  const set = { ...change, version: rehearsal.version + 1 }
  try {
    const where = { _id: rehearsal._id, version: rehearsal.version }
    if (await work.store.update(rehearsals, where, { set })) return { ...rehearsal, ...set }
  } catch (error) {
    if (!(error instanceof OutcomeUnknown)) throw error
  }
  return work.store.get(rehearsals, rehearsal._id)
}

async function collectNext(work: Work, rehearsal: Rehearsal): Promise<Partial<Rehearsal>> {
  const { byBucket, accounts, events, cursor } = await collectSlice(work, rehearsal)
  await writePast(work, rehearsal, rehearsal.slices, byBucket)
  return {
    cursor,
    slices: rehearsal.slices + 1,
    accountsDone: rehearsal.accountsDone + accounts,
    events: rehearsal.events + events,
    ...(cursor === null ? { state: 'replaying' as const } : {}),
  }
}

const amountIn = (stored: unknown, name: string): number | undefined => {
  const value = (stored as Readonly<Record<string, unknown>> | undefined)?.[name]
  return typeof value === 'number' ? value : undefined
}

function boundsOf(stored: unknown): Partial<DayWanted> {
  const bounds = {
    points: amountIn(stored, 'points'),
    giftFen: amountIn(stored, 'fen'),
    times: amountIn(stored, 'times'),
  }
  return Object.fromEntries(Object.entries(bounds).filter(([, most]) => most !== undefined))
}

/** What every day would have cost on which the campaign gave, those on which nothing happened included. */
function wantedByDay({ from, to, runs, pauses }: Rehearsal, { tally }: Shadow): readonly DayWanted[] {
  const byDate = new Map(tally.stored().days.map((day) => [day.date, day]))
  const dates = Array.from({ length: daysBetween(from, to) + 1 }, (_, nth) => addDays(from, nth))
  const noonOf = (date: string) => startOfDateMs(date) + 12 * 3_600_000
  return dates
    .filter((date) => isGiving(runs, pauses, noonOf(date)))
    .map((date) => {
      const day = byDate.get(date)
      return { points: day?.wantedPoints ?? 0, giftFen: day?.wantedGiftFen ?? 0, times: day?.wantedTimes ?? 0 }
    })
}

function resultOf(rehearsal: Rehearsal, shadow: Shadow): RehearsalResult {
  const { body, pointCostBps } = rehearsal
  const ownDays = Math.ceil((Number(body.untilMs) - Number(body.fromMs)) / (24 * 3_600_000))
  const budget = body.budget as Readonly<Record<string, unknown>> | undefined
  return {
    winners: shadow.accounts.winnerCount(),
    top: shadow.accounts.topWinners(TOP_WINNERS, pointCostBps),
    costs: costRanges(wantedByDay(rehearsal, shadow), {
      days: Math.min(MOST_DAYS, Math.max(1, ownDays)),
      pointCostBps,
      budget: boundsOf(budget),
      perDay: boundsOf(budget?.perDay),
      seed: Number.parseInt(sha256(rehearsal._id).slice(0, 8), 16),
    }),
  }
}

async function replayNext(work: Work, rehearsal: Rehearsal): Promise<Partial<Rehearsal>> {
  const { campaignId, source, body, runs, warmFrom, to } = rehearsal
  // Counted for the time in which it runs here, which need not be its own.
  const draft = source === 'draft' ? (await draftedVersion(work, campaignId, { ...body, ...runs })).rules : []
  const shadow = shadowFrom(rehearsal, await readShadow(work, rehearsal, rehearsal.bucket))
  const replay = new Replay(work, rehearsal, shadow, draft)
  const buckets = bucketCount(warmFrom, to)
  let { bucket, replayed } = rehearsal
  for (let decided = 0; bucket < buckets && decided < EVENTS_PER_SLICE; bucket += 1) {
    const past = [...(await readPast(work, rehearsal, bucket))].sort(inTime)
    for (const one of past) await replay.one(one)
    decided += past.length
    replayed += past.filter(
      ({ kind, postedAtMs }) => kind === 'event' && postedAtMs >= startOfDateMs(rehearsal.from),
    ).length
  }
  const told = { bucket, replayed, tally: shadow.tally.stored(), budgets: shadow.budgets.stored() }
  if (bucket === buckets) return { ...told, state: 'done', result: resultOf(rehearsal, shadow), openSinceMs: null }
  await writeShadow(work, rehearsal, bucket, shadow)
  return told
}

/**
 * Does the next slice of a rehearsal. What is kept on the way has ids that follow from it, so that a slice which is done
 * twice, by whomever, leaves the same; the rehearsal's version decides whose is gone on with.
 */
export async function nextSlice(work: Work, rehearsal: Rehearsal): Promise<Rehearsal | null> {
  if (rehearsal.openSinceMs === null) return rehearsal
  const change = await (rehearsal.state === 'collecting' ? collectNext : replayNext)(work, rehearsal)
  const after = await advance(work, rehearsal, change)
  if (after?.state === 'done') await removeParts(work, after)
  return after
}

/** What cannot be gone on with is given up: it would fail the same way for ever. */
export async function giveUp(work: Work, rehearsal: Rehearsal, bug: unknown): Promise<void> {
  work.report(bug)
  const trouble = bug instanceof Error ? bug.message.slice(0, 200) : String(bug).slice(0, 200)
  const after = await advance(work, rehearsal, { state: 'failed', trouble, openSinceMs: null })
  if (after?.state === 'failed') await removeParts(work, after)
}
