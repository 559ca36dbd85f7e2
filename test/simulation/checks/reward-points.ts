import type { Entry } from '../../../cloudfunctions/modules/ledger/domain/entry'
import { must } from '../must'
import { dayOfMs, daysAfter } from './days'
import type { InForce } from './in-force'
import { sorted } from './sorted'

interface Redeemed {
  readonly member: string
  readonly entry: Entry
  /** What it counts against. */
  readonly period: string
  readonly quantity: number
}

interface LimitBody {
  readonly pricePoints: number
  readonly limitPerMember: number | null
  readonly limitPer?: 'day' | 'month' | 'year' | 'ever'
}

const LETTERS = { day: 10, month: 7, year: 4, ever: 0 } as const

/** Lots as a list that can be compared, each end and month once. */
function listed(lots: readonly { readonly expiresOn: string; readonly cohort: string; readonly points: number }[]) {
  const sums = new Map<string, number>()
  for (const { expiresOn, cohort, points } of lots)
    sums.set(`${expiresOn} of ${cohort}`, (sums.get(`${expiresOn} of ${cohort}`) ?? 0) + points)
  return sorted([...sums].filter(([, points]) => points !== 0).sort())
}

/** What was paid for rewards in points, and what of it came back: entry by entry, as they are posted. */
export class RewardPoints {
  readonly redeemed = new Map<string, Redeemed>()
  readonly voided = new Map<string, Entry>()
  /** How many somebody has of a reward in a period, without what came back. */
  private readonly had = new Map<string, number>()

  constructor(
    private readonly inForce: InForce,
    private readonly happened: (what: string) => void,
  ) {}

  read(member: string, entry: Entry): void {
    if (!entry.op.startsWith('rd|') || entry.ref.kind !== 'reward') return
    if (entry.kind === 'redemption') this.paid(member, entry)
    else this.cameBack(member, entry)
  }

  private paid(member: string, entry: Entry): void {
    const { op, trace, atMs, points } = entry
    const { reward, version, quantity } = trace as { reward: string; version: number; quantity: number }
    const body = this.inForce.bodyOf('rewards', reward, version) as unknown as LimitBody
    must(-points === body.pricePoints * quantity, `${op} cost ${-points}`)
    const { limitPerMember, limitPer = 'ever' } = body
    const period = `${member} ${reward} ${limitPer} ${dayOfMs(atMs).slice(0, LETTERS[limitPer])}`
    const before = this.had.get(period) ?? 0
    must(limitPerMember === null || before + quantity <= limitPerMember, `${period}: ${quantity} more than ${before}`)
    // What had no limit then counts against none that comes later.
    if (limitPerMember !== null) this.had.set(period, before + quantity)
    this.redeemed.set(op, { member, entry, period: limitPerMember === null ? '' : period, quantity })
  }

  private cameBack(member: string, entry: Entry): void {
    const { op, kind, points, ref } = entry
    const redeemed = this.redeemed.get(op.slice(0, -'|void'.length))
    must(kind === 'void' && op.endsWith('|void') && redeemed !== undefined, `${op} gives back what was never paid`)
    const { entry: paid, period, quantity } = redeemed
    must(redeemed.member === member && ref.id === paid.ref.id, `${op} gives back to another`)
    must(points === -paid.points, `${op} gives back ${points} of ${-paid.points}`)
    this.voided.set(paid.op, entry)
    if (period !== '') this.had.set(period, Math.max(0, (this.had.get(period) ?? 0) - quantity))
    this.compareLots(paid, entry)
  }

  /** Each to the lot it came from; what has ended since lasts some days more. */
  private compareLots(paid: Entry, { op, lots, moved, atMs }: Entry): void {
    if (moved !== 0) {
      this.happened('points back: some of them were owed')
      return
    }
    const today = dayOfMs(atMs)
    const { returnedPointsDays } = this.inForce.settings(atMs)
    const ends = daysAfter(today, returnedPointsDays)
    const back = paid.lots.map((lot) => ({
      ...lot,
      points: -lot.points,
      expiresOn: lot.expiresOn < today ? ends : lot.expiresOn,
    }))
    must(listed(lots) === listed(back), `${op} gives back ${listed(lots)} and not ${listed(back)}`)
    const hasEnded = paid.lots.some(({ expiresOn }) => expiresOn < today)
    this.happened(hasEnded ? 'points back: some had ended' : 'points back: to their lots')
  }
}
