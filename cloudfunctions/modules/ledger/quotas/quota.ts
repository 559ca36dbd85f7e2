import { sha256 } from '../../../kernel/digest'
import type { Work } from '../../../platform/context'
import { ensureDocument, untilSettled } from '../../../platform/guarded-store'
import { type Document, defineCollection } from '../../../platform/store'

/** What a shard has decided for an operation: so many taken, or -1 for "never", which keeps a late write out. */
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
}

/** Decisions a shard holds before the next generation begins: the document stays small. */
const SEAL_AT = 480
const GENERATIONS_FOLLOWED = 1_000

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

/** Makes a quota with its parts; one that exists stays as it is. */
export async function createQuota(work: Work, quota: Quota, cap: number): Promise<void> {
  if (!Number.isSafeInteger(cap) || cap < 0) throw new Error(`${cap} is not a cap`)
  const part = Math.floor(cap / quota.shards)
  for (let shard = 0; shard < quota.shards; shard += 1) {
    const own = shard === 0 ? cap - part * (quota.shards - 1) : part
    await ensureDocument(work, quotas, newShard(quota.id, shard, 0, own, own))
  }
}

/**
 * Takes an amount for an operation, once: asked again, it answers as it did. No refusal is ever followed by a taking,
 * since the shard remembers the refusal before anybody is told of it.
 */
export async function takeFromQuota(
  work: Work,
  quota: Quota,
  wanted: { readonly op: string; readonly amount: number },
): Promise<'taken' | 'none_left'> {
  const first = Number.parseInt(sha256(wanted.op).slice(0, 8), 16) % quota.shards
  for (let tried = 0; tried < quota.shards; tried += 1) {
    const shard = (first + tried) % quota.shards
    if ((await decideAt(work, quota.id, shard, wanted)) === 'taken') return 'taken'
  }
  return 'none_left'
}

type Decided = { readonly amount: number } | { readonly sealedWith: number }

async function decideAt(
  work: Work,
  quota: string,
  shard: number,
  wanted: { readonly op: string; readonly amount: number },
): Promise<'taken' | 'none_left'> {
  for (let generation = 0; generation < GENERATIONS_FOLLOWED; generation += 1) {
    const _id = shardIdOf(quota, shard, generation)
    const decided = await untilSettled(work, () => decideOnce(work, _id, wanted))
    if ('amount' in decided) {
      if (isLookedAt(wanted.op)) await sealWhenFull(work, _id)
      return decided.amount > 0 ? 'taken' : 'none_left'
    }
    const left = decided.sealedWith
    await ensureDocument(work, quotas, newShard(quota, shard, generation + 1, left, left))
  }
  throw new Error(`quota ${quota} has too many generations`)
}

async function decideOnce(
  work: Work,
  _id: string,
  { op, amount }: { readonly op: string; readonly amount: number },
): Promise<{ readonly value: Decided } | 'again'> {
  // guard: quota-once
  const undecided = { none: { field: 'op', value: op } }
  // guard: quota-take
  const enough = { _id, sealed: false, decided: undecided, left: { atLeast: amount } }
  const take = { inc: { left: -amount }, push: { decided: [{ op, amount }] } }
  if (await work.store.update(quotas, enough, take)) return { value: { amount } }
  // The refusal is written before it is told, so that a taking which was lost on its way cannot arrive after it.
  // guard: quota-fence
  await work.store.update(
    quotas,
    { _id, sealed: false, decided: undecided },
    { push: { decided: [{ op, amount: -1 }] } },
  )
  const found = await work.store.get(quotas, _id)
  if (!found) throw new Error(`quota shard ${_id} was never made`)
  const decision = found.decided.find((known) => known.op === op)
  if (decision) return { value: decision }
  return found.sealed ? { value: { sealedWith: found.left } } : 'again'
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
