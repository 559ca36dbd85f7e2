import type { Work } from '../../platform/context'
import { members } from '../members'
import type { Order } from './store'

/** Somebody who lost two phones is merged twice; a circle must not keep a refund for ever. */
const MOST_MERGES = 4

/** Who has what an order has earned: the buyer, or the member whom an operator has merged the buyer into since. */
export async function holderOf(work: Work, { member, atMs }: Pick<Order, 'member' | 'atMs'>): Promise<string> {
  let holder = member
  for (let hop = 0; hop < MOST_MERGES; hop += 1) {
    const merged = (await work.store.get(members, holder))?.merged
    // Who bought after that has begun anew, and has it themselves.
    if (!merged || merged.atMs < atMs) return holder
    holder = merged.into
  }
  return holder
}
