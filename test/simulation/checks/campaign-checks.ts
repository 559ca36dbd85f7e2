import { type QuotaShard, quotas } from '../../../cloudfunctions/modules/ledger/quotas/quota'
import { must } from '../must'
import { givesChances } from '../world/wheels'
import type { World } from '../world/world'
import type { Books } from './books'
import { all } from './every'
import type { CampaignInForce } from './in-force'

/** Whether campaigns stay within what was published of their budgets. */
export class CampaignChecks {
  constructor(
    private readonly world: World,
    private readonly books: Books,
  ) {}

  /** Whatever is under way: no more is given than the newest version has. */
  always(): void {
    const { issued, givenOf } = this.books.campaigns
    for (const budget of givenOf) {
      const [given = 0, newest] = [issued.get(budget), this.capsOf(budget).at(-1)]
      must(newest === undefined || given <= newest, `${budget} gave ${given} of ${newest}`)
    }
    givenOf.clear()
  }

  /** When all is quiet, what was taken of a budget is what was given, to the point. */
  async afterQuiet(): Promise<void> {
    const { issued } = this.books.campaigns
    const shards = await all(this.world.store, quotas)
    const there = new Set(shards.map(({ quota }) => quota).filter((quota) => this.capsOf(quota).length > 0))
    const wanted = [...issued.keys()].filter((budget) => this.capsOf(budget).length > 0)
    for (const budget of new Set([...there, ...wanted])) this.check(budget, shards)
  }

  private check(budget: string, shards: readonly QuotaShard[]): void {
    const issued = this.books.campaigns.issued.get(budget) ?? 0
    const { cap, left } = quotaOf(shards.filter(({ quota }) => quota === budget))
    must(cap - left === issued, `${cap - left} was taken of ${budget}, and ${issued} given`)
    const caps = this.capsOf(budget)
    const [first = 0, newest = 0] = [caps[0], caps.at(-1)]
    must(cap <= newest, `the budget ${budget} is ${cap}, and ${newest} was published`)
    if (newest > first) this.world.coverage.count('campaign: a budget was raised')
    if (issued > first) this.world.coverage.count('campaign: gave of what a budget was raised by')
    const kind = /\|(times|day|store)/.exec(budget)?.[1]
    const whose = kind ? `of ${kind}` : 'as a whole'
    if (issued > 0 && left === 0) this.world.coverage.count(`campaign: gave its budget ${whose} to the last point`)
  }

  /** What the versions of a campaign say of one of its budgets; nothing of one that they do not name. */
  private capsOf(budget: string): readonly number[] {
    const [prefix, campaignId = '', unit, by] = budget.split('|')
    if (givesChances(campaignId)) return []
    if (prefix !== 'cb' || (unit !== 'points' && unit !== 'times')) return []
    return this.books.inForce.versionsOf('campaigns', campaignId).flatMap(({ body }) => {
      const all = (body as unknown as CampaignInForce).budget
      const own = by === undefined ? all : by === 'day' ? all?.perDay : all?.perStore
      return own?.[unit] ?? []
    })
  }
}

/** What all shards of a budget had first, and what the newest generation of each has left. */
export function quotaOf(shards: readonly QuotaShard[]) {
  const sum = (some: readonly QuotaShard[], of: (shard: QuotaShard) => number) =>
    some.reduce((total, shard) => total + of(shard), 0)
  const isNewest = ({ shard, generation }: QuotaShard) =>
    !shards.some((other) => other.shard === shard && other.generation > generation)
  const firsts = shards.filter(({ generation }) => generation === 0)
  return { cap: sum(firsts, ({ cap }) => cap), left: sum(shards.filter(isNewest), ({ left }) => left) }
}
