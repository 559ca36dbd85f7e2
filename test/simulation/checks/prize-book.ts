import type { LotteryUnit } from '../../../cloudfunctions/modules/lottery/store'
import { must } from '../must'
import { sorted } from './sorted'

/** What never changes of a prize from the moment it is a draw's. */
const FIXED = ['sku', 'op', 'member', 'campaign', 'prize', 'account', 'date', 'number', 'atMs'] as const
/** A function does not live longer: what it has found empty is written down by then, or never. */
const WRITTEN_LATE_MS = 30_000

/** Prizes of which there is only so much, and coupons that are due: each state of each piece is read once. */
export class PrizeBook {
  readonly pieces = new Map<string, LotteryUnit>()
  readonly byOp = new Map<string, LotteryUnit>()
  private readonly free = new Map<string, number>()
  /** Since when there is something of a stock again. */
  private readonly refilledAtMs = new Map<string, number>()

  constructor(
    private readonly isDrawn: (unit: LotteryUnit) => boolean,
    private readonly happened: (what: string) => void,
  ) {}

  freeOf(sku: string): number {
    return this.free.get(sku) ?? 0
  }

  /** Those of which it is not known yet what became of their draw. */
  open(): readonly LotteryUnit[] {
    return [...this.pieces.values()].filter(({ openSinceMs }) => openSinceMs !== null)
  }

  look(unit: LotteryUnit): void {
    const { _id, op, state } = unit
    const before = this.pieces.get(_id)
    const holder = this.byOp.get(op)
    must(holder === undefined || holder._id === _id, `two prizes are of ${op}`)
    if (before) this.changed(before, unit)
    else this.begun(unit)
    this.pieces.set(_id, unit)
    this.byOp.set(op, unit)
    if (!before && state === 'free') this.count(unit, 1)
    if (before?.state === 'free' && state !== 'free') this.count(unit, -1)
  }

  private count({ sku, atMs }: LotteryUnit, add: number): void {
    const before = this.freeOf(sku)
    if (before === 0) this.refilledAtMs.set(sku, atMs)
    this.free.set(sku, before + add)
  }

  private begun(unit: LotteryUnit): void {
    const { _id, op, sku, state } = unit
    if (state === 'tombstone') {
      const isEmpty = this.freeOf(sku) === 0 || unit.atMs <= (this.refilledAtMs.get(sku) ?? 0) + WRITTEN_LATE_MS
      must(isEmpty, `${op} found nothing of ${sku}, and there was something`)
      this.happened('prize: none was left')
    } else if (state === 'claimed') {
      must(sku === '' && op === _id, `${_id} was claimed before it was made`)
      this.claimed(unit)
    } else {
      must(state === 'free' && op === _id && sku.startsWith('lt|'), `${_id} begins as ${state}`)
      const old = _id.endsWith('+') ? this.pieces.get(_id.slice(0, -1)) : undefined
      must(/\|\d{8}$/.test(_id) || old?.state === 'returned', `${_id} is there in the place of nothing`)
    }
  }

  private changed(before: LotteryUnit, now: LotteryUnit): void {
    if (before.state === 'free' && now.state === 'claimed') {
      must(now.sku === before.sku, `${now._id} was made another prize`)
      this.claimed(now)
      return
    }
    must(before.state === 'claimed' || before.state === now.state, `${now._id} went from ${before.state}`)
    const fixed = (unit: LotteryUnit) => sorted(FIXED.map((field) => unit[field]))
    must(fixed(before) === fixed(now), `${now._id} was changed as ${now.state}`)
    if (now.state === before.state) return
    must(now.state === 'returned' && !this.isDrawn(now), `${now._id} was drawn and is ${now.state}`)
    this.happened('prize: put back, since no draw took it')
  }

  private claimed({ _id, op, sku, campaign, prize, account, date, number }: LotteryUnit): void {
    const draw = `dw|${account}|${campaign}|${number}|${date}`
    must(op === draw || (sku === '' && op === `${draw}|fallback`), `${_id} is of ${op} and says ${draw}`)
    must(sku === '' || sku === `lt|${campaign}_${prize}`, `${_id} is a ${sku} and says ${prize}`)
  }
}
