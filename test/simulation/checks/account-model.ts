import { createHash, createHmac } from 'node:crypto'
import type { Account } from '../../../cloudfunctions/modules/ledger'
import type { Entry } from '../../../cloudfunctions/modules/ledger/domain/entry'
import type { JournalPage } from '../../../cloudfunctions/modules/ledger/domain/journal'
import { must } from '../must'
import { CalendarModel } from './calendar-model'
import { dayOfMs, startOfDayMs } from './days'
import { GraceModel } from './grace-model'
import { sorted } from './sorted'

const sha = (text: string) => createHash('sha256').update(text).digest('hex')
const DAY_MS = 86_400_000

/** Parcels by what tells them apart. */
type Parcels = Map<string, number>

function change(parcels: Parcels, place: string, points: number): void {
  const after = (parcels.get(place) ?? 0) + points
  must(after >= 0, `${place} would hold ${after}`)
  if (after === 0) parcels.delete(place)
  else parcels.set(place, after)
}

const lotPlace = (lot: { expiresOn: string; cohort: string }) => `${lot.expiresOn}|${lot.cohort}`
const holdPlace = (hold: { vestsOn: string; expiresOn: string; cohort: string; until?: string }) =>
  `${hold.vestsOn}|${hold.expiresOn}|${hold.cohort}|${hold.until ?? ''}`
const total = (parcels: Parcels) => [...parcels.values()].reduce((sum, points) => sum + points, 0)
const listed = (parcels: Parcels) => [...parcels].map(([place, points]) => `${place}=${points}`).sort()

/** What a takeback may take, by its entry's op: known only to whoever sent the event. */
export interface AllowedTaking {
  readonly points: number
  readonly policy: string
}

/**
 * One account as a patient person with paper would keep it: every entry is read once, in its order, and added up.
 * Whatever the documents say must be what the paper says.
 */
export class AccountModel {
  readonly entries: Entry[] = []
  readonly lots: Parcels = new Map()
  private readonly holds: Parcels = new Map()
  /** What the entries say is outstanding, by month of issue. */
  readonly cohorts = new Map<string, number>()
  private readonly ops = new Set<string>()
  private readonly calendar = new CalendarModel()
  private readonly grace = new GraceModel()
  private debt = 0
  private pages = 0
  private pageHash = ''
  private seen: Account | null = null

  constructor(
    private readonly headKey: Buffer,
    private readonly takingOf: (entry: Entry) => AllowedTaking | undefined,
    private readonly onTopOf: (entry: Entry, points: number) => number,
    private readonly happened: (what: string) => void,
  ) {}

  /** The number of the newest entry that is in a page. */
  get pagedUntil(): number {
    return this.pages * 32
  }

  /** Reads what a state of the account adds; `compare` then compares it with the whole. */
  look(account: Account, pageOf: (id: string) => JournalPage | null): void {
    must(this.seen === null || account.version > this.seen.version, `${account._id} changed within a version`)
    for (; this.pages < account.journalPage; this.pages += 1) {
      const id = `${account._id}|${String(this.pages).padStart(6, '0')}`
      const page = pageOf(id)
      must(page !== null, `page ${id} is not there`)
      this.lookAtPage(page)
    }
    for (const entry of account.tail) this.read(entry)
    must(account.tail.at(-1)?.seq === account.lastSeq, `lastSeq of ${account._id} is not its newest entry's`)
    this.seen = account
  }

  private lookAtPage(page: JournalPage): void {
    const { entries, open, close, previousHash } = page
    must(entries.length === 32 && entries[0]?.seq === this.pagedUntil + 1, `${page._id} holds other entries`)
    for (const entry of entries) this.read(entry)
    must(previousHash === this.pageHash, `${page._id} is not chained`)
    must(page.hash === sha(previousHash + sorted({ entries, open, close })), `${page._id} has another hash`)
    this.pageHash = page.hash
    this.happened('page: flushed')
  }

