import * as z from 'zod/mini'
import { command, query } from '../../platform/contract'
import { balance, businessDate, nothing, points } from '../../platform/fields'

const done = z.strictObject({
  date: businessDate,
  /** The true streak after it, whatever the length of the ladder. */
  streakDays: z.int(),
  /** What it earned. */
  points,
  /** Spendable points after it. */
  balance,
})

export const contract = {
  'check-in.status': query({
    audiences: ['member'],
    summary: "The caller's month, streak and what the next check-in earns.",
    input: nothing,
    output: z.strictObject({
      today: businessDate,
      isCheckedIn: z.boolean(),
      streakDays: z.int(),
      /** The days of this month that are checked in. */
      month: z.array(businessDate),
      /** One step per day of the ladder, from day 1; it begins again after the last. */
      ladder: z.array(z.strictObject({ day: z.int(), points })),
      /** Prizes on top, at named days of the true streak. */
      prizes: z.array(z.strictObject({ streakDays: z.int(), points })),
      /** The step (from 1) that today's check-in is or was. */
      step: z.int(),
      /** What today's check-in earns, or earned, prizes included. */
      todayPoints: points,
      makeUpLeft: z.int(),
      /** Days of this month that could be made up. */
      makeUpDates: z.array(businessDate),
    }),
  }),
  'check-in.perform': command({
    audiences: ['member'],
    summary: 'Checks the caller in for today and posts what the ladder gives.',
    input: nothing,
    output: done,
    refusals: ['already_checked_in'],
  }),
  'check-in.make-up': command({
    audiences: ['member'],
    summary: 'Checks the caller in for a missed day of this month, within the monthly quota.',
    input: z.strictObject({ date: businessDate }),
    output: done,
    refusals: ['nothing_to_make_up', 'no_make_up_left'],
  }),
}
