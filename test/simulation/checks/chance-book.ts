import type { Account } from '../../../cloudfunctions/modules/ledger'
import type { Entry } from '../../../cloudfunctions/modules/ledger/domain/entry'
import { must } from '../must'
import { givesChances } from '../world/wheels'
import { campaignOf, isRefusedIn } from './campaign-book'
import { dayOfMs, daysFrom } from './days'
import type { CampaignInForce, InForce } from './in-force'
import type { OrderBook } from './order-book'
import { refundIdOf } from './order-book'
import { sorted } from './sorted'

/** A campaign as far as it gives chances. */
interface Giver extends Omit<CampaignInForce, 'rules' | 'perMember'> {
  readonly rules: readonly {
    readonly when: string
    readonly effects: readonly { readonly campaignId: string; readonly times: number }[]
  }[]
  readonly perMember?: { readonly times: number }
  readonly perMemberDay?: { readonly times: number }
}

/** What one event gave: chances of wheels; and in which day and days its campaign counts that. */
interface Given {
  readonly campaignId: string
  readonly day: string
  readonly period: string
  readonly chances: readonly { readonly wheel: string; readonly times: number }[]
}

/** What an entry tells of the campaigns that took part. */
interface Told {
  readonly at: number
  readonly gave: readonly (readonly [rule: string, points: number])[]
  readonly had?: Readonly<Record<string, readonly number[]>>
}

/** The count of a day is kept for a week. */
const DAYS_LATE = 6
/** And that of a campaign until three months after it. */
const KEPT_DAYS = 90
/** What the product calls them. */
const CHANCES = 'lottery.chances:'

const periodOf = ({ fromMs, untilMs }: Pick<Giver, 'fromMs' | 'untilMs'>) =>
  `${dayOfMs(fromMs)}/${dayOfMs(untilMs - 1)}`

/** The chances of one account: what events gave, what refunds took back, and what was drawn with. */
export class ChanceBook {
  /** What is left, by wheel. */
  private readonly left = new Map<string, number>()
  private readonly times = new Map<string, number>()
  private readonly given = new Map<string, readonly Given[]>()

  constructor(
    private readonly inForce: InForce,
    private readonly orders: OrderBook,
    /** Something that campaign has given to somebody. */
    private readonly gave: (campaignId: string) => void,
    private readonly happened: (what: string) => void,
  ) {}

  read(entry: Entry): void {
    const { op } = entry
    if (op.startsWith('ci|')) this.offered(entry, 'checked_in')
    if (!op.startsWith('or|')) return
    const id = op.slice('or|'.length)
    const refund = this.orders.refunds.get(id)
    if (refund) this.refunded(refund.orderId, id)
    else if (this.orders.orders.has(id)) this.offered(entry, 'order_paid')
  }

  /** How many chances that events gave are left of a wheel. */
  of(wheel: string): number {
    return this.left.get(wheel) ?? 0
  }

  /** One of them is drawn with. */
  use(wheel: string): void {
    must(this.of(wheel) > 0, `a chance of ${wheel} was drawn with that nobody gave`)
    this.add(wheel, -1)
  }

  /** What is kept with the account is what is left. */
  compare({ _id, limits }: Account): void {
    const said = new Map<string, number>()
    for (const [place, { count }] of Object.entries(limits)) {
      if (!place.startsWith(CHANCES)) continue
      const [wheel = ''] = place.slice(CHANCES.length).split('|')
      said.set(wheel, (said.get(wheel) ?? 0) + count)
    }
    const [is, should] = [said, this.left].map((counts) => sorted(Object.fromEntries(counts)))
    must(is === should, `${_id} has the chances ${is} and not ${should}`)
  }

  private add(wheel: string, count: number): void {
    const after = Math.max(0, this.of(wheel) + count)
    if (after === 0) this.left.delete(wheel)
    else this.left.set(wheel, after)
  }

