/** Points of each step of the ladder, from day 1; after the last step it begins again. */
export type Ladder = readonly number[]

/** The step, from 1, that a day of a streak is. The streak itself goes on whatever the ladder's length. */
export function stepOf(ladder: Ladder, position: number): number {
  return ((position - 1) % ladder.length) + 1
}

export function pointsOfStep(ladder: Ladder, step: number): number {
  const points = ladder[step - 1]
  if (points === undefined) throw new Error(`the ladder has no step ${step}`)
  return points
}
