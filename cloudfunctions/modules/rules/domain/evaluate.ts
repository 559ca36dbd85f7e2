import { withinCampaignCaps, withinProgrammeCaps } from './caps'
import { type CompiledRule, type CompiledRules, unmetOf } from './compile'
import type { Asked, Decision, Gain, Given, Had } from './decision'
import { AT, BASE_POINTS, type CampaignTerms, type Facts, type Intent, SPENT_BEFORE } from './rule'
import { bestOfGroups } from './stacking'
import { surplusOf } from './surplus'

/** More than any member could be told of at once: a trace has room for so many. */
const MOST_CAMPAIGNS = 6

function pointsOn(base: number, intents: readonly Intent[]): number {
  return intents.reduce((sum, intent) => {
    if (intent.kind === 'points') return sum + intent.points
    return intent.kind === 'multiply' ? sum + surplusOf(base, intent.rateBps) : sum
  }, 0)
}

function give(compiled: CompiledRule, facts: Facts, base: number): Given {
  const intents = compiled.effects.flatMap(({ definition, args }) => definition.intents(facts, args))
  return { compiled, rule: compiled.rule, facts, intents, points: pointsOn(base, intents) }
}

function termsOf({ rule }: Pick<Given, 'rule'>): CampaignTerms {
  if (!rule.campaign) throw new Error(`rule ${rule.id} is no campaign's`)
  return rule.campaign
}

const isBySpending = (intent: Intent) => intent.kind === 'points' && intent.standsBy === 'spending'

/** Whether the member has had all that the campaign gives one member, as far as the rule is concerned. */
function isUsedUp({ perMember, perMemberDay }: CampaignTerms, had: Had, intents: readonly Intent[]): boolean {
  // guard: times-per-member
  if (perMember?.times !== undefined && had.times >= perMember.times) return true
  // guard: times-per-day
  if (perMemberDay?.times !== undefined && had.dayTimes >= perMemberDay.times) return true
  const isPointsAlone = intents.every((one) => (one.kind === 'points' && !isBySpending(one)) || one.kind === 'multiply')
  const [most, mostToday] = [
    perMember?.points ?? Number.POSITIVE_INFINITY,
    perMemberDay?.points ?? Number.POSITIVE_INFINITY,
  ]
  return isPointsAlone && (had.points >= most || had.dayPoints >= mostToday)
}

/** What the rules of campaigns would give, each on the base alone: those that apply and come to something. */
function offersOf({ campaigns }: CompiledRules, asked: Asked, facts: Facts, base: number): readonly Given[] {
  const offers: Given[] = []
  for (const compiled of campaigns.matching(facts)) {
    const terms = termsOf(compiled)
    if (asked.isLeftOut(terms.campaignId) || unmetOf(compiled, facts)) continue
    const had = asked.had(terms)
    const offer = give(compiled, { ...facts, [BASE_POINTS]: base, [SPENT_BEFORE]: had.spentFen }, base)
    const comesToNothing =
      offer.points === 0 && offer.intents.every(({ kind }) => kind === 'multiply' || kind === 'points')
    if (comesToNothing && !offer.intents.some(isBySpending)) continue
    if (!isUsedUp(terms, had, offer.intents)) offers.push(offer)
  }
  return offers
}

/** Multipliers look at the base alone; one that compounds looks at all that was given before it. */
function compounded(offers: readonly Given[], base: number): readonly Given[] {
  let running = base
  return offers.map((offer) => {
    const on = termsOf(offer).compounds ? running : base
    const points = pointsOn(on, offer.intents)
    running += points
    return { ...offer, facts: { ...offer.facts, [BASE_POINTS]: on }, points }
  })
}

function gainOf(terms: CampaignTerms, given: readonly Given[], { facts }: Asked): Gain {
  const intents = given.flatMap((one) => one.intents)
  const spending = intents.filter(isBySpending)
  return {
    terms,
    given,
    points: given.reduce((sum, one) => sum + one.points, 0),
    bySpending: pointsOn(0, spending),
    counts: intents.filter((intent) => intent.kind === 'count'),
    gifts: given.flatMap(({ rule, intents: own }) =>
      own.filter((intent) => intent.kind === 'gift').map((intent, nth) => ({ rule: rule.id, nth, intent })),
    ),
    spentFen: spending.length === 0 ? null : Number(facts.amountFen),
  }
}

function gainsOf(given: readonly Given[], asked: Asked): readonly Gain[] {
  const byCampaign = new Map<string, Given[]>()
  for (const one of given) {
    const { campaignId } = termsOf(one)
    byCampaign.set(campaignId, [...(byCampaign.get(campaignId) ?? []), one])
  }
  return [...byCampaign.values()].flatMap(([first, ...others]) =>
    first ? [gainOf(termsOf(first), [first, ...others], asked)] : [],
  )
}

function decideOnce(rules: CompiledRules, asked: Asked): Decision {
  const facts: Facts = { ...asked.facts, [AT]: asked.atMs }
  const own = rules.programme.filter((rule) => !unmetOf(rule, facts)).map((rule) => give(rule, facts, 0))
  const base = own.reduce((sum, one) => sum + one.points, 0)
  const chosen = compounded(bestOfGroups(offersOf(rules, asked, facts, base)), base)
  const cut = gainsOf(chosen, asked).map((gain) => withinCampaignCaps(gain, asked.had(gain.terms)))
  const ofCampaigns = cut.flatMap(({ cuts }) => cuts)
  const within = withinProgrammeCaps(
    base,
    cut.map(({ gain }) => gain),
    rules.caps,
    facts,
  )
  return {
    base: within.base,
    given: [...own, ...chosen],
    gains: within.gains,
    cuts: [...ofCampaigns, ...within.cuts],
    points: within.base + within.gains.reduce((sum, { points }) => sum + points, 0),
  }
}

/**
 * What an event earns, the programme's own rules and those of campaigns together. Pure, and the same again for the same
 * question:
 *
 * 1. The programme's rules that apply give the base.
 * 2. Rules of campaigns that apply give what comes on top, in the order of priority, campaign and document: so many
 *    points, or what a rate adds to the base. Of a campaign of which the member has had all, no rule applies.
 * 3. Of the rules of one stacking group only the best gives: the one with more points on the base alone, of equals the
 *    earlier.
 * 4. One that compounds multiplies all that was given before it instead of the base.
 * 5. What a campaign gives is cut to its own caps, then all together to the programme's, the last campaign first.
 * 6. At most six campaigns give: those behind them are left out and it is decided again.
 */
export function evaluate(rules: CompiledRules, asked: Asked): Decision {
  const beyond = new Set<string>()
  for (;;) {
    const isLeftOut = (id: string) => beyond.has(id) || asked.isLeftOut(id)
    const decision = decideOnce(rules, { ...asked, isLeftOut })
    const behind = decision.gains.slice(MOST_CAMPAIGNS)
    if (behind.length === 0) return decision
    for (const { terms } of behind) beyond.add(terms.campaignId)
  }
}

/** Whether a campaign gives anything at all, once the caps have cut. */
export function comesToSomething({ points, counts, gifts }: Gain): boolean {
  return points > 0 || counts.length > 0 || gifts.length > 0
}
