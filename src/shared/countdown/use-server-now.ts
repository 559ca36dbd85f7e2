import { everyMinute, wayTo } from './countdown'
import { useCountdown } from './use-countdown'

/**
 * The shop's clock, counted on from an answer that told it: a phone's own may be days off. It moves as often as `leftText`
 * changes until a moment, at which `onReached` is called.
 */
export function useServerNow(answer: { readonly nowMs: number } | null, atMs: number | null, onReached: () => void) {
  const life = (receivedAtMs: number) =>
    answer && atMs !== null ? wayTo(atMs, { nowMs: answer.nowMs, receivedAtMs }) : null
  const { sinceMs } = useCountdown(answer, life, onReached, everyMinute)
  return answer ? answer.nowMs + sinceMs : Date.now()
}
