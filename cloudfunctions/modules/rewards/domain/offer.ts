import { type SaleState, saleStateAt } from './on-sale'
import type { Reward } from './reward'

/** Why somebody can or cannot have something now, in the order in which it is told. */
export type OfferState = SaleState | 'not_eligible' | 'sold_out'

/** Whether a tier may have something. @param tier null for who has none */
export function isEligible({ tiers }: Pick<Reward, 'tiers'>, tier: string | null): boolean {
  return tiers === null || (tier !== null && tiers.includes(tier))
}

/** What an offer is to somebody of a tier. @param left how many are free; null where there is always one more */
export function offerStateOf(
  reward: Pick<Reward, 'onSaleFromMs' | 'onSaleUntilMs' | 'tiers'>,
  { tier, left, atMs }: { readonly tier: string | null; readonly left: number | null; readonly atMs: number },
): OfferState {
  const sale = saleStateAt(reward, atMs)
  if (sale !== 'on_sale') return sale
  if (!isEligible(reward, tier)) return 'not_eligible'
  return left === 0 ? 'sold_out' : 'on_sale'
}
