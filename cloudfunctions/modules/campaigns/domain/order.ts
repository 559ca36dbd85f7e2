import type { CampaignBody } from './campaign'
import type { CampaignState } from './state'

/** How long members still see what has ended. */
const SHOWN_AFTER_END_MS = 30 * 24 * 3_600_000

const LATEST_MS = 10_000_000_000_000
const digits = (ms: number) => String(ms).padStart(14, '0')

/**
 * Where a campaign stands in the list that members see, as a text to sort by: what runs and ends soonest first, then what
 * is paused, what begins soonest, and what ended last. Null for one they do not see: not announced, or long over.
 */
export function placeInList(
  state: CampaignState,
  { fromMs, untilMs, warmUpFromMs = fromMs }: Pick<CampaignBody, 'fromMs' | 'untilMs' | 'warmUpFromMs'>,
  nowMs: number,
): string | null {
  switch (state) {
    case 'live':
      return `0|${digits(untilMs)}|`
    case 'paused':
      return nowMs < warmUpFromMs ? null : `1|${digits(untilMs)}|`
    case 'warm_up':
      return `2|${digits(fromMs)}|`
    case 'ended':
      return nowMs - untilMs < SHOWN_AFTER_END_MS ? `3|${digits(LATEST_MS - untilMs)}|` : null
    default:
      return null
  }
}
