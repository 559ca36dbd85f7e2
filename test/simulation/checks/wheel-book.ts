import { createHash } from 'node:crypto'
import type { Account } from '../../../cloudfunctions/modules/ledger'
import type { Entry } from '../../../cloudfunctions/modules/ledger/domain/entry'
import { type LotteryDay, type LotteryUnit, lotteryDays } from '../../../cloudfunctions/modules/lottery/store'
import { must } from '../must'
import type { SaidDraw } from '../world/said'
import type { Shop } from '../world/shop'
import type { WatchedStore } from '../world/watched-store'
import { ChanceBook } from './chance-book'
import { dayOfMs, daysAfter } from './days'
import type { InForce } from './in-force'
import type { OrderBook } from './order-book'
import { PrizeBook } from './prize-book'
import { sorted } from './sorted'

const sha = (text: string) => createHash('sha256').update(text).digest('hex')
/** What two clocks differ by. */
const CLOCKS_MS = 5_000
/** What was drawn of a wheel is kept for so long after its last day. */
const KEPT_DAYS = 7

/** A prize as it stands in a document. */
export interface PaperPrize {
  readonly prizeId: string
  readonly kind: string
  readonly name: string
  readonly oddsPpm: number
  readonly points?: number
  readonly stock?: number | null
  readonly templateId?: string
  readonly templateVersion?: number
}

/** A wheel as it was published. */
export interface WheelBody {
  readonly kind: string
  readonly fromMs: number
  readonly untilMs: number
  readonly isPaused?: boolean
  readonly prizes: readonly PaperPrize[]
  readonly fallback: string
  readonly freePerDay?: number
  readonly mostPerDay: number
  readonly pricePoints?: number
}

/** What the entry of a draw says of it. */
interface DrawTold {
  readonly campaign: string
  readonly date: string
  readonly number: number
  readonly prize: string
  readonly kind: string
  readonly name: string
  readonly fell?: { readonly prize: string; readonly name: string }
  readonly took: string
  readonly left: number
  readonly mark: string
}

export interface PaperDraw {
  readonly entry: Entry
  readonly told: DrawTold
  readonly account: string
  readonly member: string
  readonly given: PaperPrize
  /** The prize it fell on, whether or not there was one left. */
  readonly fell: string
}

/** What an account has drawn of a wheel. */
interface Drawn {
  readonly number: number
  readonly date: string
  readonly today: number
  readonly free: number
}
const NOTHING_DRAWN: Drawn = { number: 0, date: '', today: 0, free: 0 }

export interface Left {
  readonly free: number
  readonly earned: number
  readonly today: number
}

/** The draws as a notary has them who was told what was asked and read what was published beforehand. */
export class WheelBook {
  readonly draws = new Map<string, PaperDraw>()
  readonly prizes: PrizeBook
  /** How often a campaign gave chances. */
  readonly gave = new Map<string, number>()
  private readonly chances = new Map<string, ChanceBook>()
  private readonly drawn = new Map<string, Drawn>()

  constructor(
    private readonly world: { readonly store: WatchedStore; readonly shop: Shop },
    private readonly inForce: InForce,
    private readonly orders: OrderBook,
    private readonly happened: (what: string) => void,
  ) {
    this.prizes = new PrizeBook((unit) => this.drawOf(unit) !== undefined, happened)
  }

  /** The draw that a prize was claimed for, once it is written down. */
  drawOf({ account, campaign, number, date }: LotteryUnit): PaperDraw | undefined {
    const draw = this.draws.get(`dw|${account}|${campaign}|${number}`)
    return draw?.told.date === date ? draw : undefined
  }

  /** Whether there are draws whose secret is not told yet, or prizes of which it is not known yet whether they were drawn. */
  waitsForNight(today: string): boolean {
    return [...this.draws.values()].some(({ told }) => told.date >= today) || this.prizes.open().length > 0
  }

  /** A state of an account, with the entries that are new in it. */
  look(account: Account, entries: readonly Entry[]): void {
    const chances = this.chancesOf(account._id)
    for (const entry of entries) {
      chances.read(entry)
      if (entry.ref.kind === 'lottery') this.draw(account, entry)
    }
    chances.compare(account)
  }

  /** What an account may still draw of a wheel on a day. */
  leftOf(account: string, wheel: string, body: WheelBody, day: string): Left {
    const { date, today, free } = this.drawn.get(`${account}|${wheel}`) ?? NOTHING_DRAWN
    const [drawnToday, drawnFree] = date === day ? [today, free] : [0, 0]
    return {
      free: Math.max(0, (body.freePerDay ?? 0) - drawnFree),
      earned: this.chancesOf(account).of(wheel),
      today: Math.max(0, body.mostPerDay - drawnToday),
    }
  }

  wheelAt(wheel: string, atMs: number): WheelBody | null {
    const found = this.inForce.campaignAt(wheel, atMs)
    return found ? (found.body as unknown as WheelBody) : null
  }

  dayOf(wheel: string, date: string): LotteryDay | null {
    return this.world.store.asInserted(lotteryDays, `${wheel}|${date}`)
  }

  private chancesOf(account: string): ChanceBook {
    const known = this.chances.get(account)
    if (known) return known
    const gave = (campaignId: string) => this.gave.set(campaignId, (this.gave.get(campaignId) ?? 0) + 1)
    const book = new ChanceBook(this.inForce, this.orders, gave, this.happened)
    this.chances.set(account, book)
    return book
  }

