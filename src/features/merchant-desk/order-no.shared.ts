import { dateOf, timeText } from '@/shared/format/dates'

/** Letters and digits that nobody takes for one another when reading aloud. */
const CHARACTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const SUFFIX_LENGTH = 5

/**
 * The number of an order that is entered by hand: day, time and five characters, so that a person can find it again
 * and two counters do not meet. It is made once, before the first sending, and names the order for ever.
 */
export function newOrderNo(nowMs: number, random: () => number): string {
  const suffix = Array.from({ length: SUFFIX_LENGTH }, () => CHARACTERS[Math.floor(random() * CHARACTERS.length)])
  return `${dateOf(nowMs).slice(2).replaceAll('-', '')}-${timeText(nowMs).replace(':', '')}-${suffix.join('')}`
}
