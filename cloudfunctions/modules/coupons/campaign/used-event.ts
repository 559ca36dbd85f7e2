import { yuanText } from '../../../kernel/yuan'
import type { Work } from '../../../platform/context'
import { storeMark } from '../../orders'
import { happened, numberFact, type RuleSource } from '../../rules'
import type { Coupon } from '../store'

export const COUPON_USED = 'coupon_used' as const

/** A coupon that was used at a counter; no rule of the programme listens to it. */
export const usedRules: RuleSource = {
  event: COUPON_USED,
  rules: () => [],
  details: (facts) => [
    { label: '用掉的券', value: String(facts.title) },
    { label: '门店', value: String(facts.storeName) },
    { label: '抵扣', value: `${yuanText(numberFact(facts, 'discountFen'))} 元` },
  ],
}

/**
 * Tells the rules that a coupon was used. One that came back and is used again is the same: else undoing and using it again
 * would earn whatever a campaign gives for it, again and again.
 */
export async function tellUsed(work: Work, { op, root, member, template, terms, use }: Coupon): Promise<void> {
  if (!use) return
  const { discountFen, storeName } = use
  const facts = { template, title: terms?.title ?? '', discountFen, store: storeMark(use.store), storeName }
  await happened(work, { event: COUPON_USED, source: root ?? op, member, facts, atMs: use.atMs })
}
