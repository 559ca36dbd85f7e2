import type { Work } from '../../platform/context'
import { storeOf } from '../staff'

/**
 * Whether one of some stores is of the merchant of a card's store; all stores are, and one that is closed is of nobody. A
 * merchant does not learn what the customers they brought do at another.
 */
export async function isOfMerchantOf(
  work: Work,
  cardStore: string,
  stores: readonly string[] | null,
): Promise<boolean> {
  if (stores === null) return true
  const merchantId = (await storeOf(work, cardStore))?.merchantId
  if (merchantId === undefined) return false
  for (const store of stores) if ((await storeOf(work, store))?.merchantId === merchantId) return true
  return false
}
