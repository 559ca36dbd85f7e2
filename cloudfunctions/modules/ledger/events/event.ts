import type { Json } from '../../../kernel/canonical-json'
import { sha256 } from '../../../kernel/digest'
import { Refusal } from '../../../kernel/refusal'
import type { Work } from '../../../platform/context'
import { ensureDocument } from '../../../platform/guarded-store'
import { carryOut, type Intent, type Operation, sweepOf } from '../../../platform/operation'
import { defineCollection } from '../../../platform/store'
import { type AccountChange, accountOf, changeAccount, recordedLine } from '../change'
import type { Account } from '../domain/account'
import type { EntryBody } from '../domain/entry'
import type { Line } from '../domain/journal'
import { accrual, type ClawbackPolicy, clawback, hold, untaken } from '../domain/posting'
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

/** What who carries an event out knows already, and need not read: absent for the sweeper. */
interface Known {
  /** The account as it was read before the event was written down. */
  readonly account?: Account
  /** The award that is to be taken back, as it was read then; null while it had not come. */
  readonly awarded?: LedgerEvent | null
  /** Written down by this very call: nothing was ever decided for it. */
  readonly isNew?: boolean
}

/** The line of an event's entry; null when there is none to be, such as for an account that is closed. */
async function posted(
  work: Work,
  event: LedgerEvent,
  change: Pick<AccountChange<Line, never>, 'decide' | 'account'>,
): Promise<Line | null> {
  const command = commandOf(event)
  const line = await changeAccount(work, event.member, { ...change, command, reply: (posted) => posted })
  // An account that a hand has touched is put right some day, and what is owed to it is not lost until then.
  if (line instanceof Refusal && line.code === 'account_frozen') throw new Waits()
  return line instanceof Refusal ? null : line
}

async function award(work: Work, event: LedgerEvent, decision: Award, known: Known): Promise<Line | null> {
  const op = `ev|${event._id}`
  const { points, on, expiresOn, vestsOn, budget } = decision
  // Known is only what was true before; who goes on later looks whether there still is someone to have it.
  const account = known.account ?? (await accountOf(work, event.member))
  // guard: no-account-no-budget
  if (!account) return null
  if (budget && (await takeFromQuota(work, budget, { op, amount: points, isNew: known.isNew })) === 'none_left')
    return null
  return posted(work, event, {
    account,
    decide(current) {
      const cause = { op, ref: event.ref, trace: event.trace }
      const earned = { points, on, expiresOn }
      // Posted so late that it would have vested already: then it is simply earned.
      const isHeld = vestsOn !== undefined && vestsOn > work.today
      return { posting: isHeld ? hold(cause, current, { ...earned, vestsOn }) : accrual(cause, current, earned) }
    },
  })
}

/** Whether one event can take back so much of another: of an award, of the same member, and no more than it was worth. */
function canTakeBack({ member, decision }: Pick<LedgerEvent, 'member' | 'decision'>, awarded: LedgerEvent): boolean {
  if (awarded.decision.kind !== 'award' || awarded.member !== member) return false
  return decision.points <= awarded.decision.points
}

async function takeBack(work: Work, event: LedgerEvent, decision: Takeback, known: Known): Promise<Line | null> {
  const { points, of, policy } = decision
  const awarded = known.awarded?.openSinceMs === null ? known.awarded : await work.store.get(events, of)
  if (!awarded || awarded.openSinceMs !== null) throw new Waits()
  // It came before its award, which turned out to be worth less.
  // guard: no-more-than-awarded
  if (!canTakeBack(event, awarded)) return null
  const account = await accountOf(work, event.member)
  const created = account && (await recordedLine(work, account, commandOf(awarded)))?.entry
  if (!created) return null
  const cause = { op: `cb|${event._id}`, ref: event.ref, trace: event.trace }
  return posted(work, event, {
    account,
    // That there was nothing to take stands in the journal: should the event stay open, it does not take later.
    decide: (current) => ({
      posting: clawback(cause, current, { points, created, policy }) ?? untaken(cause),
    }),
  })
}

const eventOperation = (known: Known): Operation<LedgerEvent, Line | null> => ({
  name: 'ledger-events',
  collection: events,
  async steps(work, event) {
    const { decision } = event
    return decision.kind === 'award' ? award(work, event, decision, known) : takeBack(work, event, decision, known)
  },
})

/**
 * What became of an event: `waits` for the one it takes back, or `done`, with its entry when it has one. Nothing was
 * written: `no_account` when there is nobody to have it, `not_takeable` when what it takes back is no award of the
 * member, or was worth less.
 */
export interface Applied {
  readonly state: 'done' | 'waits' | 'no_account' | 'not_takeable'
  readonly line: Line | null
}

async function settleEvent(work: Work, event: LedgerEvent, known: Known): Promise<Applied> {
  try {
    return { state: 'done', line: await carryOut(work, eventOperation(known), event) }
  } catch (error) {
    if (!(error instanceof Waits)) throw error
    return { state: 'waits', line: null }
  }
}

/**
 * Records something that happened and does what follows from it, once, however often and in whatever order it is
 * delivered. What was decided when it first came in stands. For someone without an open account nothing is recorded:
 * it may come again.
 */
export async function applyEvent(
  work: Work,
  happened: Pick<LedgerEvent, 'member' | 'ref' | 'trace' | 'decision'> & { readonly id: string },
): Promise<Applied> {
  const { id, ...rest } = happened
  const account = await accountOf(work, happened.member)
  // guard: event-needs-account
  if (!account) return { state: 'no_account', line: null }
  const { decision } = happened
  const awarded = decision.kind === 'takeback' ? await work.store.get(events, decision.of) : null
  const isRefused = awarded !== null && !canTakeBack(happened, awarded)
  // guard: takeable
  if (isRefused && !(await work.store.get(events, id))) return { state: 'not_takeable', line: null }
  const event: LedgerEvent = { _id: id, schema: 1, ...rest, atMs: work.nowMs, openSinceMs: work.nowMs }
  const recorded = (await ensureDocument(work, events, event)) ?? event
  if (recorded.openSinceMs === null) {
    const now = await accountOf(work, recorded.member)
    return { state: 'done', line: now && (await recordedLine(work, now, commandOf(recorded))) }
  }
  // Recorded before, it may be about another member or another award.
  return settleEvent(work, recorded, recorded === event ? { account, awarded, isNew: true } : {})
}

/** Goes on with events whose function ended, and with those that wait. */
export const openEventsJob = sweepOf('ledger-open-events', events, (work, event) => settleEvent(work, event, {}))
