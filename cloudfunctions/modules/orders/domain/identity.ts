import { sha256 } from '../../../kernel/digest'

/** An order that was refunded whole and paid again begins another round; nobody pays and takes back more often. */
export const MAX_ROUNDS = 8

/** A number that may stand in an id as it is. Anything else is hashed; the full stop keeps the two apart. */
const plain = (number: string) => (/^[A-Za-z0-9_-]{1,64}$/.test(number) ? number : `.${sha256(number)}`)

/** What an order is, whoever reports it: the store, the number its till gave it, and how often it was paid anew. */
export function orderIdOf(storeId: string, orderNo: string, round: number): string {
  return `${storeId}|${plain(orderNo)}|${round}`
}

/** All ids that an order number may have, the first round first. */
export function orderIdsOf(storeId: string, orderNo: string): readonly string[] {
  return Array.from({ length: MAX_ROUNDS }, (_, at) => orderIdOf(storeId, orderNo, at + 1))
}

/** The operation of an order's award. */
export const awardOpOf = ({ _id }: { readonly _id: string }) => `or|${_id}`

/** The entry of a refund within its order's account. An undo has no number of the shop's, and at most one is done. */
export function refundIdOf(orderId: string, refund: { readonly kind: string; readonly refundNo: string }): string {
  return `${orderId}|${refund.kind}|${plain(refund.refundNo)}`
}
