import { Refusal, refuse } from '../../kernel/refusal'
import type { Work } from '../../platform/context'
import { untilSettled } from '../../platform/guarded-store'
import { type Account, changeAccount, type Decided, type Line } from '../ledger'
import { finishJoining } from '../members'
import { type Order, orders } from './store'

/** What was posted for an order, and the account after it. */
export interface Posted {
  readonly line: Line
  readonly account: Account
}

/**
 * Posts for an order, once for each key. Null when the member has left; refused while an account that a hand has touched
 * is not put right, and then the order stays open and the sweeper comes back to it.
 */
export async function postFor(
  work: Work,
  { atMs }: Pick<Order, 'atMs'>,
  { key, member }: { readonly key: string; readonly member: string },
  decide: (account: Account) => Promise<Decided>,
): Promise<Posted | null | Refusal<'account_frozen'>> {
  const post = () =>
    changeAccount<Posted, never>(work, member, {
      command: { key, inputHash: '', madeAtMs: atMs },
      decide,
      reply: (line, account) => ({ line, account }),
    })
  let outcome = await post()
  if (outcome instanceof Refusal && outcome.code === 'not_a_member') {
    // Who shows their card in the moment of joining has no account yet, and will have one.
    await finishJoining(work, member)
    outcome = await post()
  }
  if (!(outcome instanceof Refusal)) return outcome
  if (outcome.code === 'not_a_member') return null
  if (outcome.code === 'account_frozen') return refuse('account_frozen')
  throw new Error(`${key} was posted with other input`)
}

/** Writes what became of a part of an order, once: another function may have been faster. */
export async function settlePart(
  work: Work,
  order: Order,
  isSettled: (order: Order) => boolean,
  settled: (order: Order) => Partial<Order>,
): Promise<Order> {
  let known: Order | null = order
  return untilSettled(work, async () => {
    const now = known ?? (await work.store.get(orders, order._id))
    known = null
    if (!now) throw new Error(`order ${order._id} is gone`)
    if (isSettled(now)) return { value: now }
    const part = settled(now)
    const isDone = [{ ...now, ...part }].every(({ award, refunds }) => award && refunds.every(({ done }) => done))
    const set = { ...part, version: now.version + 1, openSinceMs: isDone ? null : now.openSinceMs }
    // guard: order-settled-once
    const isWritten = await work.store.update(orders, { _id: now._id, version: now.version }, { set })
    return isWritten ? { value: { ...now, ...set } } : 'again'
  })
}
