import { addDays, type BusinessDate, startOfDateMs } from '../../../kernel/business-date'

/** How long something waits at the counter, and when its member is reminded. */
export interface PickUpRule {
  readonly days: number
  readonly noticeDays: number
}

/** The last day on which something can be picked up that waits from a day on. */
export function pickUpUntil(from: BusinessDate, { days }: PickUpRule): BusinessDate {
  return addDays(from, days)
}

/** When nobody came: the first moment after the last day. */
export function overAtMs(until: BusinessDate): number {
  return startOfDateMs(addDays(until, 1))
}

/** When something is next to be done about it: the notice first, where there are days before the end that are still to come. */
export function firstDueAtMs(from: BusinessDate, rule: PickUpRule): number {
  const until = pickUpUntil(from, rule)
  const noticeOn = addDays(until, -rule.noticeDays)
  return rule.noticeDays > 0 && noticeOn > from ? startOfDateMs(noticeOn) : overAtMs(until)
}