  private offered(entry: Entry, when: string): void {
    const { at: atMs, gave, had } = entry.trace as unknown as Told
    const given: Given[] = []
    const should: string[] = []
    for (const campaign of this.inForce.chanceCampaigns(atMs) as unknown as readonly Giver[]) {
      const { campaignId, fromMs, untilMs, isPaused, perMember, perMemberDay } = campaign
      const rules = campaign.rules.flatMap((rule, place) => (rule.when === when ? [{ ...rule, place }] : []))
      if (rules.length === 0 || atMs < fromMs || atMs >= untilMs || isPaused) continue
      const period = periodOf(campaign)
      const day = countedDayOf(atMs, entry.atMs)
      const today = this.hadBy(`${campaignId}|${day}`)
      const told = had?.[campaignId] ?? []
      // Long after it an account may no longer know what was had: where it gives all the same, it says what it knows.
      const isLate = daysFrom(period.slice(-10), dayOfMs(entry.atMs)) > KEPT_DAYS
      const place = `${campaignId}|${period}`
      if (isLate && perMember && gave.some((one) => campaignOf(one) === campaignId))
        this.times.set(place, Math.min(told[1] ?? 0, this.hadBy(place)))
      const before = this.hadBy(place)
      const isRefused = isRefusedIn(entry, campaignId)
      const isCut = (perMember && before >= perMember.times) || (perMemberDay && today >= perMemberDay.times)
      if (isCut) this.happened('chance: a member had their share')
      if (isRefused) this.happened('chance: none, the budget refused')
      if (isCut || isRefused) continue
      must((told[1] ?? 0) === (perMember ? before : 0), `${entry.op} says ${sorted(had ?? {})}, and ${before} was had`)
      must((told[3] ?? 0) === (perMemberDay ? today : 0), `${entry.op} says ${sorted(had ?? {})}, and ${today} today`)
      should.push(...rules.map(({ place }) => `${campaignId}.${place}`))
      const chances = rules.flatMap(({ effects }) =>
        effects.map((one) => ({ wheel: one.campaignId, times: one.times })),
      )
      given.push({ campaignId, day, period, chances })
    }
    const said = gave.filter((one) => givesChances(campaignOf(one))).map(([rule]) => rule)
    must(sorted(said) === sorted(should), `${entry.op} says that ${said} gave chances, and not ${should}`)
    for (const one of given) this.give(one)
    this.given.set(entry.op, given)
  }

  private give({ campaignId, day, period, chances }: Given): void {
    for (const { wheel, times } of chances) this.add(wheel, times)
    for (const span of [day, period]) this.count(`${campaignId}|${span}`, 1)
    this.gave(campaignId)
    this.happened(`chance: given by ${campaignId.startsWith('wheel') ? 'a wheel' : 'a campaign'}`)
  }

  /** With the last of an order its chances go as well, as far as they are still there. */
  private refunded(orderId: string, id: string): void {
    const { order } = this.orders.orders.get(orderId) ?? {}
    const refund = order?.refunds.find((one) => refundIdOf(orderId, one) === id)
    must(refund !== undefined, `${id} is in no order`)
    if (refund.leftFen > 0) return
    for (const { campaignId, day, period, chances } of this.given.get(`or|${orderId}`) ?? []) {
      for (const { wheel, times } of chances) this.add(wheel, -times)
      for (const span of [day, period]) this.count(`${campaignId}|${span}`, -1)
      this.happened('chance: taken back with a refund')
    }
  }

  private hadBy(place: string): number {
    return this.times.get(place) ?? 0
  }

  private count(place: string, times: number): void {
    this.times.set(place, Math.max(0, this.hadBy(place) + times))
  }
}

/** The day that an event counts in: its own, or that of carrying out where the other is no longer counted. */
function countedDayOf(happenedMs: number, carriedOutMs: number): string {
  const [on, today] = [dayOfMs(happenedMs), dayOfMs(carriedOutMs)]
  return daysFrom(on, today) > DAYS_LATE ? today : on
}
