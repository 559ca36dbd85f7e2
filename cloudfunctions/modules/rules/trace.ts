import * as z from 'zod/mini'
import type { Json } from '../../kernel/canonical-json'
import { type Decision, type Had, NOTHING_HAD } from './domain/decision'
import type { Facts } from './domain/rule'

const traceSchema = z.object({
  event: z.string(),
  /** The version of the settings the programme's rules were read from; 0 when none was published. */
  version: z.int(),
  /** The moment by which the rules of campaigns were in force; absent from entries of before there were any. */
  at: z.optional(z.int()),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  /** The rules that gave something, each with its points before any cap; those of one campaign tell that it took part. */
  gave: z.array(z.tuple([z.string(), z.int()])),
  /** What the member had had of a campaign: points, times, of the day points and times, fen spent. */
  had: z.optional(z.record(z.string(), z.tuple([z.int(), z.int(), z.int(), z.int(), z.int()]))),
  /** Campaigns whose budget had no more. */
  without: z.optional(z.array(z.string())),
  /** Campaigns that held the member back. */
  pace: z.optional(z.array(z.string())),
})

/** Why an award is what it is, kept in the entry itself. Executing it again gives the same number. */
export type Trace = Readonly<z.output<typeof traceSchema>>
export type StoredTrace = Trace & { readonly facts: Facts } & { readonly [name: string]: Json }

export interface Traced {
  readonly event: string
  readonly version: number
  readonly atMs: number
  readonly facts: Facts
  readonly decision: Decision
  readonly had: ReadonlyMap<string, Had>
  readonly without: readonly string[]
  readonly pace: readonly string[]
}

const NAMES = ['points', 'times', 'dayPoints', 'dayTimes', 'spentFen'] as const

/** As many of the campaigns that gave nothing as are worth a trace: the others are left out just the same. */
const MOST_NAMED = 3

export function traceOf({ event, version, atMs, facts, decision, had, without, pace }: Traced): StoredTrace {
  const gave = decision.given
    .filter(({ points, rule }) => points > 0 || rule.campaign)
    .map(({ rule, points }) => [rule.id, points] as [string, number])
  const had5 = [...had].map(([id, counts]) => [id, NAMES.map((name) => counts[name])] as const)
  return {
    event,
    version,
    at: atMs,
    facts,
    gave,
    ...(had5.length > 0 ? { had: Object.fromEntries(had5) } : {}),
    ...(without.length > 0 ? { without: without.slice(0, MOST_NAMED) } : {}),
    ...(pace.length > 0 ? { pace: pace.slice(0, MOST_NAMED) } : {}),
  } as StoredTrace
}

export function hadIn({ had }: Trace, campaignId: string): Had {
  const [points = 0, times = 0, dayPoints = 0, dayTimes = 0, spentFen = 0] = had?.[campaignId] ?? []
  return had?.[campaignId] ? { points, times, dayPoints, dayTimes, spentFen } : NOTHING_HAD
}

/** The trace of an entry that rules caused; null for any other entry. */
export function parseTrace(stored: unknown): Trace | null {
  const parsed = z.safeParse(traceSchema, stored)
  return parsed.success ? parsed.data : null
}
