import { type Refusal, refuse } from '../../../../kernel/refusal'
import type { Work } from '../../../../platform/context'
import { countGoodCoupons } from '../../../coupons'
import { type Account, accountOf, balancesOn, canBeChanged, wholeOf } from '../../../ledger'
import { members, mergeRooms, numberOf } from '../../../members'
import type { Gone, Merge, Side } from './store'

/** What a merge would do now, and between whom. */
export interface MergePlan extends Pick<Merge, 'from' | 'into' | 'phone'> {
  readonly moves: Gone
}

const sideOf = ({ member, _id }: Account): Side => ({ member, account: _id })

/** What would go, by the state of this moment; refused where two cannot be made one. */
export async function planMerge(
  work: Work,
  asked: { readonly from: string; readonly into: string },
): Promise<MergePlan | Refusal<'same_member' | 'no_such_member' | 'already_merged' | 'account_frozen'>> {
  if (asked.from === asked.into) return refuse('same_member')
  const [from, into, target] = await Promise.all([
    accountOf(work, asked.from),
    accountOf(work, asked.into),
    work.store.get(members, asked.into),
  ])
  if (!from) return refuse('no_such_member', { memberId: asked.from })
  if (!into || !target) return refuse('no_such_member', { memberId: asked.into })
  if (target.merged) return refuse('already_merged', { into: target.merged.into })
  for (const account of [from, into]) {
    if (account.status === 'frozen' || !canBeChanged(work, account))
      return refuse('account_frozen', { memberId: account.member })
  }
  const phone = await numberOf(work, asked.from)
  return { from: sideOf(from), into: sideOf(into), phone, moves: await movesOf(work, { from, phone, target }) }
}

async function movesOf(
  work: Work,
  { from, phone, target }: { from: Account; phone: Merge['phone']; target: { readonly phone?: unknown } },
): Promise<Gone> {
  const account = { ...from, ...balancesOn(from, work.today) }
  const rooms = []
  for (const merging of work.registry.all(mergeRooms)) {
    const going = await merging.leave(work, account)
    if (going) rooms.push([merging.room, going.goes] as const)
  }
  return {
    ...wholeOf(account),
    phone: phone === null ? 'none' : target.phone ? 'freed' : 'moved',
    coupons: await countGoodCoupons(work, from.member),
    rooms: Object.fromEntries(rooms),
  }
}
