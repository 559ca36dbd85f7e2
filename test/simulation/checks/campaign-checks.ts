import { type QuotaShard, quotas } from '../../../cloudfunctions/modules/ledger/quotas/quota'
import { must } from '../must'
import type { World } from '../world/world'
import type { Books } from './books'
import type { CampaignInForce } from './in-force'

/** Whether campaigns stay within what was published of their budgets. */
export class CampaignChecks {
  constructor(
    private readonly world: World,
    private readonly books: Books,
  ) {}

  /** Whatever is under way: no more is given than the newest version has. */
  always(): void {
    for (const [campaignId, issued] of this.books.campaigns.issued) {
      const { newest } = this.budgetsOf(campaignId)
      must(issued <= newest, `${campaignId} gave ${issued} of ${newest}`)
    }
  }

  /** When all is quiet, what was taken of a budget is what was given, to the point. */
  async afterQuiet(): Promise<void> {
    for (const campaignId of this.books.inForce.idsOfCampaigns('rules')) {
      const issued = this.books.campaigns.issued.get(campaignId) ?? 0
      const { cap, left } = await this.quotaOf(campaignId)
      must(cap - left === issued, `${cap - left} was taken of ${campaignId}, and ${issued} given`)
      const { first, newest } = this.budgetsOf(campaignId)
      must(cap <= newest, `the budget of ${campaignId} is ${cap}, and ${newest} was published`)
      if (newest > first) this.world.coverage.count('campaign: a budget was raised')
      if (issued > first) this.world.coverage.count('campaign: gave of what a budget was raised by')
      if (issued > 0 && left === 0) this.world.coverage.count('campaign: gave its budget to the last point')
    }
  }

  private budgetsOf(campaignId: string) {
    const budgets = this.books.inForce
      .versionsOf('campaigns', campaignId)
      .map(({ body }) => (body as unknown as CampaignInForce).budget.points)
    return { first: budgets[0] ?? 0, newest: budgets.at(-1) ?? 0 }
  }

  /** What all shards of a budget had first, and what the newest generation of each has left. */
  private async quotaOf(campaignId: string) {
    const quota = `cb|${campaignId}|points`
    const { items } = await this.world.store.find(quotas, { index: 'byQuota', equals: { quota }, limit: 100 })
    const sum = (shards: readonly QuotaShard[], of: (shard: QuotaShard) => number) =>
      shards.reduce((all, shard) => all + of(shard), 0)
    const isNewest = ({ shard, generation }: QuotaShard) =>
      !items.some((other) => other.shard === shard && other.generation > generation)
    const firsts = items.filter(({ generation }) => generation === 0)
    return { cap: sum(firsts, ({ cap }) => cap), left: sum(items.filter(isNewest), ({ left }) => left) }
  }
}
