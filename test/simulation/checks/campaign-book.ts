import type { Entry } from '../../../cloudfunctions/modules/ledger/domain/entry'
import { must } from '../must'
import { type Counts, evaluated, type Gain, worthOf } from './campaign-evaluator'
import { dayOfMs, daysFrom } from './days'
import type { CampaignInForce, InForce } from './in-force'
import { sorted } from './sorted'

/** What an entry tells of the rules that decided it. */
interface Told {
  readonly at: number
  readonly gave: readonly (readonly [rule: string, points: number])[]
  readonly had?: Readonly<Record<string, readonly number[]>>
  readonly without?: readonly string[]
  readonly pace?: readonly string[]
}

/** An event, with what the programme itself gives for it. */
interface Happened {
  readonly member: string
  readonly entry: Entry
  readonly when: string
  readonly atMs: number
  readonly base: number
  /** Of a purchase. */
  readonly amountFen?: number
  readonly store?: string
}

/** What is given for an event, and where it is counted. */
interface Offered {
  readonly gains: readonly Gain[]
  readonly happened: Happened
}

/** A part of an order that is gone. */
export interface GonePart {
  readonly before: number
  readonly after: number
  readonly of: number
}

/** What took it: its entry, and what it takes of the order's lines. */
export interface Refunded {
  readonly amountFen: number
  readonly ofLines: number
  readonly entry: Entry
}

/** What two clocks differ by. */
const CLOCKS_MS = 4_000
/** Counts of a campaign are kept until three months after it. */
const KEPT_DAYS = 90
/** Of an event that is carried out later than that, the day of carrying out counts. */
const MOST_DAYS_LATE = 6
/** An entry names so many of the campaigns whose budget refused; those beyond are left out just the same. */
const MOST_NAMED = 3

export const campaignOf = ([rule]: readonly [string, number]) => rule.slice(0, rule.lastIndexOf('.'))

/** Whether an entry says that a campaign's budget had no more. */
export function isRefusedIn({ trace }: Entry, campaignId: string): boolean {
  const { without = [], gave } = trace as unknown as Told
  const isUnnamed = without.length === MOST_NAMED && !gave.some((one) => campaignOf(one) === campaignId)
  return isUnnamed || without.includes(campaignId)
}

const isOfCampaign = ([rule]: readonly [string, number]) => /^(daily|double|ladder)\.\d+$/.test(rule)

/** What campaigns give on top, as one finds it by reading what was published; and what everybody has had of each. */
export class CampaignBook {
  /** All that was given of each budget, whoever has it by now. */
  readonly issued = new Map<string, number>()
  /** Budgets of which something was given since they were last looked at. */
  readonly givenOf = new Set<string>()
  private readonly counts = new Map<string, number>()
  private readonly given = new Map<string, Offered>()

  constructor(
    private readonly inForce: InForce,
    private readonly tell: (what: string) => void,
  ) {}

  gainsOf(op: string): readonly Gain[] {
    return this.given.get(op)?.gains ?? []
  }

  /** The points of a check-in beside those of the ladder; nothing of the programme cuts them. */
  checkedIn(member: string, entry: Entry, base: number): number {
    const { at: atMs } = entry.trace as unknown as Told
    must(atMs <= entry.atMs + CLOCKS_MS, `${entry.op} goes by rules of later`)
    const offered = this.offered({ member, entry, when: 'checked_in', atMs, base })
    this.give(offered)
    return offered.gains.reduce((sum, { points }) => sum + points, 0)
  }

  /** What each campaign gives within its own caps, in the order in which they decide. */
  offered(happened: Happened): Offered {
    const { entry, when, atMs, base, amountFen = 0 } = happened
    const { at, gave, had = {} } = entry.trace as unknown as Told
    must(at === atMs, `${entry.op} goes by the rules of ${at} and not of ${atMs}`)
    const campaigns = this.giving(happened)
    for (const campaign of campaigns) this.forget(campaign, happened)
    const { should, gains } = evaluated({
      when,
      base,
      amountFen,
      campaigns,
      hadOf: (campaign) => this.hadBy(campaign, happened),
      happened: (what) => this.happened(what),
    })
    const said = gave.filter(isOfCampaign)
    must(sorted(said) === sorted(should), `campaigns gave ${sorted(said)} in ${entry.op} and not ${sorted(should)}`)
    for (const { campaignId } of gains) this.compareHad(campaignId, happened, had[campaignId])
    return { gains, happened }
  }

