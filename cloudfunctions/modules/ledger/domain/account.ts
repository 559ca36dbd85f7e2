import { addDays, startOfDateMs } from '../../../kernel/business-date'
import { canonicalJson, type Json } from '../../../kernel/canonical-json'
import { type Balances, NO_POINTS } from './balances'
import { type Entry, headMacOf } from './entry'
import type { Limit, Limits } from './limits'
import { type Hold, type Lot, sumOf } from './lots'

export type AccountStatus = 'active' | 'frozen' | 'closed'

/** A change of an account's status, and who made it why. */
export interface StatusChange {
  readonly key: string
  readonly inputHash: string
  readonly status: 'active' | 'frozen'
  readonly reason: string
  readonly operator: string
  /** Digest of the findings that were accepted with it; empty when there were none. */
  readonly accepted: string
  readonly atMs: number
}

/** A member's points with the newest part of their journal: one document, so they cannot disagree. */
export interface Account extends Balances {
  readonly _id: string
  readonly schema: 1
  readonly member: string
  /** Counts how often the person has joined; each enrolment has its own account. */
  readonly enrolment: number
  readonly currency: 'points'
  /** Raised by every change; the condition of every update. */
  readonly version: number
  readonly status: AccountStatus
  /** The newest change of the status; absent while there was none. */
  readonly statusChange?: StatusChange
  /** When the earliest lot ends or hold vests; null when nothing will. */
  readonly nextDueAtMs: number | null
  /** What is counted against the member's limits: see `limitUsed`. */
  readonly limits: Limits
  /** State that other modules keep with the account, each its own; opaque here. */
  readonly rooms: Readonly<Record<string, Json>>
  /** Operations begun here and not settled, by `op`. */
  readonly openOps: Readonly<Record<string, OpenOp>>
  readonly openSinceMs: number | null
  readonly lastSeq: number
  /** The newest entries, oldest first, that are in no page yet; never empty once there is an entry. */
  readonly tail: readonly Entry[]
  readonly headMac: string
  /** The number of the next journal page, from 0. */
  readonly journalPage: number
  /** The hash of the newest page; empty before the first. */
  readonly journalHash: string
  readonly openedAtMs: number
  readonly changedAtMs: number
}

/** A redemption whose unit is not known to be claimed yet: all that it takes to go on with it, or to give it back. */
export interface OpenOp {
  readonly kind: 'redemption'
  readonly sku: string
  readonly lots: readonly Lot[]
  readonly ref: { readonly kind: string; readonly id: string }
  /** The limit and period it counts against; null when there is none. */
  readonly limit: Limit | null
  /** The kind of stock that it is taken from; absent where its units are the ledger's own. */
  readonly stock?: string
  /** How many it is; absent where it is one. */
  readonly quantity?: number
  /** Present where there is always one more. */
  readonly isUnlimited?: true
  /** What the unit has besides, once it is claimed. */
  readonly own?: Json
  readonly atMs: number
}

export const MAX_OPEN_OPS = 8

export function openSinceMsOf(openOps: Account['openOps']): number | null {
  const since = Object.values(openOps).map(({ atMs }) => atMs)
  return since.length === 0 ? null : Math.min(...since)
}

/** What other modules keep with an account may not crowd out the journal. */
const MAX_ROOMS_BYTES = 4_096

function accountIdOf(member: string, enrolment: number): string {
  return `${member}.${enrolment}`
}

export function emptyAccount(member: string, enrolment: number, nowMs: number): Account {
  return {
    _id: accountIdOf(member, enrolment),
    schema: 1,
    member,
    enrolment,
    currency: 'points',
    version: 0,
    status: 'active',
    ...NO_POINTS,
    nextDueAtMs: null,
    limits: {},
    rooms: {},
    openOps: {},
    openSinceMs: null,
    lastSeq: 0,
    tail: [],
    headMac: '',
    journalPage: 0,
    journalHash: '',
    openedAtMs: nowMs,
    changedAtMs: nowMs,
  }
}

/** The newest entry's number and hash: what the next one is chained to. */
export function headOf(account: Account): { readonly seq: number; readonly hash: string } {
  return account.tail.at(-1) ?? { seq: 0, hash: '' }
}

/** The first moment at which a lot has ended. */
export function endOfLotMs(lot: Lot): number {
  return startOfDateMs(addDays(lot.expiresOn, 1))
}

/** The moment at which a hold becomes spendable. */
export function vestsAtMs(hold: Hold): number {
  return startOfDateMs(hold.vestsOn)
}

export function nextDueAtMsOf({ lots, holds }: Balances): number | null {
  // Both stand in the order of their days, so the first of each is the soonest.
  const due = [...lots.slice(0, 1).map(endOfLotMs), ...holds.slice(0, 1).map(vestsAtMs)]
  return due.length === 0 ? null : Math.min(...due)
}

export function withRooms(account: Account, rooms: Account['rooms'] | undefined): Account['rooms'] {
  if (!rooms) return account.rooms
  const merged = { ...account.rooms, ...rooms }
  if (Buffer.byteLength(canonicalJson(merged)) > MAX_ROOMS_BYTES)
    throw new Error(`rooms of ${account._id} are too large`)
  return merged
}

/**
 * Whether an account may be built upon: it is as its last change left it, as far as one document can show.
 * An edit in the console shows here; `ops.verify-ledger` then names it.
 */
export function isSound(account: Account, headKey: Buffer): boolean {
  if (account.schema !== 1) return false
  const numbers = [account.available, account.pending, account.debt, account.version]
  if (!numbers.every((number) => Number.isSafeInteger(number) && number >= 0)) return false
  if (![account.lots, account.holds, account.tail].every(Array.isArray)) return false
  if (account.available !== sumOf(account.lots) || account.pending !== sumOf(account.holds)) return false
  const head = headOf(account)
  return account.lastSeq === head.seq && (head.seq === 0 || account.headMac === headMacOf(headKey, account._id, head))
}