  private read(entry: Entry): void {
    const known = this.entries[entry.seq - 1]
    if (known) {
      must(known === entry || sorted(known) === sorted(entry), `entry ${entry.seq} was changed`)
      return
    }
    must(entry.seq === this.entries.length + 1, `entry ${entry.seq} follows ${this.entries.length}`)
    must(!this.ops.has(entry.op), `${entry.op} was posted twice`)
    const { hash, ...sealed } = entry
    must(hash === sha((this.entries.at(-1)?.hash ?? '') + sorted(sealed)), `entry ${entry.seq} is not chained`)
    this.checkBefore(entry)
    const debtBefore = this.debt
    const moved = [...entry.lots, ...entry.holds].reduce((sum, { points }) => sum + points, 0)
    for (const lot of entry.lots) change(this.lots, lotPlace(lot), lot.points)
    for (const hold of entry.holds) change(this.holds, holdPlace(hold), hold.points)
    for (const { cohort, points } of [...entry.lots, ...entry.holds])
      this.cohorts.set(cohort, (this.cohorts.get(cohort) ?? 0) + points)
    this.debt += moved - entry.points
    this.checkAfter(entry, debtBefore)
    this.ops.add(entry.op)
    this.entries.push(entry)
    this.happened(`entry: ${entry.kind}`)
  }

  /** Rules on what an entry may do to what was there. */
  private checkBefore(entry: Entry): void {
    const today = dayOfMs(entry.atMs)
    const taken = entry.lots.filter(({ points }) => points < 0)
    const isDue = entry.kind === 'vest' || entry.kind === 'expiry'
    if (!isDue) {
      const ended = [...this.lots.keys()].find((place) => place.slice(0, 10) < today)
      must(ended === undefined, `${entry.op} of ${today} was posted upon ended points ${ended}`)
      const vested = [...this.holds.keys()].find((place) => place.slice(0, 10) <= today)
      must(vested === undefined, `${entry.op} of ${today} was posted upon a hold that had vested: ${vested}`)
    }
    const isSpent = entry.kind === 'redemption' || (entry.kind === 'adjustment' && entry.points < 0)
    if (isSpent) this.checkSpending(entry, taken, today)
    if (entry.kind === 'expiry') {
      must(entry.points < 0 && entry.holds.length === 0, `${entry.op} gives points`)
      for (const lot of taken) {
        must(lot.expiresOn < today, `${entry.op} ended points of ${lot.expiresOn} on ${today}`)
        must(-lot.points === this.lots.get(lotPlace(lot)), `${entry.op} ended a part of ${lotPlace(lot)}`)
      }
    }
    if (entry.kind === 'expiry') this.grace.ended(entry)
    if (entry.ref.kind === 'recovery') this.grace.givenBack(entry, today)
    if (entry.kind === 'clawback') this.checkTaking(entry)
    if (entry.op.startsWith('ci|')) this.checkDay(entry)
  }

  private checkSpending(entry: Entry, taken: Entry['lots'], today: string): void {
    const last =
      taken
        .map(({ expiresOn }) => expiresOn)
        .sort()
        .at(-1) ?? ''
    const left = new Map(this.lots)
    for (const lot of taken) {
      must(lot.expiresOn >= today, `${entry.op} spent points on ${today} that ended on ${lot.expiresOn}`)
      left.set(lotPlace(lot), (left.get(lotPlace(lot)) ?? 0) + lot.points)
    }
    const earlier = [...left].find(([place, points]) => points > 0 && place.slice(0, 10) < last)
    must(earlier === undefined, `${entry.op} spent points of ${last} before ${earlier?.[0]}`)
  }

  private checkTaking(entry: Entry): void {
    const allowed = this.takingOf(entry)
    must(allowed !== undefined, `${entry.op} takes back what nobody asked back`)
    const { points: wanted, policy } = allowed
    const heldTaken = -entry.holds.reduce((sum, { points }) => sum + points, 0)
    const lotsTaken = -entry.lots.reduce((sum, { points }) => sum + points, 0)
    const rest = wanted - heldTaken
    must(rest >= 0, `${entry.op} took ${heldTaken} pending of ${wanted}`)
    const expected = policy === 'pending_only' ? 0 : Math.min(rest, total(this.lots))
    must(lotsTaken === expected, `${entry.op} (${policy}) took ${lotsTaken} and not ${expected}`)
    const points = policy === 'allow_debt' ? wanted : heldTaken + lotsTaken
    must(entry.points === -points, `${entry.op} (${policy}) is of ${entry.points} and not of ${-points}`)
    this.happened(points === 0 ? 'clawback: of nothing' : `clawback: ${policy}`)
  }