  /** The campaigns that give at a moment, without those that were paused, had no more or held the member back. */
  private giving({ entry, when, atMs }: Happened): readonly CampaignInForce[] {
    const { pace = [] } = entry.trace as unknown as Told
    if (this.inForce.retiredAt('rules', atMs) > 0) this.happened('gave nothing: was retired')
    return this.inForce.campaigns(atMs).filter((campaign) => {
      const { campaignId, fromMs, untilMs, rules, isPaused, version, forecastPointsPerDay } = campaign
      if (fromMs > atMs || untilMs <= atMs || !rules.some((rule) => rule.when === when)) return false
      const isHeld = pace.includes(campaignId)
      must(!isHeld || forecastPointsPerDay !== undefined, `${campaignId} has no forecast and held somebody back`)
      const why = isPaused
        ? 'was paused'
        : isRefusedIn(entry, campaignId)
          ? 'its budget refused'
          : isHeld
            ? 'it gave too fast'
            : null
      if (why) this.happened(`gave nothing: ${why}`)
      else if (version > 1) this.happened('gave by a later version')
      return why === null
    })
  }

  private compareHad(campaignId: string, happened: Happened, said: readonly number[] = [0, 0, 0, 0, 0]): void {
    const campaign = this.inForce.campaigns(happened.atMs).find((one) => one.campaignId === campaignId)
    if (!campaign) return
    const { points, times, dayPoints, dayTimes, spentFen } = this.hadBy(campaign, happened)
    const { perMember, perMemberDay } = campaign
    const ask = (cap: number | undefined, count: number) => (cap === undefined ? 0 : count)
    const should = [
      ask(perMember?.points, points),
      ask(perMember?.times, times),
      ask(perMemberDay?.points, dayPoints),
      ask(perMemberDay?.times, dayTimes),
      spentFen,
    ]
    must(String(said) === String(should), `${happened.entry.op} says ${said} of ${campaignId}, and ${should} was had`)
  }

  /** Writes down what was given in the end: what the caps of the programme cut is cut off the last first. */
  give({ gains: offered, happened }: Offered, most = Number.POSITIVE_INFINITY): void {
    let room = Math.max(0, most)
    const gains = offered.map((gain) => {
      const points = Math.min(gain.points, room)
      room -= points
      return { ...gain, points, bySpending: Math.min(gain.bySpending, points) }
    })
    const { member, entry, atMs, store } = happened
    for (const { campaignId, points, bySpending, spentFen } of gains) {
      const once = points > 0 ? 1 : 0
      const own = `${campaignId}|${member}`
      this.count(`points|${own}`, points)
      this.count(`times|${own}`, once)
      this.count(`points|${own}|${dayOf(happened)}`, points)
      this.count(`times|${own}|${dayOf(happened)}`, once)
      this.count(`spent|${own}`, spentFen ?? 0)
      this.count(`steps|${own}`, bySpending)
      for (const by of ['', `|day|${dayOfMs(atMs)}`, ...(store ? [`|store|${store}`] : [])]) {
        this.issue(`cb|${campaignId}|points${by}`, points)
        this.issue(`cb|${campaignId}|times${by}`, once)
      }
      if (points > 0) this.happened(`${campaignId} gave`)
    }
    this.given.set(entry.op, { gains, happened })
  }

