/** A stretch of time on the phone's own clock. */
export interface Life {
  readonly fromMs: number
  readonly untilMs: number
}

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** What is left: the time, in whole seconds too, and its share of the whole; all 0 from the end on. */
export function leftOf({ fromMs, untilMs }: Life, nowMs: number) {
  const leftMs = Math.min(Math.max(0, untilMs - nowMs), untilMs - fromMs)
  const share = leftMs === 0 ? 0 : leftMs / (untilMs - fromMs)
  return { leftMs, seconds: Math.ceil(leftMs / SECOND_MS), share }
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

/** How long something still takes: `3 天 4 小时`, `2 小时 05 分`, in its last hour `04:59`. */
export function leftText(leftMs: number): string {
  const left = Math.max(0, Math.ceil(leftMs / SECOND_MS) * SECOND_MS)
  if (left >= DAY_MS) return `${Math.floor(left / DAY_MS)} 天 ${Math.floor((left % DAY_MS) / HOUR_MS)} 小时`
  if (left >= HOUR_MS) return `${Math.floor(left / HOUR_MS)} 小时 ${two(Math.floor((left % HOUR_MS) / MINUTE_MS))} 分`
  return `${two(Math.floor(left / MINUTE_MS))}:${two(Math.floor((left % MINUTE_MS) / SECOND_MS))}`
}

/** To the next whole second, so that nothing that is drawn meanwhile puts it off. */
export const everySecond = (leftMs: number): number => leftMs % SECOND_MS || SECOND_MS

/** To the next whole minute, and in the last hour to the next second: as often as `leftText` changes. */
export const everyMinute = (leftMs: number): number =>
  leftMs > HOUR_MS ? leftMs % MINUTE_MS || MINUTE_MS : everySecond(leftMs)
