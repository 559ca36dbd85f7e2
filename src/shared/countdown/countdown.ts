/** A stretch of time on the phone's own clock. */
export interface Life {
  readonly fromMs: number
  readonly untilMs: number
}

/** Whole seconds that are left, and their share of the whole; both 0 from the end on. */
export function leftOf({ fromMs, untilMs }: Life, nowMs: number): { readonly seconds: number; readonly share: number } {
  const leftMs = Math.min(Math.max(0, untilMs - nowMs), untilMs - fromMs)
  return { seconds: Math.ceil(leftMs / 1000), share: leftMs === 0 ? 0 : leftMs / (untilMs - fromMs) }
}

/**
 * The way to a moment of the shop's clock, which showed `nowMs` when it answered: the phone's clock may be wrong, and
 * counts only how long ago that was. However late the answer came, the end is never too early.
 */
export function wayTo(atMs: number, { nowMs, receivedAtMs }: { nowMs: number; receivedAtMs: number }): Life {
  return { fromMs: receivedAtMs, untilMs: receivedAtMs + Math.max(0, atMs - nowMs) }
}

const two = (count: number) => String(count).padStart(2, '0')

/** `02:13:09`, and `3 天 02:13:09` where there are days: as wide at its end as at its beginning. */
export function clockText(seconds: number): string {
  const days = Math.floor(seconds / 86_400)
  const [hours, minutes] = [Math.floor((seconds % 86_400) / 3_600), Math.floor((seconds % 3_600) / 60)]
  return `${days > 0 ? `${days} 天 ` : ''}${two(hours)}:${two(minutes)}:${two(seconds % 60)}`
}