  /** What of the steps is worth nothing any more when a refund takes a part of an order, beside the share of its lines. */
  stepsGone(op: string, { amountFen, ofLines, entry }: Refunded): number {
    const { gains = [], happened } = this.given.get(op) ?? {}
    return gains.reduce((sum, { campaignId, spentFen }) => {
      const own = `${campaignId}|${happened?.member}`
      const spent = this.counts.get(`spent|${own}`) ?? 0
      const campaign = this.inForce.versionsOf('campaigns', campaignId).at(-1)?.body as CampaignInForce | undefined
      if (spentFen === null || spent === 0 || !campaign) return sum
      const { due = ofLines } = entry.trace as { readonly due?: number }
      // An account may no longer know what was spent in it.
      if (isLate(campaign.untilMs, entry)) return sum + Math.max(0, due - ofLines)
      const stands = worthOf(campaign, Math.max(0, spent - amountFen))
      return sum + Math.max(0, (this.counts.get(`steps|${own}`) ?? 0) - stands)
    }, 0)
  }

  /** A part of an order is gone, and with it that share of what its campaigns gave; answers what goes by all that is spent. */
  takeBack(op: string, { before, after, of }: GonePart, refunded: Refunded): number {
    const { gains = [], happened } = this.given.get(op) ?? {}
    if (!happened) return 0
    const steps = this.stepsGone(op, refunded)
    for (const { campaignId, points, bySpending, spentFen } of gains) {
      const kept = (left: number) => Math.floor(((points - bySpending) * left) / of)
      const gone = kept(before) - kept(after) + (spentFen === null ? 0 : steps)
      const own = `${campaignId}|${happened.member}`
      if (spentFen !== null) {
        this.count(`spent|${own}`, after - before)
        this.count(`steps|${own}`, -steps)
        if (steps > 0) this.happened('taken back below a step')
      }
      const once = after === 0 && points > 0 ? 1 : 0
      for (const place of [own, `${own}|${dayOf(happened)}`]) {
        this.count(`points|${place}`, -gone)
        this.count(`times|${place}`, -once)
      }
      if (gone > 0) this.happened('taken back with a refund')
    }
    return steps
  }

  /**
   * Of a campaign that ended long ago an account may no longer know what a member had of it, count by count: where it
   * gives all the same, what it says is what it knows, and never more than was had. What was had on the day is known.
   */
  private forget({ campaignId, untilMs, perMember }: CampaignInForce, { member, entry }: Happened): void {
    const { had, gave } = entry.trace as unknown as Told
    if (!isLate(untilMs, entry) || !gave.some((one) => campaignOf(one) === campaignId)) return
    const [points = 0, times = 0, , , spentFen = 0] = had?.[campaignId] ?? []
    const know = (counted: string, known: number) => {
      const place = `${counted}|${campaignId}|${member}`
      this.counts.set(place, Math.min(known, this.counts.get(place) ?? 0))
    }
    if (perMember?.points !== undefined) know('points', points)
    if (perMember?.times !== undefined) know('times', times)
    know('spent', spentFen)
  }

  /** What a member has had of a campaign. */
  private hadBy({ campaignId }: CampaignInForce, happened: Happened): Counts {
    const own = `${campaignId}|${happened.member}`
    const of = (place: string) => this.counts.get(place) ?? 0
    return {
      points: of(`points|${own}`),
      times: of(`times|${own}`),
      dayPoints: of(`points|${own}|${dayOf(happened)}`),
      dayTimes: of(`times|${own}|${dayOf(happened)}`),
      spentFen: of(`spent|${own}`),
    }
  }

  private count(place: string, add: number): void {
    if (add !== 0) this.counts.set(place, Math.max(0, (this.counts.get(place) ?? 0) + add))
  }

  private issue(budget: string, amount: number): void {
    if (amount === 0) return
    this.issued.set(budget, (this.issued.get(budget) ?? 0) + amount)
    this.givenOf.add(budget)
  }

  private happened(what: string): void {
    this.tell(`campaign: ${what}`)
  }
}

/** Whether a campaign is over for so long that it may have been forgotten. */
const isLate = (untilMs: number, { atMs }: Entry) => daysFrom(dayOfMs(untilMs - 1), dayOfMs(atMs)) > KEPT_DAYS

/** The day that an event counts in. */
function dayOf({ atMs, entry }: Pick<Happened, 'atMs' | 'entry'>): string {
  const [on, today] = [dayOfMs(atMs), dayOfMs(entry.atMs)]
  return daysFrom(on, today) > MOST_DAYS_LATE ? today : on
}
