import * as z from 'zod/mini'
import { defineCondition } from '../rules'

/** Only who joins for the first time: leaving and joining again earns nothing. */
export const firstEnrolment = defineCondition({
  code: 'first_enrolment',
  on: ['member_joined'],
  args: z.strictObject({}),
  text: () => '首次入会',
  holds: (facts) => facts.enrolment === 1,
})
