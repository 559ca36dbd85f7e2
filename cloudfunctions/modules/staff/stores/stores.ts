import * as z from 'zod/mini'
import { onceFor } from '../../../kernel/once-for'
import type { Work } from '../../../platform/context'
import { id, text } from '../../../platform/fields'
import { examine, type Problem } from '../../../platform/problems'
import type { PublishedVersion } from '../../../platform/published'
import type { Publishable } from '../../../platform/publishing'
import { storeDrafts } from './store'

const KIND = 'stores'

const storeSchema = z
  .strictObject({
    name: text(20),
    /** The business it belongs to. */
    merchantId: id,
    /** Names the key with which its till signs; another name is another key. */
    hookKeyId: z.optional(id),
    /** The key before, which counts until the till has the new one. */
    previousHookKeyId: z.optional(id),
    city: z.optional(text(20)),
    address: z.optional(text(80)),
    phone: z.optional(z.string().check(z.regex(/^\+?[\d -]{5,20}$/, '要写成 0571-88886666 这样的电话'))),
  })
  .check(
    z.refine(({ hookKeyId, previousHookKeyId }) => !previousHookKeyId || previousHookKeyId !== hookKeyId, {
      path: ['previousHookKeyId'],
      error: '和 hookKeyId 是同一个，换密钥要换一个新的编号',
    }),
  )

/** A shop of the programme, as it is in force. */
export interface StoreInForce extends z.output<typeof storeSchema> {
  readonly storeId: string
}

const inForceOf = onceFor(
  ({ id: storeId, body }: PublishedVersion): StoreInForce => ({ storeId, ...z.parse(storeSchema, body) }),
)

/** A store in force; null for one that was never published or is retired. */
export async function storeOf(work: Work, storeId: string): Promise<StoreInForce | null> {
  const found = await work.published.inForce(work.store, KIND, storeId, work.nowMs)
  return found && inForceOf(found)
}

export async function storesInForce(work: Work): Promise<readonly StoreInForce[]> {
  return (await work.published.allInForce(work.store, KIND, work.nowMs)).map(inForceOf)
}

/** Those of some stores that are in force, as they are shown. */
export async function storesNamed(
  work: Work,
  storeIds: readonly string[],
): Promise<{ storeId: string; name: string }[]> {
  const found = await Promise.all(storeIds.map((storeId) => storeOf(work, storeId)))
  return found.filter((store) => store !== null).map(({ storeId, name }) => ({ storeId, name }))
}

/** The keys with which a store's till may sign: the one in force, then the one before. */
export function hookKeysOf({ hookKeyId, previousHookKeyId }: z.output<typeof storeSchema>): readonly string[] {
  return [hookKeyId, previousHookKeyId].filter((keyId) => keyId !== undefined)
}

/** A key names one store: of two that had the same, neither could be told. */
async function sharedKeys(work: Work, storeId: string, store: z.output<typeof storeSchema>): Promise<Problem[]> {
  const others = (await storesInForce(work)).filter((other) => other.storeId !== storeId)
  return (['hookKeyId', 'previousHookKeyId'] as const).flatMap((path) => {
    const keyId = store[path]
    const owner = keyId && others.find((other) => hookKeysOf(other).includes(keyId))
    return owner ? [{ path, message: `门店“${owner.name}”已经用了这个编号` }] : []
  })
}

export const storesKind: Publishable = {
  kind: KIND,
  title: '门店',
  drafts: storeDrafts,
  isRetirable: true,
  async problems(work, { id: storeId, body }) {
    const { value, problems } = examine(storeSchema, body)
    return value ? sharedKeys(work, storeId, value) : problems
  },
}
