import { businessDateOf, startOfDateMs } from '../../../kernel/business-date'
import { Refusal } from '../../../kernel/refusal'
import type { Work } from '../../../platform/context'
import { limitsWith, limitUsed } from '../../ledger'
import { dayLimitOf, EARNED_THAT_DAY, isCountedByDay, ORDER_PAID, refundOf, withPoints } from '../../orders'
import {
  type Awarded,
  type Facts,
  type Gain,
  type Rule,
  type RuleEvent,
  type RulesInForce,
  type Trace,
  takenBackOf,
  trialFor,
  triedAgain,
} from '../../rules'
import type { Past, PastEvent, PastRefund } from '../domain/past'
import { isGiving } from '../domain/period'
import { ShadowAccounts } from '../domain/shadow-accounts'
import { ShadowBudgets } from '../domain/shadow-budgets'
import type { ShadowOrder } from '../domain/shadow-orders'
import { Tally } from '../domain/tally'
import type { Rehearsal } from '../store'
import { ENDLESS, ReplayedBudgets } from './budgets'
import { type Cast, RulesThen } from './rules-then'

/** All that a rehearsal goes on with from one event to the next. */
export interface Shadow {
  readonly accounts: ShadowAccounts
  readonly budgets: ShadowBudgets
  readonly orders: Map<string, ShadowOrder>
  readonly tally: Tally
}

export function shadowFrom(
  { tally, budgets }: Pick<Rehearsal, 'tally' | 'budgets'>,
  stored: {
    readonly accounts: ConstructorParameters<typeof ShadowAccounts>[0]
    readonly orders: readonly ShadowOrder[]
  },
): Shadow {
  return {
    accounts: new ShadowAccounts(stored.accounts),
    budgets: new ShadowBudgets(budgets),
    orders: new Map(stored.orders.map((order) => [order.id, order])),
    tally: new Tally(tally),
  }
}

const giftFenOf = ({ gifts }: Gain) => gifts.reduce((sum, { intent }) => sum + intent.costFen, 0)
const isSomething = ({ points, counts, gifts }: Gain) => points > 0 || counts.length > 0 || gifts.length > 0

/** Decides past events one after the other, on accounts and budgets that exist only here. */
export class Replay {
  private readonly rules: RulesThen
  private readonly trial: ReplayedBudgets
  private readonly fromMs: number

  constructor(
    work: Work,
    private readonly rehearsal: Rehearsal,
    private readonly shadow: Shadow,
    draft: readonly Rule[],
  ) {
    this.rules = new RulesThen(work, rehearsal.campaignId, draft)
    this.trial = new ReplayedBudgets(shadow.budgets)
    this.fromMs = startOfDateMs(rehearsal.from)
  }

  async one(past: Past): Promise<void> {
    await (past.kind === 'event' ? this.event(past) : this.refund(past))
  }

  /** What decided before the days that are told of decided really; so do published versions at any time. */
  private castAt(atMs: number): Cast {
    const { source, runs, pauses } = this.rehearsal
    if (source === 'published' || atMs < this.fromMs) return 'really'
    return isGiving(runs, pauses, atMs) ? 'rehearsed' : 'without'
  }

  private factsOf({ facts, atMs, postedAtMs, account }: PastEvent): Facts {
    if (!(EARNED_THAT_DAY in facts)) return facts
    const limits = this.shadow.accounts.limitsOf(account)
    const earned = limitUsed({ limits }, dayLimitOf({ paidAtMs: atMs, atMs: postedAtMs }))
    return { ...facts, [EARNED_THAT_DAY]: earned }
  }

  private async event(past: PastEvent): Promise<void> {
    const { account, atMs, postedAtMs, version, op } = past
    const event = past.event as RuleEvent
    const cast = this.castAt(atMs)
    const inForce = await this.rules.at({ event, version, atMs, cast })
    const limits = this.shadow.accounts.limitsOf(account)
    const today = businessDateOf(postedAtMs)
    const asked = {
      event,
      facts: this.factsOf(past),
      atMs,
      account: { limits },
      inForce,
      op,
      heldBack: past.pace ?? [],
    }
    this.trial.begin()
    const awarded = await trialFor({ today }, { ...asked, budgets: this.trial })
    this.shadow.accounts.count(account, this.countedByDay(past, awarded, inForce))
    if (past.order) this.keepOrder(past, awarded, cast)
    if (postedAtMs < this.fromMs) return
    const own = awarded.decision.gains.find((gain) => this.isOwn(gain) && isSomething(gain)) ?? null
    const isRefused = own === null && (awarded.trace.without ?? []).includes(this.rehearsal.campaignId)
    const endless = isRefused ? await trialFor({ today }, { ...asked, budgets: ENDLESS }) : awarded
    this.tell(past, own, endless.decision.gains.find((gain) => this.isOwn(gain)) ?? null)
    if (own) await this.collide(past, own, awarded, { ...asked, today })
  }

