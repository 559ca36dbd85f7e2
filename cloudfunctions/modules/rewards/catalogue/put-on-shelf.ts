import type { Work } from '../../../platform/context'
import { untilSettled } from '../../../platform/guarded-store'
import { newestVersion, type PublishedVersion } from '../../../platform/published'
import { beginStock, openStock } from '../../ledger'
import type { Reward } from '../domain/reward'
import { rewardUnits } from '../orders/store'
import { REWARDS, rewardStock, slotStock, slotStockId } from '../stock-kinds'
import { skuOf, skusOf } from './in-force'
import { rewardOf } from './reward-schema'
import { type ShelfItem, type Shown, shelf } from './store'

/** What has ended is shown so long: members look for it, and find that they are late. */
const SHOWN_AFTER_END_MS = 3 * 24 * 60 * 60_000

/** What the mall shows of a reward. */
export function shownOf(reward: Reward): Shown {
  const { own } = reward
  const slots = own.kind === 'experience' ? (own.slots ?? []) : []
  return {
    version: reward.version,
    title: reward.title,
    kind: own.kind,
    category: reward.category,
    picture: reward.picture,
    pricePoints: reward.pricePoints,
    priceFen: reward.priceFen,
    limitPerMember: reward.limitPerMember,
    limitPer: reward.limitPer,
    onSaleFromMs: reward.onSaleFromMs,
    onSaleUntilMs: reward.onSaleUntilMs,
    tiers: reward.tiers,
    skus: skusOf(reward),
    slotsFromMs: Object.fromEntries(slots.map(({ slotId, startsAtMs }) => [skuOf(reward, slotId) ?? '', startsAtMs])),
  }
}

/** In the order that operators gave, and within it by id: text order is shelf order. */
const placeOf = ({ order, rewardId }: Reward) => `${String(order).padStart(4, '0')}|${rewardId}`

/** What an item shows at a moment: a later version counts ten seconds after it was published. */
export function shownAt({ shown, shownFromMs, before }: ShelfItem, atMs: number): Shown {
  return atMs >= shownFromMs ? shown : (before ?? shown)
}

function slotsUntilOf({ slotsFromMs }: Shown): number | null {
  const begins = Object.values(slotsFromMs)
  return begins.length === 0 ? null : Math.max(...begins)
}

/** How many codes are free, of what is a code pool. */
function poolOf({ kind, skus }: Shown, left: ShelfItem['left'], isShown: boolean): number | null {
  return isShown && kind === 'code' ? (left[skus[0] ?? ''] ?? 0) : null
}

/** The free units of stocks, counted now. */
export async function countLeft(work: Work, skus: readonly string[]): Promise<ShelfItem['left']> {
  const counts = await Promise.all(skus.map((sku) => work.store.count(rewardUnits, { sku, state: 'free' })))
  return Object.fromEntries(skus.map((sku, at) => [sku, counts[at] ?? 0]))
}

async function itemOf(work: Work, version: PublishedVersion, known: ShelfItem | null): Promise<ShelfItem> {
  const reward = rewardOf(version)
  const leavesAtMs = reward.onSaleUntilMs === null ? null : reward.onSaleUntilMs + SHOWN_AFTER_END_MS
  const isShown = !version.isRetired && (leavesAtMs === null || leavesAtMs > work.nowMs)
  const shown = shownOf(reward)
  const left = await countLeft(work, shown.skus)
  return {
    _id: reward.rewardId,
    schema: 1,
    version: version.version,
    category: isShown ? reward.category : null,
    place: isShown ? placeOf(reward) : null,
    shown,
    shownFromMs: version.version === 1 ? 0 : version.inForceFromMs,
    before: known?.place ? shownAt(known, work.nowMs) : null,
    left,
    pool: poolOf(shown, left, isShown),
    countedToMs: known?.countedToMs ?? 0,
    countedAtMs: known?.countedAtMs ?? 0,
    slotsUntilMs: slotsUntilOf(shown),
    leavesAtMs: isShown ? leavesAtMs : null,
  }
}

/** Opens the stocks that a reward asks for. One that is open stays as it is. */
async function openStocks(work: Work, { rewardId, stock, own }: Reward): Promise<void> {
  const slots = own.kind === 'experience' ? (own.slots ?? []) : []
  if (stock !== null) await openStock(work, rewardStock, rewardId, stock)
  for (const { slotId, capacity } of slots) await openStock(work, slotStock, slotStockId(rewardId, slotId), capacity)
  if (stock !== null || slots.length > 0) await beginStock(work)
}

/** Brings the shelf to what is published of a reward: its stocks are opened, and it is shown, or no longer. */
export async function putOnShelf(work: Work, rewardId: string): Promise<void> {
  await untilSettled(work, async () => {
    // The newest version is read after the shelf: whoever writes a later one there has seen it.
    const known = await work.store.get(shelf, rewardId)
    const newest = await newestVersion(work.store, { kind: REWARDS, id: rewardId })
    if (!newest || (known && known.version >= newest.version)) return { value: null }
    if (!newest.isRetired) await openStocks(work, rewardOf(newest))
    const item = await itemOf(work, newest, known)
    if (!known) return (await work.store.insert(shelf, item)) === 'inserted' ? { value: null } : 'again'
    const { _id, ...set } = item
    // guard: shelf-version
    const isPut = await work.store.update(shelf, { _id, version: known.version }, { set })
    return isPut ? { value: null } : 'again'
  })
}

/** Counts again what is free of a reward's stocks. */
export async function recount(
  work: Work,
  rewardId: string,
  counted: Partial<Pick<ShelfItem, 'countedToMs' | 'countedAtMs'>> = {},
): Promise<void> {
  const item = await work.store.get(shelf, rewardId)
  if (!item) return
  const left = await countLeft(work, item.shown.skus)
  const pool = poolOf(item.shown, left, item.place !== null)
  await untilSettled(work, async () => {
    // A number for members to look at: what is taken is decided by the units alone.
    await work.store.update(shelf, { _id: rewardId }, { set: { left, pool, ...counted } })
    return { value: null }
  })
}
