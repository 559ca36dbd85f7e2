import { type Refusal, refuse } from '../../../kernel/refusal'
import type { Command, Work } from '../../../platform/context'
import { untilSettled } from '../../../platform/guarded-store'
import { memberIdOf } from '../../../platform/identity'
import { forgetPerson, staffAsWritten } from './people'
import { keptOf, readPerson } from './person'
import { type Removal, type StaffDocument, staffDocuments } from './store'

/** More than anybody is removed and taken on again. */
const REMOVALS_KEPT = 100

/** Who this very command has removed before, whatever became of them since. */
async function removedBy(work: Work, key: string): Promise<StaffDocument | null> {
  const page = await work.store.find(staffDocuments, { index: 'byRemoval', equals: { removalKeys: key }, limit: 1 })
  return page.items[0] ?? null
}

/** Somebody's document by their derived id: one written by hand holds no such id, so each is asked. */
async function documentOf(work: Work, staffId: string): Promise<StaffDocument | null> {
  for await (const document of staffAsWritten(work)) {
    if (memberIdOf(work.secrets, document._id) === staffId) return document
  }
  return null
}

type Outcome = { staffId: string } | Refusal<'no_such_staff' | 'key_reused_with_other_input'>

/** Takes away all that somebody may do. The document stays: their name stands under what they did. */
export async function removeStaff(
  work: Work & { readonly command: Command },
  { staffId, operator }: { readonly staffId: string; readonly operator: string },
): Promise<Outcome> {
  const { key, inputHash } = work.command
  return untilSettled<Outcome>(work, async () => {
    const done = keptOf(await removedBy(work, key)).removals.find((removal) => removal.key === key)
    // guard: removed-once
    if (done) return { value: done.inputHash === inputHash ? { staffId } : refuse('key_reused_with_other_input') }
    const document = await documentOf(work, staffId)
    if (!document || readPerson(work.secrets, document).person?.isRemoved) return { value: refuse('no_such_staff') }
    const { removals: before, version } = keptOf(document)
    const removals: readonly Removal[] = [...before, { key, inputHash, operator, atMs: work.nowMs }].slice(
      -REMOVALS_KEPT,
    )
    const isWritten = await work.store.update(
      staffDocuments,
      // guard: removal-version
      { _id: document._id, version: document.version ?? null },
      { set: { isRemoved: true, removals, removalKeys: removals.map((one) => one.key), version: version + 1 } },
    )
    forgetPerson(work, document._id)
    return isWritten ? { value: { staffId } } : 'again'
  })
}
