import type { Json } from '../../../kernel/canonical-json'
import type { EntryTitle } from '../../ledger'
import type { RewardKind } from '../domain/reward'
import type { Handover } from '../domain/steps'
import type { Ordered } from './store'

/** The `ref` of entries that orders cause; its id is the order's. */
export const ORDER_REF = 'reward'

/** What the entry of a redemption says of it: what its repetition is answered from. */
export interface OrderTrace {
  readonly title: string
  readonly quantity: number
  readonly handover: Handover
  readonly kind: RewardKind
}

export function traceOf({ rewardId, rewardVersion, title, quantity, handover, kind }: Ordered): Json {
  return { reward: rewardId, version: rewardVersion, title, quantity, handover, kind }
}

/** Why points came back. */
type Why = 'cancelled' | 'returned'

export function returnTraceOf({ title, quantity }: Ordered, why: Why): Json {
  return { title, quantity, why }
}

const WHY: Readonly<Record<Why, string>> = { cancelled: '取消兑换', returned: '退回' }

/** What a reward's entries are called in a statement. */
export const orderTitle: EntryTitle = {
  refKind: ORDER_REF,
  title({ kind, trace }, points) {
    const { title, quantity, why } = trace as unknown as Partial<OrderTrace> & { readonly why?: Why }
    // Nothing was free: the void stands right behind the redemption that it gives back.
    if (title === undefined) return `没有兑到，${points}退回`
    const what = (quantity ?? 1) > 1 ? `${title} × ${quantity}` : title
    return kind === 'redemption' ? `兑换：${what}` : `${why ? WHY[why] : '退回'}：${what}`
  },
}
