import * as z from 'zod/mini'
import { id, text } from '../../../platform/fields'
import { memberIdOf } from '../../../platform/identity'
import { examine, type Problem } from '../../../platform/problems'
import type { Secrets } from '../../../platform/secrets'
import type { Document } from '../../../platform/store'

const STAFF_NAME_LENGTH = 16
const MOST_STORES = 500

/** What counts of a document in `staff`; other fields may stand there. */
const written = z.object({
  role: z.enum(['clerk', 'manager', 'operator']),
  stores: z._default(z.array(id).check(z.maxLength(MOST_STORES)), []),
  name: z.optional(text(STAFF_NAME_LENGTH)),
  isOperator: z.optional(z.boolean()),
  isRemoved: z.optional(z.boolean()),
  sinceMs: z.optional(z.int()),
})

/** What the program keeps with somebody. A document written by hand has none of it. */
const kept = z.object({
  invitations: z.catch(z.array(z.string()), []),
  removals: z.catch(
    z.array(z.object({ key: z.string(), inputHash: z.string(), operator: z.string(), atMs: z.int() })),
    [],
  ),
  version: z.catch(z.int(), 0),
})

export const keptOf = (document: Document | null): z.output<typeof kept> => z.parse(kept, document ?? {})

export type StoreRole = 'clerk' | 'manager'
export type Role = StoreRole | 'operator'

/** Somebody as their document says: one role, which holds at all their stores, and whether they run the programme. */
export interface Person {
  readonly openid: string
  readonly staffId: string
  readonly name: string
  /** Null for one who serves at no store. */
  readonly storeRole: StoreRole | null
  readonly stores: readonly string[]
  readonly isOperator: boolean
  /** Null for a document written by hand. */
  readonly sinceMs: number | null
}

export const rolesOf = ({ storeRole, isOperator }: Pick<Person, 'storeRole' | 'isOperator'>): Role[] => [
  ...(storeRole === null ? [] : [storeRole]),
  ...(isOperator ? (['operator'] as const) : []),
]

/** How somebody is called who gave no name. */
export const unnamed = (staffId: string) => `店员${staffId.slice(0, 4)}`

/** Who a document makes somebody, removed or not, and all that is wrong with it; null for one that cannot be read. */
export function readPerson(
  secrets: Secrets,
  document: Document,
): { readonly person: (Person & { readonly isRemoved: boolean }) | null; readonly problems: readonly Problem[] } {
  const { value, problems } = examine(written, document)
  if (!value) return { person: null, problems }
  const { role, stores, name, sinceMs = null, isOperator = role === 'operator', isRemoved = false } = value
  const openid = document._id
  const staffId = memberIdOf(secrets, openid)
  const storeRole = role === 'operator' || stores.length === 0 ? null : role
  const person = { openid, staffId, name: name ?? unnamed(staffId), storeRole, isOperator, isRemoved, sinceMs }
  return { person: { ...person, stores: storeRole === null ? [] : stores }, problems }
}
