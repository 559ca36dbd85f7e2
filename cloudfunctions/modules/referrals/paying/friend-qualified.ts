import { yuanText } from '../../../kernel/yuan'
import { numberFact, type RuleSource } from '../../rules'

export const FRIEND_QUALIFIED = 'friend_qualified' as const

/**
 * A friend's own first purchase has passed its return period. It is told for the member who brought them; bringing, sharing
 * and opening are no events and cannot become one.
 */
export const friendRules: RuleSource = {
  event: FRIEND_QUALIFIED,
  rules: () => [],
  details: (facts) => [{ label: '朋友的首单', value: `${yuanText(numberFact(facts, 'amountFen'))} 元` }],
}
