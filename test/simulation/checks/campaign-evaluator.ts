import type { CampaignInForce } from './in-force'

/** What a member has had of a campaign, and of its points on the day that counts. */
export interface Counts {
  readonly points: number
  readonly times: number
  readonly dayPoints: number
  readonly dayTimes: number
  readonly spentFen: number
}

/** What one campaign gives for one event. */
export interface Gain {
  readonly campaignId: string
  readonly points: number
  /** How many of them stand by what is spent in it, and what the event adds to that; null where nothing goes by it. */
  readonly bySpending: number
  readonly spentFen: number | null
}

interface Question {
  readonly when: string
  readonly base: number
  readonly amountFen: number
  /** In the order in which they decide; those that are left out are not among them. */
  readonly campaigns: readonly CampaignInForce[]
  hadOf(campaign: CampaignInForce): Counts
  happened(what: string): void
}

interface Offer {
  readonly campaign: CampaignInForce
  readonly rule: string
  readonly group: string | undefined
  readonly fixed: number
  readonly steps: number | null
  readonly rates: readonly number[]
  /** On what the programme gives, and nothing else. */
  readonly alone: number
}

const PLAIN_RATE = 10_000

/** What so much spent is worth by the steps of a campaign. */
export function worthOf({ rules }: Pick<CampaignInForce, 'rules'>, spentFen: number): number {
  const steps = rules.flatMap(({ effects }) => effects.flatMap((effect) => effect.steps ?? []))
  return Math.max(0, ...steps.filter(({ fen }) => fen <= spentFen).map(({ points }) => points))
}

const onTop = (on: number, rates: readonly number[]) =>
  rates.reduce((sum, rate) => sum + Math.floor((on * (rate - PLAIN_RATE)) / PLAIN_RATE), 0)

/** What the rules of campaigns would give to somebody who has not had all of it. */
function offersOf({ when, base, amountFen, campaigns, hadOf, happened }: Question): readonly Offer[] {
  const offers: Offer[] = []
  for (const campaign of campaigns) {
    const had = hadOf(campaign)
    const { campaignId, perMember, perMemberDay } = campaign
    const isOften = had.times >= (perMember?.times ?? Number.POSITIVE_INFINITY)
    const isOftenToday = had.dayTimes >= (perMemberDay?.times ?? Number.POSITIVE_INFINITY)
    if (isOften || isOftenToday) happened(`had as often as ${isOften ? 'a member' : 'a day'} may`)
    if (isOften || isOftenToday) continue
    const isMuch = had.points >= (perMember?.points ?? Number.POSITIVE_INFINITY)
    const isMuchToday = had.dayPoints >= (perMemberDay?.points ?? Number.POSITIVE_INFINITY)
    for (const [place, { effects, when: on, stackingGroup: group }] of campaign.rules.entries()) {
      if (on !== when) continue
      const hasSteps = effects.some(({ steps }) => steps !== undefined)
      const fixed = effects.reduce((sum, { points = 0 }) => sum + points, 0)
      const rates = effects.flatMap(({ rateBps }) => rateBps ?? [])
      const steps = hasSteps ? worthOf(campaign, had.spentFen + amountFen) - worthOf(campaign, had.spentFen) : null
      const alone = fixed + (steps ?? 0) + onTop(base, rates)
      if (!hasSteps && (alone === 0 || isMuch || isMuchToday)) continue
      offers.push({ campaign, rule: `${campaignId}.${place}`, group, fixed, steps, rates, alone })
    }
  }
  return offers
}

/** Of those that do not go together the one that gives most, the first of equals. */
function bestOf(offers: readonly Offer[], happened: Question['happened']): readonly Offer[] {
  return offers.filter((offer, at) => {
    const others = offers.filter(({ group }) => group !== undefined && group === offer.group)
    const isBeaten = others.some(
      (other) => other.alone > offer.alone || (other.alone === offer.alone && offers.indexOf(other) < at),
    )
    if (isBeaten) happened('another of its group gave more')
    return !isBeaten
  })
}

/** What each rule gives before any cap, and what each campaign gives within its own. */
export function evaluated(question: Question) {
  const { base, amountFen, hadOf, happened } = question
  const should: [rule: string, points: number][] = []
  const gains: Gain[] = []
  let running = base
  for (const { campaign, rule, fixed, steps, rates } of bestOf(offersOf(question), happened)) {
    const { campaignId, perEvent, perMember, perMemberDay, compounds } = campaign
    const full = fixed + (steps ?? 0) + onTop(compounds ? running : base, rates)
    if (compounds && rates.length > 0 && running > base) happened('compounded')
    running += full
    const had = hadOf(campaign)
    const rooms: readonly (readonly [whose: string, room: number])[] = [
      ['the event', perEvent ?? full],
      ['the day of a member', Math.max(0, (perMemberDay?.points ?? Number.POSITIVE_INFINITY) - had.dayPoints)],
      ['the share of a member', Math.max(0, (perMember?.points ?? Number.POSITIVE_INFINITY) - had.points)],
    ]
    const points = Math.min(full, ...rooms.map(([, room]) => room))
    const cut = points < full ? rooms.find(([, room]) => room === points) : undefined
    if (cut) happened(`cut to ${cut[0]}`)
    should.push([rule, full])
    const spentFen = steps === null ? null : amountFen
    gains.push({ campaignId, points, bySpending: Math.min(steps ?? 0, points), spentFen })
  }
  return { should, gains }
}
