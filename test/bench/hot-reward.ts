import { MemoryStore } from '../../cloudfunctions/adapters/memory/memory-store'
import { STOCK } from './operations'
import { ORDINARY, Shop } from './shop'
import { slowStore, VirtualTime } from './virtual-time'

export interface HotReward {
  readonly callers: number
  readonly stock: number
  readonly had: number
  /** In times of one call. */
  readonly p50: number
  readonly p99: number
  readonly soldOutP99: number | null
  readonly callsPerSuccess: number
}

const CALL_MS = 8

/** One reward, so many members at the same moment, every call 8 ms. */
export async function hotReward(callers: number, stock: number): Promise<HotReward> {
  const time = new VirtualTime()
  const memory = new MemoryStore()
  const prepared = await Shop.open(memory)
  await prepared.addMembers(0, callers, ORDINARY)
  await prepared.addStock(STOCK, stock)
  const slow = slowStore(memory, time, CALL_MS)
  const shop = await Shop.open(slow)
  Object.assign(shop.programme.ports, { sleep: time.sleep })
  const asked = Array.from({ length: callers }, async (_, member) => {
    const outcome = await shop.redeem(member, STOCK)
    return { outcome, calls: time.nowMs / CALL_MS }
  })
  const outcomes = await time.until(Promise.all(asked))
  const took = (wanted: string) =>
    outcomes.flatMap(({ outcome, calls }) => (outcome === wanted ? [calls] : [])).sort((left, right) => left - right)
  const at = (sorted: readonly number[], share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? null
  const had = took('had')
  return {
    callers,
    stock,
    had: had.length,
    p50: at(had, 0.5) ?? 0,
    p99: at(had, 0.99) ?? 0,
    soldOutP99: at(took('sold_out'), 0.99),
    callsPerSuccess: slow.calls() / had.length,
  }
}
