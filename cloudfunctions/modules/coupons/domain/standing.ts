import { placeIn, type UsableWindow } from './validity'

/** What has become of a coupon, as its member sees it. */
export type Standing = 'usable' | 'early' | 'expired' | 'used' | 'giving' | 'given' | 'withdrawn'

/** States of a document that a member is not shown: what came of it is another coupon, or it never was one. */
const HIDDEN = ['free', 'returned', 'tombstone'] as const
type Hidden = (typeof HIDDEN)[number]

/** Where a coupon stands at a moment; null for a document that is none to be shown. */
export function standingOf(
  {
    state,
    ...window
  }: UsableWindow & { readonly state: Exclude<Standing, 'usable' | 'early' | 'expired'> | 'claimed' | Hidden },
  atMs: number,
): Standing | null {
  if (state === 'claimed')
    return ({ early: 'early', within: 'usable', over: 'expired' } as const)[placeIn(window, atMs)]
  return HIDDEN.includes(state as Hidden) ? null : (state as Standing)
}
