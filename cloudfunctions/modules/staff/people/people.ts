import type { Work } from '../../../platform/context'
import type { Problem } from '../../../platform/problems'
import { everyDocument } from '../../../platform/store'
import { storesInForce } from '../stores/stores'
import { type Person, readPerson } from './person'
import { type StaffDocument, staffDocuments } from './store'

const EVERYBODY = 'staff'

const nameOf = (openid: string) => `staff|${openid}`

/** Somebody who may do something at a counter or runs the programme; null for everybody else. Up to five seconds old. */
export function personOf(work: Work, openid: string): Promise<Person | null> {
  return work.recent.read(nameOf(openid), async () => {
    const document = await work.store.get(staffDocuments, openid)
    if (!document) return null
    const { person, problems } = readPerson(work.secrets, document)
    const [first] = problems
    // Whoever wrote it meant somebody to have rights; nobody has any by a document that cannot be read.
    if (!person) work.report(new Error(`a document in staff is no staff: ${first?.path}: ${first?.message}`))
    return person?.isRemoved ? null : person
  })
}

/** What was just changed of somebody is seen by this instance at once. */
export function forgetPerson(work: Work, openid: string): void {
  work.recent.forget(nameOf(openid))
  work.recent.forget(EVERYBODY)
}

/** Every document of the collection, as it stands. */
export function staffAsWritten(work: Work): AsyncGenerator<StaffDocument> {
  return everyDocument(work.store, staffDocuments)
}

/** Everybody whose document can be read, those who were removed as well. */
async function everybody(work: Work) {
  const people: NonNullable<ReturnType<typeof readPerson>['person']>[] = []
  for await (const document of staffAsWritten(work)) {
    const { person } = readPerson(work.secrets, document)
    if (person) people.push(person)
  }
  return people
}

/** Everybody who may do something now. */
export async function staffNow(work: Work): Promise<readonly Person[]> {
  return (await everybody(work)).filter(({ isRemoved }) => !isRemoved)
}

/** How colleagues call somebody, also after they have left; up to five seconds old. */
export async function staffName(work: Work, staffId: string): Promise<string> {
  const names = await work.recent.read(EVERYBODY, async () => {
    const people = await everybody(work)
    return new Map(people.map((person) => [person.staffId, person.name]))
  })
  return names.get(staffId) ?? '已离职的店员'
}

/** What is wrong with documents in `staff`, for the doctor: those nobody can read, and stores that there are none of. */
export async function staffProblems(work: Work): Promise<readonly Problem[]> {
  const known = new Set((await storesInForce(work)).map(({ storeId }) => storeId))
  const found: Problem[] = []
  for await (const document of staffAsWritten(work)) {
    const { person, problems } = readPerson(work.secrets, document)
    const strange = person?.isRemoved ? [] : (person?.stores ?? []).filter((storeId) => !known.has(storeId))
    found.push(
      ...problems.map(({ path, message }) => ({ path: `${document._id}.${path}`, message })),
      ...strange.map((storeId) => ({ path: `${document._id}.stores`, message: `没有在执行的门店 ${storeId}` })),
    )
  }
  return found
}
