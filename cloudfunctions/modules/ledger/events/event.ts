import type { Json } from '../../../kernel/canonical-json'
import { sha256 } from '../../../kernel/digest'
import { Refusal, refuse } from '../../../kernel/refusal'
import type { Work } from '../../../platform/context'
import { ensureDocument } from '../../../platform/guarded-store'
import type { Job } from '../../../platform/jobs'
import { carryOut, type Intent, type Operation, sweepSlice } from '../../../platform/operation'
import { defineCollection } from '../../../platform/store'
import { type AccountChange, accountOf, changeAccount, recordedLine } from '../change'
import type { EntryBody } from '../domain/entry'
import type { Line } from '../domain/journal'
import { accrual, type ClawbackPolicy, clawback, hold } from '../domain/posting'
import { takeFromQuota } from '../quotas/quota'

/** What an event is worth, as it was decided when it came in. */
export interface Award {
  readonly kind: 'award'
  readonly points: number
  readonly on: string
  readonly expiresOn: string
  /** Held until then; at once when absent. */
  readonly vestsOn?: string
  readonly budget?: { readonly id: string; readonly shards: number }
}

/** An award taken back, in part or whole. */
export interface Takeback {
  readonly kind: 'takeback'
  readonly points: number
  /** The event whose award it is. */
  readonly of: string
  readonly policy: ClawbackPolicy
}

/**
 * The once-only record of something that happened outside, and the durable intent to do what follows from it: its id is
 * derived from what happened, so the same thing delivered twenty times is one document.
 */
export interface LedgerEvent extends Intent {
  readonly schema: 1
  readonly member: string
  readonly ref: EntryBody['ref']
  readonly trace: Json
  readonly decision: Award | Takeback
  readonly atMs: number
}

export const events = defineCollection<LedgerEvent>({
  name: 'events',
  indexes: [
    { name: 'byOpen', fields: ['openSinceMs'] },
    { name: 'byMember', fields: ['member', 'atMs'] },
  ],
})

export function eventIdOf(type: string, sourceId: string): string {
  return sha256(`${type}|${sourceId}`)
}

/** What an entry of an event is found by, wherever it now is. */
const commandOf = ({ _id, atMs }: Pick<LedgerEvent, '_id' | 'atMs'>) => ({ key: _id, inputHash: '', madeAtMs: atMs })

/** Not yet: the event stays open, and the sweeper comes back to it. A refund may arrive before its order. */
class Waits extends Error {}

/** The line of an event's entry; null when there is none to be, such as for an account that is closed. */
async function posted(
  work: Work,
  event: LedgerEvent,
  { decide }: Pick<AccountChange<Line, string>, 'decide'>,
): Promise<Line | null> {
  const line = await changeAccount(work, event.member, { command: commandOf(event), decide, reply: (posted) => posted })
  // An account that a hand has touched is put right some day, and what is owed to it is not lost until then.
  if (line instanceof Refusal && line.code === 'account_frozen') throw new Waits()
  return line instanceof Refusal ? null : line
}

async function award(work: Work, event: LedgerEvent, decision: Award): Promise<Line | null> {
  const op = `ev|${event._id}`
  const { points, on, expiresOn, vestsOn, budget } = decision
  if (budget && (await takeFromQuota(work, budget, { op, amount: points })) === 'none_left') return null
  return posted(work, event, {
    decide(account) {
      const cause = { op, ref: event.ref, trace: event.trace }
      const earned = { points, on, expiresOn }
      // Posted so late that it would have vested already: then it is simply earned.
      const isHeld = vestsOn !== undefined && vestsOn > work.today
      return { posting: isHeld ? hold(cause, account, { ...earned, vestsOn }) : accrual(cause, account, earned) }
    },
  })
}

async function takeBack(work: Work, event: LedgerEvent, { points, of, policy }: Takeback): Promise<Line | null> {
  const awarded = await work.store.get(events, of)
  if (!awarded || awarded.openSinceMs !== null) throw new Waits()
  const account = await accountOf(work, event.member)
  const created = account && (await recordedLine(work, account, commandOf(awarded)))?.entry
  if (!created) return null
  const cause = { op: `cb|${event._id}`, ref: event.ref, trace: event.trace }
  return posted(work, event, {
    decide(current) {
      const posting = clawback(cause, current, { points, created, policy })
      return posting ? { posting } : refuse('nothing_to_take')
    },
  })
}

const eventOperation: Operation<LedgerEvent, Line | null> = {
  name: 'ledger-events',
  collection: events,
  async steps(work, event) {
    const { decision } = event
    return decision.kind === 'award' ? award(work, event, decision) : takeBack(work, event, decision)
  },
}

/** What became of an event: `waits` for the one it takes back, or `done`, with its entry when it has one. */
export interface Applied {
  readonly state: 'done' | 'waits'
  readonly line: Line | null
}

async function settleEvent(work: Work, event: LedgerEvent): Promise<Applied> {
  try {
    return { state: 'done', line: await carryOut(work, eventOperation, event) }
  } catch (error) {
    if (!(error instanceof Waits)) throw error
    return { state: 'waits', line: null }
  }
}

/**
 * Records something that happened and does what follows from it, once, however often and in whatever order it is
 * delivered. What was decided when it first came in stands.
 */
export async function applyEvent(
  work: Work,
  happened: Pick<LedgerEvent, 'member' | 'ref' | 'trace' | 'decision'> & { readonly id: string },
): Promise<Applied> {
  const { id, ...rest } = happened
  const event: LedgerEvent = { _id: id, schema: 1, ...rest, atMs: work.nowMs, openSinceMs: work.nowMs }
  const recorded = (await ensureDocument(work, events, event)) ?? event
  if (recorded.openSinceMs === null) {
    const account = await accountOf(work, recorded.member)
    return { state: 'done', line: account && (await recordedLine(work, account, commandOf(recorded))) }
  }
  return settleEvent(work, recorded)
}

/** Goes on with events whose function ended, and with those that wait. */
export const openEventsJob: Job = {
  name: 'ledger-open-events',
  everyMinutes: 1,
  slice: (work, position) => sweepSlice(work, events, position, (event) => settleEvent(work, event)),
}
