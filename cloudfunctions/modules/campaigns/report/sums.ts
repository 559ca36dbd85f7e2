import * as z from 'zod/mini'

const day = z.strictObject({ members: z.int(), awards: z.int(), points: z.int(), gifts: z.int() })

/** Sums that are not complete yet, as a job's position keeps them. */
export const sumsSchema = z.record(z.string(), day)
