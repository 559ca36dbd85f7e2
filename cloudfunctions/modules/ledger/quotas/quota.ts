import { sha256 } from '../../../kernel/digest'
import type { Work } from '../../../platform/context'
import { ensureDocument, untilSettled } from '../../../platform/guarded-store'
import { allFound, type Document, defineCollection } from '../../../platform/store'

/**
 * What a shard has decided for an operation: so many taken, or -1 for "never", which keeps a late write out. What goes
 * back stands under the operation's own name for it, below zero.
 */
interface Decision {
  readonly op: string
  readonly amount: number
}

/**
 * A part of a finite sum, such as a budget: the single place where it is decided whether an operation gets its share.
 * A shard that has decided much is sealed, and a next generation goes on with what is left.
 */
export interface QuotaShard extends Document {
  readonly schema: 1
  readonly quota: string
  readonly shard: number
  readonly generation: number
  readonly left: number
  readonly cap: number
  readonly sealed: boolean
  readonly decided: readonly Decision[]
}

export const quotas = defineCollection<QuotaShard>({
  name: 'quotas',
  indexes: [{ name: 'byQuota', fields: ['quota', 'shard', 'generation'] }],
})

export interface Quota {
  readonly id: string
  /** One decides exactly up to the last point; more share the load of a hot budget, each with its own part. */
  readonly shards: number
  /** What each shard has, for a quota that is made with its first use; absent for one that is there. */
  readonly parts?: readonly number[]
}

/** Decisions a shard holds before the next generation begins: the document stays small. */
const SEAL_AT = 480
/** Sealed generations that are read at once. */
const GENERATIONS_PER_READ = 20

const shardIdOf = (quota: string, shard: number, generation: number) => `${quota}|${shard}|${generation}`

const newShard = (quota: string, shard: number, generation: number, left: number, cap: number): QuotaShard => ({
  _id: shardIdOf(quota, shard, generation),
  schema: 1,
  quota,
  shard,
  generation,
  left,
  cap,
  sealed: false,
  decided: [],
})

/** A cap in as many parts as there are shards, the first with what is left over. */
function partsOf(cap: number, shards: number): readonly number[] {
  const part = Math.floor(cap / shards)
  return Array.from({ length: shards }, (_, shard) => (shard === 0 ? cap - part * (shards - 1) : part))
}

/**
 * Makes a quota with its parts; one that exists stays as it is. A list says what each shard has: one that grows by a
 * shard grows the quota, and whoever knows of fewer shards goes on with just those.
 */
export async function createQuota(work: Work, quota: Quota, cap: number | readonly number[]): Promise<void> {
  const parts = typeof cap === 'number' ? partsOf(cap, quota.shards) : cap
  if (parts.length !== quota.shards) throw new Error(`${parts.length} parts for ${quota.shards} shards of ${quota.id}`)
  for (const [shard, own] of parts.entries()) {
    if (!Number.isSafeInteger(own) || own < 0) throw new Error(`${own} is not a cap`)
    await ensureDocument(work, quotas, newShard(quota.id, shard, 0, own, own))
  }
}

interface Wanted {
  readonly op: string
  readonly amount: number
  /** Nobody has ever asked for it: what was decided long ago need not be read. */
  readonly isNew?: boolean | undefined
}

/** The shards in the order in which an operation asks them. */
export function placesFor({ id, shards, parts }: Quota, op: string): readonly Place[] {
  const first = Number.parseInt(sha256(op).slice(0, 8), 16) % shards
  return Array.from({ length: shards }, (_, nth) => {
    const shard = (first + nth) % shards
    return { quota: id, shard, part: parts?.[shard] }
  })
}

/**
 * Takes an amount for an operation, once: asked again, it answers as it did, also when another amount is asked. No
 * refusal is ever followed by a taking, since the shard remembers the refusal before anybody is told of it. Answers what
 * was taken: 0 when there is not so much left.
 */
export async function takenFromQuota(work: Work, quota: Quota, wanted: Wanted): Promise<number> {
  for (const place of placesFor(quota, wanted.op)) {
    const { amount } = await decideAt(work, place, wanted)
    if (amount > 0) return amount
  }
  return 0
}

/** As `takenFromQuota`, for who asks for the same amount each time. */
export async function takeFromQuota(work: Work, quota: Quota, wanted: Wanted): Promise<'taken' | 'none_left'> {
  return (await takenFromQuota(work, quota, wanted)) > 0 ? 'taken' : 'none_left'
}

/** A shard, and what it has if it is yet to be made. */
export type Place = Pick<QuotaShard, 'quota' | 'shard'> & { readonly part?: number | undefined }

/** Where the search for an operation's decision has got to. */
interface Search {
  /** The generation that decides, as far as is known. None before it has decided for the operation; it may have by now. */
  generation: number
}

