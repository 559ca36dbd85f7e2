import type { PrizeList, PromisedPrize } from './prize'

/** Odds are parts of this many, and add up to it. */
export const WHOLE_PPM = 1_000_000

/** What the HMAC of a draw is of. The account's own number of the draw, so that the next one is another text. */
export function drawTextOf(draw: {
  readonly campaign: string
  readonly account: string
  readonly number: number
}): string {
  return `${draw.campaign}|${draw.account}|${draw.number}`
}

/** 48 bits: the most that a number holds exactly in whole hex digits. What the remainder prefers is one part in 280 million. */
const DIGITS = 12

/** Where a draw falls, from 0 to 999,999: the first twelve hex digits of its HMAC, as a number, modulo a million. */
export function outcomeOf(hmac: string): number {
  return Number.parseInt(hmac.slice(0, DIGITS), 16) % WHOLE_PPM
}

/** The prize whose share of the million an outcome falls into, in the order of the list. */
export function prizeAt({ prizes }: PrizeList, outcome: number): PromisedPrize {
  let below = 0
  for (const prize of prizes) {
    below += prize.oddsPpm
    if (outcome < below) return prize
  }
  throw new Error(`the odds of the prizes do not reach ${outcome}`)
}