  private checkDay(entry: Entry): void {
    const { facts } = entry.trace as { facts: { date: string; streakDays: number } }
    // It throws when the day is ticked already.
    const { streakDays, points } = this.calendar.tick(facts.date)
    must(facts.streakDays === streakDays, `${entry.op} counts ${facts.streakDays} days, the calendar ${streakDays}`)
    const onTop = this.onTopOf(entry, points)
    must(entry.points === points + onTop, `${entry.op} gave ${entry.points}, the calendar says ${points} and ${onTop}`)
  }

  private checkAfter(entry: Entry, debtBefore: number): void {
    must(this.debt >= 0, `the debt is ${this.debt} after ${entry.op}`)
    must(this.debt === 0 || this.lots.size === 0, `${entry.op} leaves a debt beside points`)
    if (this.debt > debtBefore) {
      must(entry.kind === 'clawback', `${entry.op} made a debt`)
      this.happened('debt: made')
    }
    if (this.debt < debtBefore) this.happened('debt: repaid')
  }

  compare(account: Account): void {
    const { _id } = account
    const said = { available: account.available, pending: account.pending, debt: account.debt }
    const summed = { available: total(this.lots), pending: total(this.holds), debt: this.debt }
    must(sorted(said) === sorted(summed), `${_id} says ${sorted(said)}, its entries say ${sorted(summed)}`)
    const lots = account.lots.map((lot) => `${lotPlace(lot)}=${lot.points}`).sort()
    must(sorted(lots) === sorted(listed(this.lots)), `${_id} has other lots than its entries`)
    const holds = account.holds.map((hold) => `${holdPlace(hold)}=${hold.points}`).sort()
    must(sorted(holds) === sorted(listed(this.holds)), `${_id} has other holds than its entries`)
    must(account.lots.length <= 32 && account.holds.length <= 32 && account.tail.length <= 64, `${_id} is too large`)
    must(Object.keys(account.openOps).length <= 8 && Object.keys(account.limits).length <= 256, `${_id} is too large`)
    const head = this.entries.at(-1)
    const mac = createHmac('sha256', this.headKey).update(`${_id}|${head?.seq}|${head?.hash}`).digest('hex')
    must(account.headMac === mac, `${_id} is not signed`)
    const ends = account.lots.map(({ expiresOn }) => startOfDayMs(expiresOn) + DAY_MS)
    const due = [...ends, ...account.holds.map(({ vestsOn }) => startOfDayMs(vestsOn))]
    must(account.nextDueAtMs === (due.length === 0 ? null : Math.min(...due)), `${_id} is due at another time`)
    const begun = Object.values(account.openOps).map(({ atMs }) => atMs)
    must(account.openSinceMs === (begun.length === 0 ? null : Math.min(...begun)), `${_id} is open since another time`)
    this.compareDays(account)
  }

  /** The days kept with the account are days of the calendar, in runs that do not touch. */
  private compareDays(account: Account): void {
    const { runs = [] } = (account.rooms['check-in'] ?? {}) as { runs?: readonly { from: string; to: string }[] }
    let before = ''
    for (const { from, to } of runs) {
      must(before < from && from <= to, `the runs of ${account._id} are not in order`)
      for (let ms = Date.parse(from); ms <= Date.parse(to); ms += DAY_MS)
        must(this.calendar.ticked.has(ms / DAY_MS), `${account._id} shows a check-in that was none`)
      must(!this.calendar.ticked.has(Date.parse(to) / DAY_MS + 1), `the run until ${to} of ${account._id} goes on`)
      before = to
    }
  }
}