async function decideAt(work: Work, place: Place, wanted: Wanted): Promise<Decision> {
  const name = `quota-generation|${place.quota}|${place.shard}`
  // A shard never goes back, and what an instance has met was there before the operation that it serves now. Who asks again
  // looks for what was decided from the first.
  // guard: quota-known-generation
  const known = (wanted.isNew && work.recent.peek<number>(name)) || 0
  const search: Search = { generation: known }
  return untilSettled<Decision>(work, async () => {
    const outcome = await decideOnce(work, place, wanted, search)
    // Sealed: the newest generation was found meanwhile, and decides at once.
    const decided = outcome === 'sealed' ? await decideOnce(work, place, wanted, search) : outcome
    if (typeof decided === 'string') return 'again'
    if (search.generation > known) work.recent.hold(name, search.generation)
    if (isLookedAt(wanted.op)) await sealWhenFull(work, shardIdOf(place.quota, place.shard, search.generation))
    return { value: decided }
  })
}

async function decideOnce(
  work: Work,
  place: Place,
  { op, amount }: Wanted,
  search: Search,
): Promise<Decision | 'sealed' | 'again'> {
  const _id = shardIdOf(place.quota, place.shard, search.generation)
  // guard: quota-once
  const undecided = { none: { field: 'op', value: op } }
  // guard: quota-take
  const enough = { _id, sealed: false, decided: undecided, left: { atLeast: amount } }
  const take = { inc: { left: -amount }, push: { decided: [{ op, amount }] } }
  if (await work.store.update(quotas, enough, take)) return { op, amount }
  const newest = await newestOf(work, place)
  if (!newest) return makeShard(work, place)
  const decision = newest.decided.find((known) => known.op === op)
  if (decision) return decision
  if (newest.generation > search.generation) return (await decidedBefore(work, newest, op, search)) ?? 'sealed'
  if (newest.sealed) return beginNext(work, newest)
  // Made, or given back to, after it was asked: it has enough by now.
  // guard: quota-made-meanwhile
  if (newest.left >= amount) return 'again'
  // The refusal is written before it is told, so that a taking which was lost on its way cannot arrive after it.
  // guard: quota-fence
  const open = { _id, sealed: false, decided: undecided }
  const never = { push: { decided: [{ op, amount: -1 }] } }
  return (await work.store.update(quotas, open, never)) ? { op, amount: -1 } : 'again'
}

async function newestOf(work: Work, { quota, shard }: Place): Promise<QuotaShard | null> {
  const equals = { quota, shard }
  const page = await work.store.find(quotas, { index: 'byQuota', equals, order: 'descending', limit: 1 })
  return page.items[0] ?? null
}

/** All generations of a shard, the newest first. */
export function shardsOf(
  work: Work,
  { quota, shard }: Pick<QuotaShard, 'quota' | 'shard'>,
): Promise<readonly QuotaShard[]> {
  const equals = { quota, shard }
  return allFound(work.store, quotas, {
    index: 'byQuota',
    equals,
    order: 'descending',
    limit: GENERATIONS_PER_READ,
  })
}

/** Makes a shard with what it has: it is the first time that somebody asks it. */
export async function makeShard(work: Work, { quota, shard, part }: Place): Promise<'again'> {
  if (part === undefined) throw new Error(`quota shard ${quota}|${shard} was never made`)
  await ensureDocument(work, quotas, newShard(quota, shard, 0, part, part))
  return 'again'
}

/** Begins the generation that goes on with what a sealed one has left. */
export async function beginNext(work: Work, { quota, shard, generation, left }: QuotaShard): Promise<'again'> {
  await ensureDocument(work, quotas, newShard(quota, shard, generation + 1, left, left))
  return 'again'
}

/**
 * What a generation that is sealed by now decided for an operation, whoever asked; when none did, none ever will, and the
 * search is at the newest.
 */
async function decidedBefore(work: Work, newest: QuotaShard, op: string, search: Search): Promise<Decision | null> {
  const { quota, shard, generation } = newest
  // guard: quota-earlier
  for (let from = search.generation; from < generation; from += GENERATIONS_PER_READ) {
    const count = Math.min(GENERATIONS_PER_READ, generation - from)
    const ids = Array.from({ length: count }, (_, nth) => shardIdOf(quota, shard, from + nth))
    const sealed = await work.store.getMany(quotas, ids)
    const decision = sealed.flatMap(({ decided }) => decided).find((known) => known.op === op)
    if (decision) return decision
  }
  search.generation = generation
  return null
}

/** One operation in sixteen looks how full its shard is: a call that the others save. */
function isLookedAt(op: string): boolean {
  return Number.parseInt(sha256(op).slice(8, 9), 16) === 0
}

async function sealWhenFull(work: Work, _id: string): Promise<void> {
  const found = await work.store.get(quotas, _id)
  if (!found || found.sealed || found.decided.length < SEAL_AT) return
  // What is left can no longer change: whoever finds the shard sealed begins the next generation with just that.
  await untilSettled(work, async () => {
    await work.store.update(quotas, { _id, sealed: false }, { set: { sealed: true } })
    return { value: null }
  })
}

/** What is left to give of a quota with these parts; one that nothing was asked of yet has them all. A call for each part. */
export async function leftOfQuota(work: Work, quota: string, parts: readonly number[]): Promise<number> {
  const left = await Promise.all(
    parts.map(async (part, shard) => {
      const equals = { quota, shard }
      const page = await work.store.find(quotas, { index: 'byQuota', equals, order: 'descending', limit: 1 })
      return page.items[0]?.left ?? part
    }),
  )
  return left.reduce((sum, own) => sum + own, 0)
}
