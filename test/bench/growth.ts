import { MemoryStore } from '../../cloudfunctions/adapters/memory/memory-store'
import { type Counted, countingStore } from './counting-store'
import { type BenchedOperation, BUDGET, operations, STOCK } from './operations'
import { ORDINARY, type Past, Shop } from './shop'

interface CountedShop {
  readonly shop: Shop
  readonly take: () => Counted
}

/** A shop in memory whose calls are counted: one member with a past, among others without much of one. */
async function countedShop(past: Partial<Past> = {}, members = 2): Promise<CountedShop> {
  const counting = countingStore(new MemoryStore())
  const shop = await Shop.open(counting.store)
  await shop.addMembers(0, 1, { ...ORDINARY, ...past })
  await shop.addMembers(1, members, { ...ORDINARY, history: 1 })
  await shop.addStock(STOCK, 200)
  await shop.addBudget(BUDGET, 1_000_000)
  // The settings are in the instance's memory from here on.
  await shop.checkIn(1)
  return { shop, take: counting.take }
}

/** What an operation of the first member costs, each time it is done. */
async function costsOf({ shop, take }: CountedShop, operation: BenchedOperation, times: number) {
  const costs: Counted[] = []
  for (let time = 0; time < times; time += 1) {
    operation.before(shop)
    take()
    await operation.run(shop, 0)
    costs.push(take())
    await operation.after?.(shop)
  }
  return costs
}

export function summed(costs: readonly Counted[]): Counted {
  const sum = (of: keyof Counted) => costs.reduce((total, cost) => total + cost[of], 0)
  return {
    reads: sum('reads'),
    writes: sum('writes'),
    bytesRead: sum('bytesRead'),
    bytesWritten: sum('bytesWritten'),
  }
}

/** What every operation costs so many times after one another, beginning anew for each or going on. */
export async function costTable(past: Partial<Past>, times: number, { members = 2, isAnewForEach = false } = {}) {
  const table: Record<string, readonly Counted[]> = {}
  let shop = await countedShop(past, members)
  for (const operation of operations) {
    table[operation.name] = await costsOf(shop, operation, times)
    if (isAnewForEach) shop = await countedShop(past, members)
  }
  return table
}
