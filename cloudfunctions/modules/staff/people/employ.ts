import type { Work } from '../../../platform/context'
import { untilSettled } from '../../../platform/guarded-store'
import { memberIdOf } from '../../../platform/identity'
import { forgetPerson } from './people'
import { keptOf, type Person, type Role, readPerson, unnamed } from './person'
import { type StaffDocument, staffDocuments } from './store'

/** Older ones are settled, and no sweeper comes back to them. */
const INVITATIONS_KEPT = 50

/** What an invitation makes of somebody. */
interface Offer {
  readonly _id: string
  readonly role: Role
  readonly storeId: string | null
}

type Rights = Pick<Person, 'storeRole' | 'stores' | 'isOperator'>

const NO_RIGHTS: Rights = { storeRole: null, stores: [], isOperator: false }

/** Another store is added, and the newest role holds at all of them; to run the programme comes on top. */
function rightsAfter(before: Rights, { role, storeId }: Offer): Rights {
  if (role === 'operator' || storeId === null) return { ...before, isOperator: true }
  return { ...before, storeRole: role, stores: [...before.stores.filter((known) => known !== storeId), storeId] }
}

/** What somebody has at this moment. Whoever was removed, or whose document cannot be read, begins anew. */
function rightsNow(work: Work, document: StaffDocument | null): Rights {
  const person = document && readPerson(work.secrets, document).person
  return person && !person.isRemoved ? person : NO_RIGHTS
}

/** What somebody will be once an invitation is carried out. */
export async function staffAfter(work: Work, openid: string, offer: Offer): Promise<Rights> {
  return rightsAfter(rightsNow(work, await work.store.get(staffDocuments, openid)), offer)
}

interface Employment {
  readonly openid: string
  readonly name: string | null
  readonly atMs: number
  readonly invitation: Offer
}

function employed(work: Work, before: StaffDocument | null, { openid, name, atMs, invitation }: Employment) {
  const staffId = memberIdOf(work.secrets, openid)
  const person = before && readPerson(work.secrets, before).person
  const { storeRole, stores, isOperator } = rightsAfter(rightsNow(work, before), invitation)
  const { invitations, removals, version } = keptOf(before)
  return {
    schema: 1,
    staffId,
    name: name ?? person?.name ?? unnamed(staffId),
    role: storeRole ?? 'operator',
    stores,
    isOperator,
    isRemoved: false,
    sinceMs: (person?.isRemoved ? null : person?.sinceMs) ?? atMs,
    invitations: [...invitations, invitation._id].slice(-INVITATIONS_KEPT),
    removals,
    removalKeys: removals.map(({ key }) => key),
    version: version + 1,
  } as const
}

/** Makes somebody staff as an invitation says, once for each invitation, also when they were removed since. */
export async function employ(work: Work, employment: Employment): Promise<void> {
  const { openid, invitation } = employment
  await untilSettled(work, async () => {
    const before = await work.store.get(staffDocuments, openid)
    // guard: employed-once
    if (keptOf(before).invitations.includes(invitation._id)) return { value: null }
    const after = employed(work, before, employment)
    const isWritten = before
      ? // guard: staff-version
        await work.store.update(staffDocuments, { _id: openid, version: before.version ?? null }, { set: after })
      : (await work.store.insert(staffDocuments, { _id: openid, ...after })) === 'inserted'
    return isWritten ? { value: null } : 'again'
  })
  forgetPerson(work, openid)
}
