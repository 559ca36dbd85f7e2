import { refuse } from '../../../kernel/refusal'
import { settingsOf } from '../../../platform/context'
import type { Handler } from '../../../platform/module'
import { problemOfLines } from '../../orders'
import { storeOf } from '../../staff'
import { bestCombination, type Candidate } from '../domain/best-combination'
import { cartOf } from '../domain/cart'
import { standingOf } from '../domain/standing'
import { combinationText, leftOutText } from '../domain/wording'
import { enrolledAs } from '../enrolled'
import { couponSettings } from '../settings'
import { termsFor } from '../shown/shown-terms'
import { coupons } from '../store'
import type { walletContract } from './contract'

/** Of the coupons that end next. */
const MOST_LOOKED_AT = 50

export const best: Handler<(typeof walletContract)['coupons.best']> = async (context, input) => {
  const { storeId, amountFen, lines = null } = input
  const { memberId: member } = context.caller
  if ((await enrolledAs(context, member)) === null) return refuse('not_a_member')
  if (!(await storeOf(context, storeId))) return refuse('no_such_store')
  const wrong = problemOfLines(amountFen, lines)
  if (wrong) return wrong
  const page = await context.store.find(coupons, {
    index: 'byState',
    equals: { member, state: 'claimed' },
    range: { from: context.nowMs + 1 },
    limit: MOST_LOOKED_AT,
  })
  const usable = page.items.filter((coupon) => standingOf(coupon, context.nowMs) === 'usable')
  const all = usable.map(
    (coupon): Candidate => ({ couponId: coupon.op, terms: termsFor(coupon), endsAtMs: coupon.endsAtMs }),
  )
  const isElsewhere = ({ terms: { stores } }: Candidate) => stores !== null && !stores.includes(storeId)
  const { couponCombinations } = await settingsOf(context, couponSettings)
  const found = bestCombination(
    all.filter((candidate) => !isElsewhere(candidate)),
    cartOf(amountFen, lines),
    couponCombinations,
  )
  const told = ({ couponId, terms: { title } }: Candidate) => ({ couponId, title })
  return {
    coupons: found.applied.map(({ candidate, discountFen }) => ({ ...told(candidate), discountFen })),
    discountFen: found.discountFen,
    payableFen: found.payableFen,
    sentence: combinationText(found),
    leftOut: [
      ...found.leftOut.map(({ candidate, because }) => ({ ...told(candidate), why: leftOutText(because) })),
      ...all.filter(isElsewhere).map((candidate) => ({ ...told(candidate), why: '这家店不能用' })),
    ],
  }
}
