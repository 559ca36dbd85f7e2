import type { Work } from '../../../platform/context'
import { campaignRules, type Rule, type RuleEvent, type RulesInForce, rulesOn, withCampaignRules } from '../../rules'

/** Which rules of campaigns decide: as they really were, with the rehearsed campaign's own in their place, or without it. */
export type Cast = 'really' | 'rehearsed' | 'without'

/** The rules of past moments, each list compiled once however many events it decides. */
export class RulesThen {
  private readonly bases = new Map<string, RulesInForce>()
  private readonly lists = new Map<readonly Rule[], number>()
  private readonly known = new Map<string, RulesInForce>()

  constructor(
    private readonly work: Work,
    private readonly campaignId: string,
    private readonly draft: readonly Rule[],
  ) {}

  async at(asked: { event: RuleEvent; version: number; atMs: number; cast: Cast }): Promise<RulesInForce> {
    const { event, version, atMs, cast } = asked
    const lists = await Promise.all(
      this.work.registry.all(campaignRules).map((rulesOf) => rulesOf(this.work, event, atMs)),
    )
    const name = [event, version, cast, ...lists.map((list) => this.numberOf(list))].join('|')
    const known = this.known.get(name) ?? this.castOf(await this.baseOf(event, version, atMs), lists.flat(), cast)
    this.known.set(name, known)
    return known
  }

  private numberOf(list: readonly Rule[]): number {
    const number = this.lists.get(list) ?? this.lists.size
    this.lists.set(list, number)
    return number
  }

  private async baseOf(event: RuleEvent, version: number, atMs: number): Promise<RulesInForce> {
    const name = `${event}|${version}`
    const known = this.bases.get(name) ?? (await rulesOn(this.work, event, { version, atMs }))
    this.bases.set(name, known)
    return known
  }

  private castOf(base: RulesInForce, really: readonly Rule[], cast: Cast): RulesInForce {
    const others = really.filter(({ campaign }) => campaign?.campaignId !== this.campaignId)
    if (cast === 'really') return withCampaignRules(this.work, base, really)
    return withCampaignRules(this.work, base, cast === 'without' ? others : [...others, ...this.draft])
  }
}
