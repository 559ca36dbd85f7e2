import * as z from 'zod/mini'
import { type Given, pointsOf } from './domain/evaluate'
import type { Facts } from './domain/rule'

/** Why an award is what it is, kept in the entry itself. Executing it again gives the same number. */
export interface Trace {
  readonly event: string
  /** The version of the settings the rules were read from; 0 when none was published. */
  readonly version: number
  readonly facts: Facts
  /** The rules that gave something, each with its points. */
  readonly gave: readonly (readonly [rule: string, points: number])[]
}

const traceSchema = z.object({
  event: z.string(),
  version: z.int(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  gave: z.array(z.tuple([z.string(), z.int()])),
})

export function traceOf(event: string, version: number, facts: Facts, given: readonly Given[]): Trace {
  return { event, version, facts, gave: given.map((one) => [one.rule.id, pointsOf(one)] as const) }
}

/** The trace of an entry that rules caused; null for any other entry. */
export function parseTrace(stored: unknown): Trace | null {
  const parsed = z.safeParse(traceSchema, stored)
  return parsed.success ? parsed.data : null
}

/** How the points add up: `5 + 20 = 25`, or `5` alone. */
export function formulaOf(trace: Trace): string {
  const parts = trace.gave.map(([, points]) => points)
  const sum = parts.reduce((total, part) => total + part, 0)
  return parts.length < 2 ? String(sum) : `${parts.join(' + ')} = ${sum}`
}
