import { canonicalJson } from '../../kernel/canonical-json'
import type { Work } from '../../platform/context'
import { type Account, MAX_TRACE_BYTES, takenFromQuota } from '../ledger'
import { Taken, takeFor } from './budgets'
import { countedWith, hadOf, isNothingHad } from './counting'
import type { Decision, Gain, Had } from './domain/decision'
import { comesToSomething, evaluate } from './domain/evaluate'
import { AT, type CampaignTerms, type Facts, type RuleEvent } from './domain/rule'
import { completed } from './facts'
import { type RulesInForce, rulesOn } from './in-force'
import { campaignBreakers } from './places'
import { type StoredTrace, traceOf } from './trace'

type Counts = Pick<Account, 'limits'>

/** An event, and whom it is about. */
export interface Happening {
  readonly event: RuleEvent
  readonly facts: Facts
  /** When it happened: by the versions of that moment it is decided. */
  readonly atMs: number
  /** The account before it. */
  readonly account: Account
  /** The version of the settings that decides; absent for the one in force now. */
  readonly settingsVersion?: number
  /** The rules, where they are at hand or are not those in force. */
  readonly inForce?: RulesInForce
}

/** What an event earns, and all that is written with its points. */
export interface Awarded {
  readonly points: number
  readonly trace: StoredTrace
  /** The counts of the account after it. */
  readonly limits: Account['limits']
  readonly decision: Decision
  /** Those of the event and of the member that it was decided by. */
  readonly facts: Facts
  readonly inForce: RulesInForce
}

/** An event ready to be decided: all facts that rules ask for, the counts of the account, and the rules. */
export type Prepared = Omit<Happening, 'account'> & { readonly account: Counts; readonly inForce: RulesInForce }

/** Under which operation an event is awarded. */
export interface AskedAward {
  readonly op: string
  readonly isNew?: boolean
  readonly taken?: Taken
  readonly hasIntent?: boolean
}

/** A trace leaves so much room to the module that posts. */
const OWN_OF_THE_HOST = 250
/** Budgets that may refuse one event before all others are spared the question. */
const MOST_REFUSALS = 6

/** One evaluation after another, until no campaign has to be left out any more. */
class Evaluation {
  private readonly leftOut = new Set<string>()
  private readonly letIn = new Set<string>()
  readonly without: string[] = []
  readonly pace: string[] = []

  constructor(
    private readonly work: Pick<Work, 'today'>,
    private readonly happening: Prepared,
  ) {}

  had(terms: CampaignTerms): Had {
    const { account, atMs } = this.happening
    return hadOf(account, { terms, atMs, today: this.work.today })
  }

  leaveOut(campaignId: string): void {
    this.leftOut.add(campaignId)
  }

  /** The campaigns that come to something and were not yet asked whether they hold the member back. */
  entered({ gains }: Decision): readonly string[] {
    const ids = gains.filter(comesToSomething).map(({ terms }) => terms.campaignId)
    const entered = ids.filter((id) => !this.letIn.has(id))
    for (const id of entered) this.letIn.add(id)
    return entered
  }

  decide(): Decision {
    const { facts, atMs, inForce } = this.happening
    return evaluate(inForce.compiled, {
      facts,
      atMs,
      had: (terms) => this.had(terms),
      isLeftOut: (id) => this.leftOut.has(id),
    })
  }

  /** What the account counts after a decision; a campaign that it has no room to count is left out, and null answered. */
  counted({ gains }: Decision): Account['limits'] | null {
    const { account, atMs } = this.happening
    let { limits }: Counts = account
    for (const gain of gains) {
      const after = countedWith(limits, gain, { terms: gain.terms, atMs, today: this.work.today })
      if (!after) {
        this.leaveOut(gain.terms.campaignId)
        return null
      }
      limits = after
    }
    return limits
  }

  /** The trace of a decision; the last campaign of one that an entry has no room for is left out, and null answered. */
  traced(decision: Decision): StoredTrace | null {
    const { facts, atMs, inForce } = this.happening
    const { event, version } = inForce
    const had = decision.gains
      .map(({ terms }) => [terms.campaignId, this.had(terms)] as const)
      .filter(([, counts]) => !isNothingHad(counts))
    const { without, pace } = this
    const trace = traceOf({ event, version, atMs, facts, decision, had: new Map(had), without, pace })
    const last = decision.gains.at(-1)
    if (!last || Buffer.byteLength(canonicalJson(trace)) <= MAX_TRACE_BYTES - OWN_OF_THE_HOST) return trace
    this.leaveOut(last.terms.campaignId)
    return null
  }
}

/** Whether a campaign's gain has consequences outside the account, which somebody must be able to go on with. */
const hasConsequences = ({ terms, gifts }: Gain) => terms.budgets.length > 0 || gifts.length > 0

