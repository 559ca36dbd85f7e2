import { sha256 } from '../../../kernel/digest'

const LONGEST = 20

/** A store in the facts of an order: its id, or a digest of one that is longer than a trace has room for. */
export function storeMark(storeId: string): string {
  return storeId.length <= LONGEST ? storeId : `.${sha256(storeId).slice(0, LONGEST - 1)}`
}
