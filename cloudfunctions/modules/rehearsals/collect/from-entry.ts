import * as z from 'zod/mini'
import { startOfDateMs } from '../../../kernel/business-date'
import { sha256 } from '../../../kernel/digest'
import type { Entry } from '../../ledger'
import { parseTrace } from '../../rules'
import type { Facts, PastEvent } from '../domain/past'

/** An order as its entry tells of it. */
export interface OrderEntry {
  readonly id: string
  readonly facts: Facts
  readonly version: number
  readonly seq: number
  readonly postedAtMs: number
  /** When its points vest: the start of their day, or when it was posted. */
  readonly vestsAtMs: number
}

/** A refund as its entry tells of it. */
export interface RefundEntry {
  readonly order: string
  readonly kind: 'refund' | 'undo'
  readonly amountFen: number
  readonly leftFen: number
  readonly seq: number
  readonly postedAtMs: number
  readonly op: string
}

const ORDER_PAID = 'order_paid'
const refundTrace = z.object({ amountFen: z.int(), leftFen: z.int() })

/** What rules were asked about, out of the trace that they left; null for an entry of another kind. */
export function eventFrom(account: string, entry: Entry): PastEvent | null {
  const trace = parseTrace(entry.trace)
  if (!trace) return null
  return {
    kind: 'event',
    postedAtMs: entry.atMs,
    atMs: trace.at ?? entry.atMs,
    account,
    seq: entry.seq,
    op: entry.op,
    event: trace.event,
    version: trace.version,
    facts: trace.facts,
    ...(trace.pace ? { pace: trace.pace } : {}),
  }
}

export function orderFrom(entry: Entry): OrderEntry | null {
  const trace = entry.ref.kind === 'order' ? parseTrace(entry.trace) : null
  if (trace?.event !== ORDER_PAID) return null
  const [held] = entry.holds
  return {
    id: entry.ref.id,
    facts: trace.facts,
    version: trace.version,
    seq: entry.seq,
    postedAtMs: entry.atMs,
    vestsAtMs: held && entry.kind === 'hold' ? startOfDateMs(held.vestsOn) : entry.atMs,
  }
}

export function refundFrom(entry: Entry): RefundEntry | null {
  const kind = entry.ref.kind === 'order_refund' ? 'refund' : entry.ref.kind === 'order_undo' ? 'undo' : null
  const trace = kind && z.safeParse(refundTrace, entry.trace)
  if (!kind || !trace?.success) return null
  const { amountFen, leftFen } = trace.data
  return { order: entry.ref.id, kind, amountFen, leftFen, seq: entry.seq, postedAtMs: entry.atMs, op: entry.op }
}

/** The op under which rules are told of something that a module posts nothing for. */
export const opOfEvent = (event: string, source: string): string => `re|${sha256(`${event}|${source}`)}`
