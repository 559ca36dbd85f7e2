import { yuanText } from '../../kernel/yuan'
import { readSettings } from '../../platform/settings'
import { numberFact, type RuleSource } from '../rules'
import { PLAIN_RATE_BPS, rateText } from './domain/earning'
import { orderSettings } from './settings'

export const ORDER_PAID = 'order_paid' as const

/** The fact that says what the member has earned by other orders of that day; there only while a cap asks for it. */
export const EARNED_THAT_DAY = 'earnedThatDay'

/** Points for what was spent, by the rate of the programme and the member's tier, under the caps of the programme. */
export const orderRules: RuleSource = {
  event: ORDER_PAID,
  rules(settings) {
    const { earnRate, earnFromFen, earnStores } = readSettings(orderSettings, settings).values
    return [
      {
        id: 'orders.earn',
        when: ORDER_PAID,
        conditions: [
          ...(earnFromFen === 0 ? [] : [{ code: 'amount_at_least', fen: earnFromFen }]),
          ...(earnStores === null ? [] : [{ code: 'at_store', stores: earnStores }]),
        ],
        effects: [{ code: 'points_per_amount', ...earnRate }],
      },
    ]
  },
  caps(settings) {
    const { maxPointsPerOrder, maxPointsPerDay } = readSettings(orderSettings, settings).values
    return [
      ...(maxPointsPerOrder === null
        ? []
        : [
            {
              event: ORDER_PAID,
              most: maxPointsPerOrder,
              text: ({ points }: { points: string }) => `每笔消费最多得 ${maxPointsPerOrder} ${points}`,
            },
          ]),
      ...(maxPointsPerDay === null
        ? []
        : [
            {
              event: ORDER_PAID,
              most: maxPointsPerDay,
              had: EARNED_THAT_DAY,
              text: ({ points }: { points: string }) => `每人每天消费最多得 ${maxPointsPerDay} ${points}`,
            },
          ]),
    ]
  },
  details(facts) {
    const [amountFen, eligibleFen] = [numberFact(facts, 'amountFen'), numberFact(facts, 'eligibleFen')]
    const rateBps = numberFact(facts, 'rateBps')
    const had = facts[EARNED_THAT_DAY]
    return [
      { label: '门店', value: String(facts.storeName) },
      { label: '消费金额', value: `${yuanText(amountFen)} 元` },
      ...(eligibleFen === amountFen ? [] : [{ label: '其中得积分的', value: `${yuanText(eligibleFen)} 元` }]),
      ...(rateBps === PLAIN_RATE_BPS
        ? []
        : [{ label: '等级倍数', value: `${facts.tier ?? ''} ${rateText(rateBps)} 倍` }]),
      ...(had === undefined ? [] : [{ label: '当天消费已得', value: String(had) }]),
    ]
  },
}
