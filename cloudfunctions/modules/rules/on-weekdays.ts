import * as z from 'zod/mini'
import { defineCondition } from './definitions'
import { AT, numberFact } from './domain/rule'
import { weekdayOf } from './domain/shanghai-time'

const NAMES = ['', '周一', '周二', '周三', '周四', '周五', '周六', '周日']

/** Only on some days of the week, by the shops' time. */
export const onWeekdays = defineCondition({
  code: 'on_weekdays',
  args: z.strictObject({
    days: z.array(z.int().check(z.minimum(1), z.maximum(7))).check(
      z.minLength(1),
      z.maxLength(7),
      z.refine((days) => new Set(days).size === days.length, '有一天写了两次'),
    ),
  }),
  text: ({ days }) =>
    `在${[...days]
      .sort()
      .map((day) => NAMES[day])
      .join('、')}`,
  holds: (facts, { days }) => days.includes(weekdayOf(numberFact(facts, AT))),
})
