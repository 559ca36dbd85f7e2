import type { Work } from '../../platform/context'
import { untilSettled } from '../../platform/guarded-store'
import { type Member, members } from './store'

type Note = NonNullable<Member['merged']>

/**
 * Changes the note that an operator has merged a member into another. May be repeated.
 * @param noteOf asked after the member was read, and again when others were faster
 */
export async function noteMerged(
  work: Work,
  memberId: string,
  noteOf: (now: Note | null) => Promise<Note | null | 'as_it_is'>,
): Promise<void> {
  await untilSettled(work, async () => {
    const member = await work.store.get(members, memberId)
    const merged = member ? await noteOf(member.merged ?? null) : 'as_it_is'
    if (!member || merged === 'as_it_is') return { value: null }
    const where = { _id: memberId, version: member.version }
    const isNoted = await work.store.update(members, where, { set: { merged, version: member.version + 1 } })
    return isNoted ? { value: null } : 'again'
  })
}
