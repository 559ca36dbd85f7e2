/** How a campaign gives, against what was forecast. */
export type Pace = 'normal' | 'slow' | 'stop'

/**
 * What was looked at: a day's worth given today, too much within an hour, one store or one member with nearly all of it, or
 * too much that refunds took back.
 */
export type PaceReason = 'day' | 'hour' | 'store' | 'member' | 'refunds'

/** From which part of a day's forecast on it is slow, and from which it stops, in percent. */
export interface BreakerTerms {
  readonly daySlowPercent: number
  readonly dayStopPercent: number
  readonly hourSlowPercent: number
  readonly hourStopPercent: number
  /** The largest part of a day's points that one store may give before it is slow. */
  readonly storePercent: number
  /** The largest part of a day's points that one member may have. */
  readonly memberPercent: number
  /** From which part of what was given today on refunds make it slow, and from which they stop it. */
  readonly refundSlowPercent: number
  readonly refundStopPercent: number
}

/** What a campaign has given, all in points. */
export interface Flow {
  readonly today: number
  readonly lastHour: number
  /** The store that gave most today; 0 where stores have no budgets of their own. */
  readonly largestStoreToday: number
  /** The members who had most today, the largest first. */
  readonly members: readonly MemberToday[]
  /** What refunds took back today, of whichever day's orders. */
  readonly takenBackToday: number
}

export interface MemberToday {
  readonly member: string
  readonly points: number
}

export interface PaceDecision {
  readonly pace: Pace
  /** Null while it is normal. */
  readonly why: PaceReason | null
  /** Members who have had so large a part of today that they wait, however the others go on. */
  readonly waiting: readonly string[]
}

/** Whether so much has reached a part of a forecast; of nothing given, nothing has. */
const reaches = (given: number, percent: number, forecast: number) => given > 0 && given * 100 >= percent * forecast

/** Of a small sum one store or one member has most of it on any quiet morning: parts are judged from half a day's worth on. */
const isJudged = ({ today }: Flow, forecast: number) => reaches(today, 50, forecast)

/** Those whose part of a day is too large. */
function waitingOf(flow: Flow, forecast: number, { memberPercent }: BreakerTerms): readonly string[] {
  if (!isJudged(flow, forecast)) return []
  const { today, members } = flow
  return members.filter(({ points }) => reaches(points, memberPercent, today)).map(({ member }) => member)
}

function stateOf(flow: Flow, forecast: number, terms: BreakerTerms, waiting: number): Omit<PaceDecision, 'waiting'> {
  const { today, lastHour, largestStoreToday, takenBackToday } = flow
  // On a quiet day the refunds of a good one before it are many: they are measured by a day's worth at the least.
  const measure = Math.max(today, forecast)
  if (reaches(today, terms.dayStopPercent, forecast)) return { pace: 'stop', why: 'day' }
  if (reaches(lastHour, terms.hourStopPercent, forecast)) return { pace: 'stop', why: 'hour' }
  if (reaches(takenBackToday, terms.refundStopPercent, measure)) return { pace: 'stop', why: 'refunds' }
  if (reaches(today, terms.daySlowPercent, forecast)) return { pace: 'slow', why: 'day' }
  if (reaches(lastHour, terms.hourSlowPercent, forecast)) return { pace: 'slow', why: 'hour' }
  if (isJudged(flow, forecast) && reaches(largestStoreToday, terms.storePercent, today))
    return { pace: 'slow', why: 'store' }
  if (waiting > 0) return { pace: 'slow', why: 'member' }
  if (reaches(takenBackToday, terms.refundSlowPercent, measure)) return { pace: 'slow', why: 'refunds' }
  return { pace: 'normal', why: null }
}

/**
 * The pace of a campaign: the harder state wins, and between equals the day, since the sentence that members read then is
 * about the day. It asks only what has been given and taken back, so it comes back by itself when an hour, or the day, has
 * gone by; from one store's or one member's share also when the others have had their part.
 */
export function paceOf(flow: Flow, forecast: number, terms: BreakerTerms): PaceDecision {
  const waiting = waitingOf(flow, forecast, terms)
  return { ...stateOf(flow, forecast, terms, waiting.length), waiting }
}

/** As many as can have a part of a day that is worth a look. */
const MOST_MEMBERS = 10

/** The largest of a day, with what some have had of it by now: for each the newest is right, and it never shrinks. */
export function largestWith(known: readonly MemberToday[], had: readonly MemberToday[]): readonly MemberToday[] {
  const after = new Map(known.map(({ member, points }) => [member, points]))
  for (const { member, points } of had) after.set(member, Math.max(points, after.get(member) ?? 0))
  return [...after]
    .map(([member, points]) => ({ member, points }))
    .sort((one, other) => other.points - one.points || (one.member < other.member ? -1 : 1))
    .slice(0, MOST_MEMBERS)
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
