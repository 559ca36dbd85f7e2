import type { Data } from '@/shared/api'
import { daysBetween } from '@/shared/format/dates'

/** Members are told 30 days ahead that points will expire; from then on they are marked. */
const SOON_DAYS = 30

export const endsSoon = (expiresOn: string, today: string): boolean => daysBetween(today, expiresOn) <= SOON_DAYS

export interface ExpiringDay {
  readonly expiresOn: string
  readonly points: number
  readonly isSoon: boolean
}

/** What expires on each day: lots of one day are one line to a member. Soonest first, as they come. */
export function byExpiry(lots: Data<'points.expiring'>['lots'], today: string): readonly ExpiringDay[] {
  const sums = new Map<string, number>()
  for (const { expiresOn, points } of lots) sums.set(expiresOn, (sums.get(expiresOn) ?? 0) + points)
  return [...sums].map(([expiresOn, points]) => ({
    expiresOn,
    points,
    isSoon: endsSoon(expiresOn, today),
  }))
}
