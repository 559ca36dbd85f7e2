import type { Work } from '../../platform/context'
import { untilSettled } from '../../platform/guarded-store'
import { allOf } from '../../platform/store'
import type { CouponHappened } from '../coupons'
import { accountOf } from '../ledger'
import { isOfMerchantOf } from './merchants'
import { countOutcome } from './outcomes'
import { touchAt } from './room'
import { shareCards, shareOutcomes, shareTouches } from './store'
import { creditOf } from './touch'

/** Those of some members who have ever come by a card: of all others nothing more is read. */
async function everBrought(work: Work, members: readonly string[]): Promise<ReadonlySet<string>> {
  return new Set((await allOf(work.store, shareTouches, members)).map(({ _id }) => _id))
}

/** The card that counts for what a member did with a coupon at a moment; null where none does. */
async function cardFor(work: Work, { member, stores, atMs }: CouponHappened) {
  const account = await accountOf(work, member)
  const touch = account && touchAt(account, atMs)
  const card = touch && (await work.store.get(shareCards, touch.card))
  return card && (await isOfMerchantOf(work, card.store, stores)) ? card : null
}

const KINDS = { claimed: 'claim', used: 'use', undone: 'use' } as const

async function count(work: Work, happened: CouponHappened): Promise<void> {
  const { what, couponId: source, member, atMs } = happened
  const card = await cardFor(work, happened)
  const isUndone = what === 'undone'
  // A use that is undone before it was told is written down as none: told later, it is there already.
  // guard: undone-use-fence
  if (card)
    await countOutcome(work, creditOf(card), { kind: KINDS[what], source, member, atMs, count: isUndone ? 0 : 1 })
  if (!isUndone) return
  await untilSettled(work, async () => {
    const counted = { _id: `use|${source}`, count: { atLeast: 1 } }
    return { value: await work.store.update(shareOutcomes, counted, { set: { count: 0 } }) }
  })
}

/** Counts claims and uses of coupons for the cards that their members came by; an undone use counts no more. */
export async function countCoupons(work: Work, happened: readonly CouponHappened[]): Promise<void> {
  const brought = await everBrought(work, [...new Set(happened.map(({ member }) => member))])
  for (const one of happened) if (brought.has(one.member)) await count(work, one)
}
