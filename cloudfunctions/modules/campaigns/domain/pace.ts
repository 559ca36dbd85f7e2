/** How a campaign gives, against what was forecast. */
export type Pace = 'normal' | 'slow' | 'stop'

/** What was looked at: a day's worth given today, or too much within an hour, or one store with nearly all of it. */
export type PaceReason = 'day' | 'hour' | 'store'

/** From which part of a day's forecast on it is slow, and from which it stops, in percent. */
export interface BreakerTerms {
  readonly daySlowPercent: number
  readonly dayStopPercent: number
  readonly hourSlowPercent: number
  readonly hourStopPercent: number
  /** The largest part of a day's points that one store may give before it is slow. */
  readonly storePercent: number
}

/** What a campaign has given, all in points. */
export interface Flow {
  readonly today: number
  readonly lastHour: number
  /** The store that gave most today; 0 where stores have no budgets of their own. */
  readonly largestStoreToday: number
}

export interface PaceDecision {
  readonly pace: Pace
  /** Null while it is normal. */
  readonly why: PaceReason | null
}

/** Whether so much has reached a part of a forecast; of nothing given, nothing has. */
const reaches = (given: number, percent: number, forecast: number) => given > 0 && given * 100 >= percent * forecast

/**
 * The pace of a campaign: the harder state wins, and between equals the day, since the sentence that members read then is
 * about the day. It asks only what has been given, so it comes back by itself when an hour, or the day, has gone by.
 */
export function paceOf(
  { today, lastHour, largestStoreToday }: Flow,
  forecast: number,
  terms: BreakerTerms,
): PaceDecision {
  if (reaches(today, terms.dayStopPercent, forecast)) return { pace: 'stop', why: 'day' }
  if (reaches(lastHour, terms.hourStopPercent, forecast)) return { pace: 'stop', why: 'hour' }
  if (reaches(today, terms.daySlowPercent, forecast)) return { pace: 'slow', why: 'day' }
  if (reaches(lastHour, terms.hourSlowPercent, forecast)) return { pace: 'slow', why: 'hour' }
  // Of a small sum one store gives most of it on any quiet morning: it is judged from half a day's worth on.
  const isMuch = reaches(today, 50, forecast)
  if (isMuch && reaches(largestStoreToday, terms.storePercent, today)) return { pace: 'slow', why: 'store' }
  return { pace: 'normal', why: null }
}

/** What had been given in all, at one look. */
export interface Sample {
  readonly atMs: number
  readonly given: number
}

const HOUR_MS = 3_600_000

/** The looks that an hour back from now still asks for: those within it, and the newest one before it. */
export function samplesFor(samples: readonly Sample[], nowMs: number): readonly Sample[] {
  const within = samples.filter(({ atMs }) => atMs > nowMs - HOUR_MS && atMs <= nowMs)
  const before = samples.filter(({ atMs }) => atMs <= nowMs - HOUR_MS).at(-1)
  return before ? [before, ...within] : within
}

/** What was given since an hour ago, as far as anybody looked; never less than nothing, also when a refund gave some back. */
export function givenLastHour(samples: readonly Sample[], now: Sample): number {
  const first = samplesFor(samples, now.atMs)[0]
  return Math.max(0, now.given - (first?.given ?? now.given))
}
