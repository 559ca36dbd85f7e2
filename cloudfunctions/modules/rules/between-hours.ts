import * as z from 'zod/mini'
import { defineCondition } from './definitions'
import { AT, numberFact } from './domain/rule'
import { hourOf } from './domain/shanghai-time'

const hour = z.int().check(z.minimum(0), z.maximum(24))

/**
 * Only between two hours of the day, by the shops' time: from the first moment of `from` until the last before `until`.
 * From 22 until 2 goes past midnight.
 */
export const betweenHours = defineCondition({
  code: 'between_hours',
  args: z
    .strictObject({ from: hour, until: hour })
    .check(z.refine(({ from, until }) => from !== until && from < 24, '从几点到几点要不一样，从 24 点写成从 0 点')),
  text: ({ from, until }) => `在 ${from} 点到${from < until ? '' : '次日'} ${until} 点之间`,
  holds(facts, { from, until }) {
    const now = hourOf(numberFact(facts, AT))
    return from < until ? from <= now && now < until : from <= now || now < until
  },
})