  /** Takes back what a refund takes of what its order has earned here, and of what was counted. */
  private async refund({ account, order: id, amountFen, parts, postedAtMs }: PastRefund): Promise<void> {
    const order = this.shadow.orders.get(id)
    const asked = parts?.map((part, at) => ({ lineId: `${at}`, amountFen: part })) ?? null
    const refunded = order && refundOf(order.lines, { amountFen, lines: asked })
    // Of before the time that is replayed.
    if (!order || refunded instanceof Refusal || !refunded) return
    const { event, version, atMs, cast, trace } = order
    const inForce = await this.rules.at({ event: event as RuleEvent, version, atMs, cast })
    const { gains } = triedAgain(trace as Trace, { inForce, atMs })
    const limits = this.shadow.accounts.limitsOf(account)
    const today = businessDateOf(postedAtMs)
    const left = { before: refunded.leftFen + amountFen, after: refunded.leftFen, of: order.amountFen }
    const gone = { gains, atMs, postedOn: businessDateOf(order.postedAtMs), amountFen, ...left }
    const taken = takenBackOf({ today }, { ...gone, account: { limits }, isOwn: true })
    this.shadow.orders.set(id, { ...order, lines: refunded.lines })
    const ofDay = dayLimitOf({ paidAtMs: atMs, atMs: order.postedAtMs })
    const isCounted = limitUsed(taken, ofDay) > 0
    const due = refunded.points + taken.points
    this.shadow.accounts.count(account, isCounted ? limitsWith(taken, ofDay, -due, today) : taken.limits)
    const takenBack = taken.byCampaign.get(this.rehearsal.campaignId) ?? 0
    if (postedAtMs >= this.fromMs) this.shadow.tally.add(today, { takenBack })
  }

  private isOwn({ terms }: Gain): boolean {
    return terms.campaignId === this.rehearsal.campaignId
  }

  /** An order counts what it earned against the cap of its day, where there is one. */
  private countedByDay({ event, atMs, postedAtMs }: PastEvent, { limits, points }: Awarded, inForce: RulesInForce) {
    if (event !== ORDER_PAID || !isCountedByDay(inForce)) return limits
    return limitsWith({ limits }, dayLimitOf({ paidAtMs: atMs, atMs: postedAtMs }), points, businessDateOf(postedAtMs))
  }

  private keepOrder({ order, event, version, atMs, postedAtMs, facts }: PastEvent, awarded: Awarded, cast: Cast): void {
    if (!order) return
    const bySpending = awarded.decision.gains.reduce((sum, gain) => sum + gain.bySpending, 0)
    const lines = order.lines.map((line, at) => ({
      ...line,
      lineId: `${at}`,
      category: '',
      leftFen: line.amountFen,
      points: 0,
    }))
    this.shadow.orders.set(order.id, {
      id: order.id,
      event,
      version,
      atMs,
      postedAtMs,
      cast,
      trace: awarded.trace,
      amountFen: Number(facts.amountFen),
      lines: withPoints(lines, awarded.points - bySpending),
    })
  }

  private tell({ account, postedAtMs }: PastEvent, own: Gain | null, wanted: Gain | null): void {
    const { campaignId } = this.rehearsal
    const date = businessDateOf(postedAtMs)
    const isRefused = own === null && wanted !== null && isSomething(wanted)
    const given = { awards: own ? 1 : 0, points: own?.points ?? 0, giftFen: own ? giftFenOf(own) : 0 }
    this.shadow.tally.add(date, {
      events: 1,
      ...given,
      refused: isRefused ? 1 : 0,
      wantedPoints: wanted?.points ?? 0,
      wantedGiftFen: wanted ? giftFenOf(wanted) : 0,
      wantedTimes: wanted && isSomething(wanted) ? 1 : 0,
    })
    if (own) this.shadow.accounts.gain(account, given)
    for (const id of this.trial.refused)
      if (id.startsWith(`cb|${campaignId}|`)) this.shadow.tally.refused(id, postedAtMs)
  }

  /** What other campaigns gave for the event, and what they would have given had this one not been there. */
  private async collide(
    { event, version, atMs }: PastEvent,
    own: Gain,
    { decision, trace }: Awarded,
    asked: Omit<Parameters<typeof trialFor>[1], 'budgets'> & { readonly today: string },
  ): Promise<void> {
    const hasOthers = asked.inForce.compiled.campaigns.all.some(
      ({ rule }) => rule.campaign?.campaignId !== this.rehearsal.campaignId,
    )
    if (!hasOthers) return
    const inForce = await this.rules.at({ event: event as RuleEvent, version, atMs, cast: 'without' })
    const { today, ...happening } = asked
    const alone = await trialFor({ today }, { ...happening, inForce, budgets: ENDLESS })
    const before = new Map(alone.decision.gains.map((gain) => [gain.terms.campaignId, gain]))
    const after = new Map(decision.gains.filter((gain) => gain !== own).map((gain) => [gain.terms.campaignId, gain]))
    for (const [campaignId, gain] of new Map([...before, ...after])) {
      // Of one that its budget leaves out nothing is displaced.
      if (trace.without?.includes(campaignId)) continue
      const otherPoints = after.get(campaignId)?.points ?? 0
      const displacedPoints = Math.max(0, (before.get(campaignId)?.points ?? 0) - otherPoints)
      this.shadow.tally.collide({
        campaignId,
        title: gain.terms.title,
        points: own.points,
        otherPoints,
        displacedPoints,
      })
    }
  }
}
