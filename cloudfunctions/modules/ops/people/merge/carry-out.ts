import { sha256 } from '../../../../kernel/digest'
import type { Work } from '../../../../platform/context'
import { untilSettled } from '../../../../platform/guarded-store'
import { sweepOf } from '../../../../platform/operation'
import { moveCoupons, moveCouponsBack } from '../../../coupons'
import { mergeRooms, movePhone, noteMerged } from '../../../members'
import { carryAcross, clearRoom, type Way } from './journey'
import { type Gone, type Merge, merges } from './store'

const phoneMoveOf = ({ _id }: Merge, way: Way) => sha256(`merge|${_id}|${way}|phone`)

async function carryPhone(work: Work, merge: Merge, way: Way): Promise<Gone['phone']> {
  const { phone, from, into, moved } = merge
  if (!phone) return 'none'
  const id = phoneMoveOf(merge, way)
  const move = { id, number: phone }
  if (way === 'there') {
    const giver = { member: from.member, by: phone.by }
    return movePhone(work, { ...move, from: giver, to: into.member, otherwise: 'free' })
  }
  if (moved?.phone !== 'moved' && moved?.phone !== 'freed') return 'none'
  const giver = moved.phone === 'moved' ? { member: into.member, by: phoneMoveOf(merge, 'there') } : null
  return movePhone(work, { ...move, from: giver, to: from.member, otherwise: 'leave' })
}

async function carryNote(work: Work, { _id: by, from, into, atMs }: Merge, way: Way): Promise<void> {
  await noteMerged(work, from.member, async (now) => {
    if (way === 'back') return now?.by === by ? null : 'as_it_is'
    // A slow function may come here when all is undone.
    const isMerging = (await work.store.get(merges, by))?.state === 'merging'
    // guard: noted-while-merging
    return isMerging && now?.by !== by ? { into: into.member, by, atMs } : 'as_it_is'
  })
}

function carryCoupons(work: Work, { _id: by, from, into }: Merge, way: Way): Promise<number> {
  const move = { from: from.member, into: into.member, by }
  return way === 'there' ? moveCoupons(work, move) : moveCouponsBack(work, move)
}

/** All that goes one way, in steps that may each be repeated; null while an account may not be changed. */
async function carry(work: Work, merge: Merge, way: Way): Promise<Gone | null> {
  const gone = await carryAcross(work, merge, way)
  if (!gone) return null
  for (const { member } of [merge.from, merge.into]) {
    for (const merging of work.registry.all(mergeRooms)) await merging.after(work, member)
  }
  const phone = await carryPhone(work, merge, way)
  await carryNote(work, merge, way)
  // By the note it is decided whose each coupon is.
  const coupons = await carryCoupons(work, merge, way)
  return { ...gone.transfer, phone, coupons, rooms: gone.rooms }
}

/**
 * Carries a merge, or its undoing, to the end and answers it as it then is; `waits` while one of the accounts may not be
 * changed, which an operator puts right.
 */
export async function carryOutMerge(work: Work, id: string): Promise<Merge | 'waits'> {
  return untilSettled<Merge | 'waits'>(work, async () => {
    const merge = await work.store.get(merges, id)
    if (!merge) throw new Error(`merge ${id} is gone`)
    const { state, openSinceMs } = merge
    if (openSinceMs === null) return { value: merge }
    const way = state === 'merging' ? 'there' : 'back'
    const done = way === 'there' ? 'moved' : 'returned'
    if (!merge[done]) {
      const gone = await carry(work, merge, way)
      if (!gone) return { value: 'waits' }
      // Written down before the room is emptied, which is the only place where it stands.
      await work.store.update(merges, { _id: id, state, [done]: null }, { set: { [done]: gone } })
      return 'again'
    }
    await clearRoom(work, merge, way)
    const set = { state: way === 'there' ? 'merged' : 'undone', openSinceMs: null } as const
    const isWritten = await work.store.update(merges, { _id: id, state }, { set })
    return isWritten ? { value: { ...merge, ...set } } : 'again'
  })
}

/** Goes on with merges whose function ended, and with those that wait for an account. */
export const mergesJob = sweepOf('ops-finish-merges', merges, (work, { _id }) => carryOutMerge(work, _id))
