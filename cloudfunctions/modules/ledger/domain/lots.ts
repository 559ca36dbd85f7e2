import { type BusinessDate, type BusinessMonth, daysBetween } from '../../../kernel/business-date'

/** Points of one month of issue that end together. `expiresOn` is the last day on which they can be spent. */
export interface Lot {
  readonly expiresOn: BusinessDate
  /** Month of issue: what is outstanding is accounted for by it. */
  readonly cohort: BusinessMonth
  readonly points: number
}

/** An accrual that is not yet spendable: on `vestsOn` it becomes a lot. */
export interface Hold extends Lot {
  readonly vestsOn: BusinessDate
  /** The event it waits for; then `vestsOn` is its latest day. Absent when only the day counts. */
  readonly until?: string
}

/** More of either are merged: a bound is never a reason to refuse an award. */
export const MAX_LOTS = 32
export const MAX_HOLDS = 32

type Parcel = Lot | Hold

/** Where a parcel stands in the order of spending; parcels in one place are one parcel. */
function placeOf(parcel: Parcel): string {
  const { vestsOn = '', until = '' } = parcel as Partial<Hold>
  // Soonest-ending first, and within a day the oldest month first. Days and months are text in calendar order.
  return `${vestsOn}|${parcel.expiresOn}|${parcel.cohort}|${until}`
}

/** Lots or holds after signed changes: one in each place, none of them empty, in spending order. */
export function applyChanges<P extends Parcel>(parcels: readonly P[], changes: readonly P[]): readonly P[] {
  if (changes.length === 0) return parcels
  const places = new Map<string, P>()
  for (const parcel of [...parcels, ...changes]) {
    const place = placeOf(parcel)
    const held = places.get(place)
    places.set(place, held ? { ...held, points: held.points + parcel.points } : parcel)
  }
  return [...places]
    .filter(([, parcel]) => parcel.points !== 0)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([, parcel]) => parcel)
}

export function sumOf(parcels: readonly Parcel[]): number {
  return parcels.reduce((sum, parcel) => sum + parcel.points, 0)
}

/** The same changes the other way. */
export function negated<P extends Parcel>(changes: readonly P[]): readonly P[] {
  return changes.map((change) => ({ ...change, points: -change.points }))
}

/** What taking so many points from parcels, in the order given, changes; fewer when they hold fewer. */
export function take<P extends Parcel>(parcels: readonly P[], points: number): readonly P[] {
  const taken: P[] = []
  let missing = points
  for (const parcel of parcels) {
    const part = Math.min(parcel.points, missing)
    if (part > 0) taken.push({ ...parcel, points: -part })
    missing -= part
  }
  return taken
}

/** Of some wanted parcels, what is still there. */
export function stillThere<P extends Parcel>(parcels: readonly P[], wanted: readonly P[]): readonly P[] {
  const held = new Map(parcels.map((parcel) => [placeOf(parcel), parcel.points]))
  return wanted
    .map((parcel) => ({ ...parcel, points: Math.min(parcel.points, held.get(placeOf(parcel)) ?? 0) }))
    .filter(({ points }) => points > 0)
}

/**
 * What brings parcels back within a bound: the two that end nearest to each other, of one cohort where there are such,
 * become one that ends on the later day. Signed changes that add up to nothing.
 */
export function mergeWithin<P extends Parcel>(parcels: readonly P[], most: number): readonly P[] {
  let held = parcels
  const changes: P[] = []
  while (held.length > most) {
    const [earlier, later] = nearestPair(held)
    const merged = mergedInto(earlier, later)
    const step = [...negated([earlier, later]), merged]
    changes.push(...step)
    held = applyChanges(held, step)
  }
  return applyChanges([], changes)
}

function nearestPair<P extends Parcel>(parcels: readonly P[]): readonly [earlier: P, later: P] {
  const byEnd = [...parcels].sort((left, right) => (left.expiresOn < right.expiresOn ? -1 : 1))
  const pairs = byEnd.flatMap((earlier, at) => byEnd.slice(at + 1).map((later) => [earlier, later] as const))
  const waitsAlike = pairs.filter(([one, other]) => (one as Partial<Hold>).until === (other as Partial<Hold>).until)
  const sameCohort = waitsAlike.filter(([one, other]) => one.cohort === other.cohort)
  const candidates = sameCohort.length > 0 ? sameCohort : waitsAlike.length > 0 ? waitsAlike : pairs
  const gapOf = ([earlier, later]: readonly [P, P]) => daysBetween(earlier.expiresOn, later.expiresOn)
  return candidates.reduce((nearest, pair) => (gapOf(pair) < gapOf(nearest) ? pair : nearest))
}

/** Two as one: it ends, and vests, on the later of their days. */
function mergedInto<P extends Parcel>(earlier: P, later: P): P {
  const vests = [(earlier as Partial<Hold>).vestsOn, (later as Partial<Hold>).vestsOn].filter(
    (day) => day !== undefined,
  )
  const latest = vests.sort().at(-1)
  return { ...later, points: earlier.points + later.points, ...(latest === undefined ? {} : { vestsOn: latest }) }
}
