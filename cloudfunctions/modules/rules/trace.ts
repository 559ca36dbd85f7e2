import * as z from 'zod/mini'
import { type Decision, pointsOf } from './domain/evaluate'
import type { Facts } from './domain/rule'

/** Why an award is what it is, kept in the entry itself. Executing it again gives the same number. */
export interface Trace {
  readonly event: string
  /** The version of the settings the rules were read from; 0 when none was published. */
  readonly version: number
  readonly facts: Facts
  /** The rules that gave something, each with its points before any cap. */
  readonly gave: readonly (readonly [rule: string, points: number])[]
}

const traceSchema = z.object({
  event: z.string(),
  version: z.int(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  gave: z.array(z.tuple([z.string(), z.int()])),
})

export function traceOf(event: string, version: number, facts: Facts, { given }: Decision): Trace {
  const gave = given.map((one) => [one.rule.id, pointsOf(one)] as const).filter(([, points]) => points > 0)
  return { event, version, facts, gave }
}

/** The trace of an entry that rules caused; null for any other entry. */
export function parseTrace(stored: unknown): Trace | null {
  const parsed = z.safeParse(traceSchema, stored)
  return parsed.success ? parsed.data : null
}
