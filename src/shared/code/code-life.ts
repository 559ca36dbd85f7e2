import type { Life } from '../countdown/countdown'

/** No code lives longer. A phone whose clock says otherwise is wrong. */
const LONGEST_MS = 2 * 60_000
/** As long as every code lives at least: what is counted down when the phone's clock cannot be believed. */
const SHORTEST_MS = 60_000

/**
 * When what the server says ends at `expiresAtMs` ends on this phone, whose clock showed `receivedAtMs` when it came.
 * The two clocks may differ by days: then the shortest life there is, so that a code is renewed early and never late,
 * and never again and again. It is as long as the cloud keeps to one code, so the next answer is another code.
 */
export function lifeOf({ expiresAtMs, receivedAtMs }: { expiresAtMs: number; receivedAtMs: number }): Life {
  const leftMs = expiresAtMs - receivedAtMs
  const isBelievable = leftMs > 0 && leftMs <= LONGEST_MS
  return { fromMs: receivedAtMs, untilMs: receivedAtMs + (isBelievable ? leftMs : SHORTEST_MS) }
}
