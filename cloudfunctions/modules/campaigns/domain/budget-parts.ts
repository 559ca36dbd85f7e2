/** A cap in parts: what it was first, and what each later version added to it. */
export type Parts = readonly number[]

/**
 * The parts of a cap after a next version says what it is. One that was lowered begins anew: that is only published
 * before the first event could take anything.
 *
 * @param cap undefined where the version names none
 */
export function nextParts(before: Parts, cap: number | undefined): Parts {
  if (cap === undefined) return []
  const whole = before.reduce((sum, part) => sum + part, 0)
  if (cap < whole) return [cap]
  return cap === whole ? before : [...before, cap - whole]
}
