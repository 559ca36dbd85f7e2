import type { Entry } from '../../../cloudfunctions/modules/ledger/domain/entry'
import { must } from '../must'
import type { CampaignInForce, InForce } from './in-force'
import { sorted } from './sorted'

/** What one campaign gives for one event. */
interface Gain {
  readonly campaignId: string
  readonly points: number
}

/** What an entry tells of the rules that decided it. */
interface Told {
  readonly at: number
  readonly gave: readonly (readonly [rule: string, points: number])[]
  readonly had?: Readonly<Record<string, readonly number[]>>
  readonly without?: readonly string[]
}

/** An event, with what the programme itself gives for it. */
interface Happened {
  readonly member: string
  readonly entry: Entry
  readonly when: string
  readonly atMs: number
  readonly base: number
}

/** What two clocks differ by. */
const CLOCKS_MS = 4_000
/** Counts of a campaign are kept until three months after it. */
const KEPT_MS = 90 * 86_400_000
const PLAIN_RATE = 10_000
const isOfCampaign = ([rule]: readonly [string, number]) => /^(daily|double)\.\d+$/.test(rule)

/** What campaigns give on top, as one finds it by reading what was published; and what everybody has had of each. */
export class CampaignBook {
  /** All that was given of a campaign's points, whoever has it by now. */
  readonly issued = new Map<string, number>()
  private readonly had = new Map<string, number>()
  private readonly gains = new Map<string, readonly Gain[]>()

  constructor(
    private readonly inForce: InForce,
    private readonly happened: (what: string) => void,
  ) {}

  gainsOf(op: string): readonly Gain[] {
    return this.gains.get(op) ?? []
  }

  /** The points of a check-in beside those of the ladder; nothing of the programme cuts them. */
  checkedIn(member: string, entry: Entry, base: number): number {
    const { at: atMs } = entry.trace as unknown as Told
    must(atMs <= entry.atMs + CLOCKS_MS, `${entry.op} goes by rules of later`)
    const gains = this.offered({ member, entry, when: 'checked_in', atMs, base })
    this.give(member, entry.op, gains)
    return gains.reduce((sum, { points }) => sum + points, 0)
  }

  /** What each campaign gives within its own caps, in the order in which they decide. */
  offered({ member, entry, when, atMs, base }: Happened): readonly Gain[] {
    const { at, gave, had, without = [] } = entry.trace as unknown as Told
    must(at === atMs, `${entry.op} goes by the rules of ${at} and not of ${atMs}`)
    const should: [string, number][] = []
    const gains: Gain[] = []
    for (const campaign of this.inForce.campaigns(atMs)) {
      const place = campaign.rules.findIndex((rule) => rule.when === when)
      if (place < 0 || campaign.fromMs > atMs || campaign.untilMs <= atMs) continue
      const { campaignId, perEvent, perMember } = campaign
      const isRefused = without.includes(campaignId)
      const full = fullOf(campaign, place, base)
      const before = this.hadBy(`${campaignId}|${member}`, entry, campaign)
      const why = campaign.isPaused ? 'was paused' : isRefused ? 'its budget refused' : null
      if (why) this.happened(`campaign: gave nothing: ${why}`)
      if (why || full === 0) continue
      const points = Math.min(full, perEvent ?? full, Math.max(0, perMember.points - before))
      if (points < full)
        this.happened(`campaign: cut to ${points === perEvent ? 'the event' : 'the share of a member'}`)
      if (before >= perMember.points) continue
      must((had?.[campaignId]?.[0] ?? 0) === before, `${entry.op} says ${sorted(had ?? {})}, and ${before} was had`)
      should.push([`${campaignId}.${place}`, full])
      gains.push({ campaignId, points })
      if (campaign.version > 1) this.happened('campaign: gave by a later version')
    }
    const said = gave.filter(isOfCampaign)
    must(sorted(said) === sorted(should), `campaigns gave ${sorted(said)} in ${entry.op} and not ${sorted(should)}`)
    return gains
  }

  /** Writes down what was given in the end: what the caps of the programme cut is cut off the last first. */
  give(member: string, op: string, offered: readonly Gain[], most = Number.POSITIVE_INFINITY): void {
    let room = Math.max(0, most)
    const gains = offered.map(({ campaignId, points: full }) => {
      const points = Math.min(full, room)
      room -= points
      return { campaignId, points }
    })
    for (const { campaignId, points } of gains) {
      this.count(`${campaignId}|${member}`, points)
      this.issued.set(campaignId, (this.issued.get(campaignId) ?? 0) + points)
      if (points > 0) this.happened(`campaign: ${campaignId} gave`)
    }
    this.gains.set(op, gains)
  }

  /** A part of an order is gone, and with it that share of what its campaigns gave. */
  takeBack(
    member: string,
    op: string,
    share: { readonly before: number; readonly after: number; readonly of: number },
  ) {
    for (const { campaignId, points } of this.gainsOf(op)) {
      const kept = (left: number) => Math.floor((points * left) / share.of)
      const gone = kept(share.before) - kept(share.after)
      this.count(`${campaignId}|${member}`, -gone)
      if (gone > 0) this.happened('campaign: taken back with a refund')
    }
  }

  /** What a member has had of a campaign: of one that ended long ago an account that gives by it may no longer know. */
  private hadBy(place: string, entry: Entry, { campaignId, untilMs }: CampaignInForce): number {
    const { had, gave } = entry.trace as unknown as Told
    const isForgotten =
      entry.atMs >= untilMs + KEPT_MS &&
      had?.[campaignId] === undefined &&
      gave.some(([rule]) => rule.startsWith(`${campaignId}.`))
    return isForgotten ? 0 : (this.had.get(place) ?? 0)
  }

  private count(place: string, points: number): void {
    this.had.set(place, Math.max(0, (this.had.get(place) ?? 0) + points))
  }
}

/** What one of its rules comes to before any cap. */
function fullOf({ rules }: CampaignInForce, place: number, base: number): number {
  return (rules[place]?.effects ?? []).reduce((sum, { points, rateBps }) => {
    if (points !== undefined) return sum + points
    return sum + Math.floor((base * ((rateBps ?? PLAIN_RATE) - PLAIN_RATE)) / PLAIN_RATE)
  }, 0)
}
