interface Lot {
  readonly expiresOn: string
  readonly cohort: string
  readonly points: number
}

/**
 * Of the lots that an accrual changed, those that it made: at most so many points, and of the day it gave first. An
 * accrual may also have merged lots of others, which are not its to take back.
 */
export function createdLots(
  changed: readonly Lot[],
  own: { readonly points: number; readonly expiresOn: string },
): readonly Lot[] {
  const isOwn = ({ expiresOn }: Lot) => expiresOn === own.expiresOn
  const gained = changed.filter(({ points }) => points > 0)
  let left = own.points
  return [...gained.filter(isOwn), ...gained.filter((lot) => !isOwn(lot))].flatMap((lot) => {
    const points = Math.min(lot.points, left)
    left -= points
    return points > 0 ? [{ ...lot, points }] : []
  })
}