  private draw(account: Account, entry: Entry): void {
    const told = entry.trace as unknown as DrawTold
    const { campaign, date, number } = told
    const place = `${account._id}|${campaign}`
    const before = this.drawn.get(place) ?? NOTHING_DRAWN
    must(entry.op === `dw|${place}|${number}`, `${entry.op} says that it is draw ${number} of ${campaign}`)
    must(number === before.number + 1, `${entry.op} follows draw ${before.number}`)
    must(date === dayOfMs(entry.atMs), `${entry.op} of ${entry.atMs} goes by ${date}`)
    must(account.status !== 'frozen', `${entry.op} was drawn by an account that is frozen`)
    const body = this.wheelAt(campaign, entry.atMs)
    const isOpen = body && !body.isPaused && body.fromMs <= entry.atMs && entry.atMs < body.untilMs
    must(isOpen === true, `${entry.op} was drawn while nobody could`)
    const after = this.taken(account, entry, told, body)
    this.drawn.set(place, after)
    const { free, earned, today } = this.leftOf(account._id, campaign, body, date)
    must(told.left === Math.min(free + earned, today), `${entry.op} says that ${told.left} are left`)
    this.compareRoom(account, place, body, after)
    const { given, fell } = this.prizeOf(entry, told)
    this.draws.set(entry.op, { entry, told, account: account._id, member: account.member, given, fell })
  }

  /** What it took was there, and was offered; of what there was it is what would be gone first. */
  private taken(account: Account, entry: Entry, told: DrawTold, body: WheelBody): Drawn {
    const { campaign, date, number, took } = told
    const said = (this.world.shop.said.get(entry.key) ?? []).filter(
      (one): one is SaidDraw => one.kind === 'draw' && one.member === account.member && one.campaignId === campaign,
    )
    must(said.length > 0, `${entry.op} is what nobody has asked for`)
    const { free, earned, today } = this.leftOf(account._id, campaign, body, date)
    must(today > 0, `${entry.op} is one more than ${body.mostPerDay} on ${date}`)
    const isOffered = body.pricePoints !== undefined && said.some(({ isForPoints }) => isForPoints)
    const should = free > 0 ? 'free' : earned > 0 ? 'earned' : isOffered ? 'points' : 'nothing'
    must(took === should, `${entry.op} took ${took} and not ${should}`)
    if (took === 'earned') this.chancesOf(account._id).use(campaign)
    if (took === 'points') must(entry.points === -(body.pricePoints ?? 0), `${entry.op} cost ${-entry.points}`)
    this.happened(`wheel: a draw took ${took}`)
    const before = this.drawn.get(`${account._id}|${campaign}`)
    const counts = before?.date === date ? before : NOTHING_DRAWN
    return { number, date, today: counts.today + 1, free: counts.free + (took === 'free' ? 1 : 0) }
  }

  /** What is kept with the account of each wheel. */
  private compareRoom({ _id, rooms }: Account, place: string, { untilMs }: WheelBody, after: Drawn): void {
    const room = (rooms.lottery ?? {}) as Readonly<Record<string, object>>
    for (const [wheel, said] of Object.entries(room)) {
      const { until, ...drawn } = said as Drawn & { readonly until: string }
      const should = this.drawn.get(`${_id}|${wheel}`)
      must(sorted(drawn) === sorted(should), `${_id} has drawn ${sorted(drawn)} of ${wheel} and not ${sorted(should)}`)
      const isOwn = `${_id}|${wheel}` === place
      must(!isOwn || until === dayOfMs(untilMs - 1), `${_id} keeps ${wheel} until ${until}`)
      must(isOwn || daysAfter(until, KEPT_DAYS) >= after.date, `${_id} keeps ${wheel} for too long`)
    }
  }

  /** Which prize it fell on is seen when the day's secret is told; whether it was there to be given is seen now. */
  private prizeOf(entry: Entry, told: DrawTold): Pick<PaperDraw, 'given' | 'fell'> {
    const { campaign, date, fell: fallen, mark } = told
    const day = this.dayOf(campaign, date)
    must(day !== null, `${entry.op} goes by a day that nobody promised`)
    must(day.committedAtMs <= entry.atMs + CLOCKS_MS, `${entry.op} goes by what was promised after it`)
    must(mark === sha(`${day.secretHash}|${day.listHash}`).slice(0, 16), `${entry.op} bears the mark of another day`)
    const list = JSON.parse(day.list) as Pick<WheelBody, 'prizes' | 'fallback'>
    const prizeIn = (id: string) => {
      const found = list.prizes.find(({ prizeId }) => prizeId === id)
      must(found !== undefined, `${entry.op} gives ${id}, which is no prize of ${day._id}`)
      return found
    }
    const [given, fell] = [prizeIn(told.prize), prizeIn(fallen?.prize ?? told.prize)]
    must(told.kind === given.kind && told.name === given.name, `${entry.op} says it gave ${told.name}`)
    must(
      !fallen || (given.prizeId === list.fallback && fallen.name === fell.name),
      `${entry.op} fell back to ${given.prizeId}`,
    )
    const op = `${entry.op}|${date}`
    const states = [this.prizes.byOp.get(op)?.state, this.prizes.byOp.get(`${op}|fallback`)?.state].join()
    const isCoupon = given.templateId !== undefined
    const isStocked = (fell.stock ?? null) !== null
    const own = fallen ? 'tombstone' : isCoupon || isStocked ? 'claimed' : ''
    const should = [own, fallen && isCoupon ? 'claimed' : ''].join()
    must(states === should && (!fallen || isStocked), `${entry.op} has claimed ${states} and not ${should}`)
    if (told.took !== 'points') must(entry.points === (given.points ?? 0), `${entry.op} gave ${entry.points} points`)
    this.happened(`wheel: gave ${given.kind}`)
    if (fallen) this.happened('wheel: gave another, since none was left')
    return { given, fell: fell.prizeId }
  }
}
