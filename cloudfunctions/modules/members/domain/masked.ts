/** A name of which only the first character shows: `林*`. Enough to recognise oneself by, and nobody else. */
export function maskedName(nickname: string): string {
  // By code points, so that half of an emoji is never shown.
  return `${[...nickname][0] ?? ''}*`
}

const PREFIX_DIGITS = 3
const TAIL_DIGITS = 4

/** The digits of a phone number that a clerk asks for. */
export function phoneTailOf(number: string): string {
  return number.slice(-TAIL_DIGITS)
}

/** A phone number of which only its ends show, `138****1234`; of a short one only the last four. */
export function maskedPhone(number: string): string {
  const isLong = number.length > PREFIX_DIGITS + 2 * TAIL_DIGITS - 1
  return `${isLong ? number.slice(0, PREFIX_DIGITS) : ''}****${phoneTailOf(number)}`
}
