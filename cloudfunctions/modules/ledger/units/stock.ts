import { type Refusal, refuse } from '../../../kernel/refusal'
import type { Command, Work } from '../../../platform/context'
import { ExtensionPoint } from '../../../platform/extension-point'
import { ensureDocument, untilSettled } from '../../../platform/guarded-store'
import type { Intent } from '../../../platform/operation'
import { defineCollection } from '../../../platform/store'
import { makeUnits, type UnitKind } from './unit'

/** A kind of published document that has a stock of units: what an operator publishes with a number, and restocks. */
export interface StockKind extends UnitKind {
  /** As in `ops.publish {kind}` and `ops.restock {kind}`. */
  readonly kind: string
  skuOf(id: string): string
  /** The stocks that published documents ask for, however many of them are there already. */
  wanted(work: Work): Promise<readonly { readonly id: string; readonly quantity: number }[]>
}

export const stockKinds = new ExtensionPoint<StockKind>('stock kinds')

/** Units of a stock that are made together: by publishing, which is part 1, or by a restocking. Never changed but to go on. */
export interface StockPart extends Intent {
  readonly schema: 1
  readonly kind: string
  readonly sku: string
  readonly part: number
  /** The numbers of its units, which go on through the parts: the last one's `to` is how many were ever made. */
  readonly from: number
  readonly to: number
  /** How far it is. */
  readonly madeTo: number
  /** Of the restocking; unique. The part's own id for what publishing made. */
  readonly key: Command['key']
  readonly inputHash: Command['inputHash']
  readonly operator: string
  readonly atMs: number
}

export const stocks = defineCollection<StockPart>({
  name: 'stocks',
  indexes: [
    { name: 'bySku', fields: ['sku', 'part'] },
    { name: 'byKey', fields: ['key'], unique: true },
    { name: 'byOpen', fields: ['openSinceMs'] },
    { name: 'byUnmade', fields: ['sku', 'openSinceMs'] },
  ],
})

const partIdOf = (sku: string, part: number) => `${sku}|${String(part).padStart(4, '0')}`

export const firstPartIdOf = (sku: string) => partIdOf(sku, 1)

/** The part that publishing made; null while there is none. */
export function firstPartOf(work: Work, sku: string): Promise<StockPart | null> {
  return work.store.get(stocks, firstPartIdOf(sku))
}

/** Lays down that a stock is to be made. One that exists stays as it is, also when another number is asked for. */
export async function openStock(work: Work, kind: StockKind, id: string, quantity: number): Promise<void> {
  const sku = kind.skuOf(id)
  const _id = firstPartIdOf(sku)
  await ensureDocument(work, stocks, {
    _id,
    schema: 1,
    kind: kind.kind,
    sku,
    part: 1,
    from: 1,
    to: quantity,
    madeTo: 0,
    key: _id,
    inputHash: '',
    operator: '',
    atMs: work.nowMs,
    openSinceMs: work.nowMs,
  })
}

export interface Restocking {
  readonly kind: StockKind
  readonly id: string
  readonly quantity: number
  readonly operator: string
  readonly command: Command
}

/** Lays down that a stock gets more units, once for each command; answers the part that they are. */
export async function restock(
  work: Work,
  { kind, id, quantity, operator, command }: Restocking,
): Promise<StockPart | Refusal<'no_such_stock' | 'key_reused_with_other_input'>> {
  const { key, inputHash } = command
  const sku = kind.skuOf(id)
  type Outcome = StockPart | Refusal<'no_such_stock' | 'key_reused_with_other_input'>
  return untilSettled<Outcome>(work, async () => {
    const keyed = await work.store.find(stocks, { index: 'byKey', equals: { key }, limit: 1 })
    const [before] = keyed.items
    // guard: restocked-once
    if (before) return { value: before.inputHash === inputHash ? before : refuse('key_reused_with_other_input') }
    const newest = await work.store.find(stocks, { index: 'bySku', equals: { sku }, order: 'descending', limit: 1 })
    const [last] = newest.items
    if (!last) return { value: refuse('no_such_stock') }
    const part: StockPart = {
      _id: partIdOf(sku, last.part + 1),
      schema: 1,
      kind: kind.kind,
      sku,
      part: last.part + 1,
      from: last.to + 1,
      to: last.to + quantity,
      madeTo: last.to,
      key,
      inputHash,
      operator,
      atMs: work.nowMs,
      openSinceMs: work.nowMs,
    }
    return (await work.store.insert(stocks, part)) === 'inserted' ? { value: part } : 'again'
  })
}

const SLICE = 100

/** Makes the next units of a part; done before or not, the result is the same. Answers whether all of it is there. */
export async function makeSlice(work: Work, part: StockPart): Promise<number> {
  const kind = work.registry.all(stockKinds).find((known) => known.kind === part.kind)
  if (!kind) throw new Error(`no module has stocks of ${part.kind}`)
  const to = Math.min(part.to, part.madeTo + SLICE)
  await makeUnits(work, part.sku, { from: part.madeTo + 1, to }, kind)
  await untilSettled(work, async () => {
    // guard: part-forward
    const where = { _id: part._id, madeTo: part.madeTo }
    const isAll = to === part.to ? { openSinceMs: null } : {}
    await work.store.update(stocks, where, { set: { madeTo: to, ...isAll } })
    return { value: null }
  })
  work.recent.forget(saleNameOf(part.sku))
  return to - part.madeTo
}

const saleNameOf = (sku: string) => `on-sale|${sku}`

/** Whether all units are there that a stock begins with: nothing of it is claimed before. Known for five seconds. */
export async function isOnSale(work: Work, sku: string): Promise<boolean> {
  return work.recent.read(saleNameOf(sku), async () => (await firstPartOf(work, sku))?.openSinceMs === null)
}

/** Whether more units of a stock are just being made: then what has nothing free may have some in a moment. */
export async function isBeingMade(work: Work, sku: string): Promise<boolean> {
  const open = await work.store.find(stocks, { index: 'byUnmade', equals: { sku }, range: { from: 0 }, limit: 1 })
  return open.items.length > 0
}

/** How many units of a stock are free; as they were within five seconds. */
export async function freeUnits(work: Work, kind: UnitKind, sku: string): Promise<number> {
  return work.recent.read(`free|${sku}`, () => work.store.count(kind.units, { sku, state: 'free' }))
}