/** Whether a decision has consequences outside the account: they need an intent before it is posted. */
export const needsIntent = ({ gains }: Decision) => gains.some(hasConsequences)

/** What stands between a decision and its being given. */
export interface Supply {
  /** Whether nobody could go on with what has consequences outside the account: then it is not given. */
  readonly hasNoIntent?: boolean
  /** Of some campaigns those that hold the member back. */
  heldBack(campaigns: readonly string[]): Promise<readonly string[]>
  /** Takes what a gain takes of its budgets; false when one of them has not so much left. */
  takes(gain: Gain, facts: Facts): Promise<boolean>
}

/** Leaves out what has consequences, where nobody could go on with them; whether there was something. */
function unfollowed({ hasNoIntent }: Supply, evaluation: Evaluation, { gains }: Decision): boolean {
  // guard: budget-has-intent
  const some = hasNoIntent ? gains.filter(hasConsequences) : []
  for (const { terms } of some) evaluation.leaveOut(terms.campaignId)
  return some.length > 0
}

/** Leaves out the campaigns that hold the member back; whether there was one. */
async function heldBack(supply: Supply, evaluation: Evaluation, decision: Decision): Promise<boolean> {
  const campaigns = evaluation.entered(decision)
  const held = campaigns.length === 0 ? [] : await supply.heldBack(campaigns)
  for (const id of new Set(held)) {
    evaluation.leaveOut(id)
    evaluation.pace.push(id)
  }
  return held.length > 0
}

/** Takes what the campaigns give out of their budgets; leaves out one whose budget has not so much, and says whether there was one. */
async function refused(supply: Supply, evaluation: Evaluation, { gains }: Decision, facts: Facts): Promise<boolean> {
  for (const gain of gains) {
    if (gain.terms.budgets.length === 0) continue
    const isSpared = evaluation.without.length >= MOST_REFUSALS
    if (!isSpared && (await supply.takes(gain, facts))) continue
    evaluation.leaveOut(gain.terms.campaignId)
    evaluation.without.push(gain.terms.campaignId)
    return true
  }
  return false
}

/** Decides until no campaign has to be left out any more. */
export async function settledOn(
  work: Pick<Work, 'today'>,
  happening: Prepared,
  supply: Supply | null,
): Promise<Awarded> {
  const { atMs, inForce, facts } = happening
  const evaluation = new Evaluation(work, happening)
  for (;;) {
    const decision = evaluation.decide()
    const limits = evaluation.counted(decision)
    const trace = limits && evaluation.traced(decision)
    if (!limits || !trace) continue
    if (supply && unfollowed(supply, evaluation, decision)) continue
    if (supply && (await heldBack(supply, evaluation, decision))) continue
    if (supply && (await refused(supply, evaluation, decision, facts))) continue
    return { points: decision.points, trace, limits, decision, facts: { ...facts, [AT]: atMs }, inForce }
  }
}

/** With the rules that decide, and what these ask of the member. */
async function prepared(work: Work, happening: Happening): Promise<Prepared> {
  const { event, atMs, settingsVersion: version } = happening
  const inForce = happening.inForce ?? (await rulesOn(work, event, { version, atMs }))
  return { ...happening, inForce, facts: await completed(work, inForce, happening) }
}

/**
 * What an event earns, the programme's rules and those of campaigns together, with what its campaigns give taken out of
 * their budgets: for use where the account's change is decided, and decided again when others were faster. Nothing is
 * posted here; what was taken and is not given in the end goes back by `finishAwarded`.
 * @param asked `taken` is kept by the caller from one decision to the next, and handed to `finishAwarded`. Without an intent
 *   that outlives the function, campaigns with budgets or gifts are as if they were not there.
 */
export async function awardFor(work: Work, asked: Happening & AskedAward): Promise<Awarded> {
  const { op, isNew = false, taken = new Taken(isNew), hasIntent = true, ...happening } = asked
  const { account, atMs } = happening
  const breakers = work.registry.all(campaignBreakers)
  return settledOn(work, await prepared(work, happening), {
    hasNoIntent: !hasIntent,
    heldBack: async (campaigns) =>
      (await Promise.all(breakers.map((breaker) => breaker(work, { account, campaigns, atMs })))).flat(),
    takes: (gain, facts) =>
      takeFor((quota, wanted) => takenFromQuota(work, quota, { op, ...wanted }), gain, { taken, facts, atMs }),
  })
}

/** What an event would earn with all budgets full: for previews and pages. Nothing is taken and nothing posted. */
export async function previewFor(work: Work, happening: Happening): Promise<Awarded> {
  return settledOn(work, await prepared(work, happening), null)
}
