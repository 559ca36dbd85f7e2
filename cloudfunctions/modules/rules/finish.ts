import type { Work } from '../../platform/context'
import type { Entry } from '../ledger'
import { type Again, decidedAgain } from './again'
import { keepFor, type Taken } from './budgets'
import { isRuledOut } from './domain/compile'
import type { Gain, Gift } from './domain/decision'
import { AT, type CampaignTerms, type Facts, type RuleEvent } from './domain/rule'
import { type RulesInForce, rulesOn } from './in-force'
import { type GiftGiver, type Giving, giftGivers } from './places'

/** What was awarded, or was to be. */
export interface Finished {
  readonly op: string
  readonly member: string
  /** The entry that was posted; null when none was: the member had left. */
  readonly entry: Entry | null
  readonly event: RuleEvent
  readonly atMs: number
  /**
   * What the event alone tells, whoever the member was: which budgets may have been asked follows from it. Absent where
   * that is not known any more: then all are looked at.
   */
  readonly facts?: Facts
  /** What the decision took, where the same run made it. */
  readonly taken?: Taken
}

function giverOf(work: Work, gift: string): GiftGiver {
  const giver = work.registry.all(giftGivers).find((known) => known.gift === gift)
  if (!giver) throw new Error(`no module gives ${gift}`)
  return giver
}

/** Every gift of a decision, with its giver and an op of its own. */
function givingsOf(work: Work, { decision }: Again, { op, member }: Pick<Finished, 'op' | 'member'>) {
  return decision.gains.flatMap(({ terms, gifts }) =>
    gifts.map(({ rule, nth, intent }: Gift) => ({
      giver: giverOf(work, intent.gift),
      giving: { op: `${op}|${rule}|${nth}`, member, campaign: terms.campaignId, args: intent.args } satisfies Giving,
    })),
  )
}

/** The campaigns with budgets that a decision about the event may have asked, whatever the member was then. */
function mayHaveAsked({ compiled: { campaigns }, atMs }: RulesInForce, facts?: Facts): readonly CampaignTerms[] {
  const seen = facts && { ...facts, [AT]: atMs }
  const asked = seen ? campaigns.matching(seen).filter((compiled) => !isRuledOut(compiled, seen)) : campaigns.all
  const found = new Map<string, CampaignTerms>()
  for (const { rule } of asked)
    if (rule.campaign && rule.campaign.budgets.length > 0) found.set(rule.campaign.campaignId, rule.campaign)
  return [...found.values()]
}

/**
 * Does what follows once an award is posted, and before it is settled: gives its gifts, each once, and gives back what was
 * taken of budgets and not given. May be done again, by a sweeper too. Answers what campaigns have given.
 */
export async function finishAwarded(work: Work, finished: Finished): Promise<readonly Gain[]> {
  const { op, entry, event, atMs, facts, taken } = finished
  const again = entry && (await decidedAgain(work, entry))
  if (again) for (const { giver, giving } of givingsOf(work, again, finished)) await giver.give(work, giving)
  const gains = again?.decision.gains ?? []
  if (taken?.isNothing) return gains
  const inForce = again?.inForce ?? (await rulesOn(work, event, { atMs }))
  for (const terms of mayHaveAsked(inForce, facts)) {
    const gain = gains.find((one) => one.terms.campaignId === terms.campaignId) ?? null
    await keepFor(work, terms, gain, { op, atMs, facts: facts ?? {}, taken })
  }
  return gains
}

/** Takes back the gifts of an award whose cause is gone as a whole, as far as they have not been used. May be done again. */
export async function takeBackGifts(
  work: Work,
  { op, member, entry }: Pick<Finished, 'op' | 'member'> & { readonly entry: Entry },
): Promise<void> {
  const again = await decidedAgain(work, entry)
  if (again)
    for (const { giver, giving } of givingsOf(work, again, { op, member })) await giver.takeBack?.(work, giving)
}
