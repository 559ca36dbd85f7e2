import {
  type CampaignDraft,
  conditionsOf,
  effectsOf,
  namesIn,
  numberIn,
  overlap,
  type PlacedEffect,
  textIn,
} from '../draft'
import type { Act, Finding } from '../finding'
import type { Check, Surroundings } from '../surroundings'
import { bestBasePoints, couponRewards, fenOfPoints, fixedPoints, giftsFen, rateOf, returnsOf } from '../worth'

/** An order at which a rule that asks for none is looked at: a hundred yuan. */
const USUAL_FEN = 10_000
/** Of each yuan that comes in: more going back than this leaves nothing for the goods. */
const MOST_BACK_PERCENT = 60
const SHOWN_TIMES = 20
const MANY_TIMES = 3

const yuan = (fen: number) => (fen / 100).toFixed(2)

/** The least order that a rule asks for; 0 where any will do. */
function leastFenOf(draft: CampaignDraft, at: number): number {
  return Math.max(
    0,
    ...conditionsOf(draft, at).map(({ clause }) => (clause.code === 'amount_at_least' ? numberIn(clause, 'fen') : 0)),
  )
}

const isLimitedByMember = ({ perMember, perMemberDay }: CampaignDraft) =>
  [perMember?.points, perMember?.times, perMemberDay?.points, perMemberDay?.times].some((most) => most !== undefined)

/** Something worth more than a fen for every order, however small, as often as one likes. */
export const splitOrders: Check = (draft, around) =>
  draft.rules.flatMap((rule, at): readonly Finding[] => {
    if (rule.when !== 'order_paid' && rule.when !== 'order_vested') return []
    const isOnce = conditionsOf(draft, at).some(({ clause }) => clause.code === 'first_order')
    if (isOnce || isLimitedByMember(draft) || leastFenOf(draft, at) > 0) return []
    const worth = fenOfPoints(fixedPoints(rule.effects), rateOf(around)) + giftsFen(rule.effects, around)
    if (worth <= 1) return []
    return [
      {
        code: 'split_orders',
        severity: 'error',
        path: `rules.${at}.conditions`,
        what: `不管买多少都给，一份约值 ${yuan(worth)} 元：把一单拆成许多 0.01 元的单子，每单都赚`,
        todo: '加上消费满多少才给（amount_at_least），或者写每人每天的次数（perMemberDay.times）',
        acts: [{ act: 'pay', amountFen: 1, times: SHOWN_TIMES }],
      },
    ]
  })

/** Points and coupons of all that runs together, in the best tier, against what was paid for them. */
export const stacksBelowCost: Check = (draft, around) => {
  const others = around.others.filter((other) => other.kind === 'rules' && overlap(other, draft))
  return draft.rules.flatMap((rule, at): readonly Finding[] => {
    if (rule.when !== 'order_paid' && rule.when !== 'order_vested') return []
    const amountFen = leastFenOf(draft, at) || USUAL_FEN
    const own = returnsOf({ ...draft, rules: [rule] }, amountFen, around)
    if (own.points + own.giftFen === 0) return []
    const returns = [draft, ...others].map((campaign) => returnsOf(campaign, amountFen, around))
    const points = returns.reduce((sum, one) => sum + one.points, bestBasePoints(amountFen, around))
    const back = returns.reduce((sum, one) => sum + one.giftFen, fenOfPoints(points, rateOf(around)))
    if (back * 100 < amountFen * MOST_BACK_PERCENT) return []
    const isProfit = back > amountFen
    return [
      {
        code: 'stacks_below_cost',
        severity: 'error',
        path: `rules.${at}.effects`,
        what: `加上等级、其他活动和券，消费 ${yuan(amountFen)} 元最多能拿回约 ${yuan(back)} 元，${isProfit ? '比付的还多' : '低于成本'}`,
        todo: '把倍数或面额降下来，或者写上 perEvent、和别的活动放进同一个叠加组',
        ...(isProfit ? { acts: [{ act: 'pay', amountFen, times: 1 } as const] } : {}),
      },
    ]
  })
}

const isGain = ({ code }: { readonly code: string }) => code !== 'inbox_message'

/** Paying, taking what is given, and having the money back. */
export const refundFarming: Check = (draft, { templates }) => [
  ...draft.rules.flatMap((rule, at): readonly Finding[] =>
    rule.when !== 'order_refunded' || !rule.effects.some(isGain)
      ? []
      : [
          {
            code: 'refund_farming',
            severity: 'error',
            path: `rules.${at}.when`,
            what: '退款就给好处：买了再退，钱一分没花，好处留下',
            todo: '退款时只能发站内信；想安抚顾客，请用 ops.grant 单独送',
            acts: [{ act: 'pay', amountFen: USUAL_FEN, times: 1 }, { act: 'refund' }],
          },
        ],
  ),
  ...effectsOf(draft).flatMap(({ clause, path, rule, at }): readonly Finding[] => {
    if (rule.when !== 'order_paid' || clause.code !== 'coupon') return []
    const templateId = textIn(clause, 'templateId')
    const template = templates.get(templateId)
    if (!template) return []
    const acts: readonly Act[] = [
      { act: 'pay', amountFen: leastFenOf(draft, at) || USUAL_FEN, times: 1 },
      { act: 'use', templateId, amountFen: Math.max(template.thresholdFen, template.worthFen), times: 1 },
      { act: 'refund' },
    ]
    return [
      {
        code: 'refund_farming',
        severity: 'error',
        path,
        what: `付款就发「${template.title}」：先把券用掉再退款，券就白拿了`,
        todo: '改成过了退货期再给（when 写 order_vested）',
        acts,
      },
    ]
  }),
]

/** What a friend's first order has brought by a rule stays when it is given back; only the kind for it takes it back. */
export const friendRefunds: Check = (draft) =>
  draft.rules.flatMap((rule, at): readonly Finding[] =>
    rule.when !== 'friend_qualified' || !rule.effects.some(isGain)
      ? []
      : [
          {
            code: 'friend_refunds',
            severity: 'warning',
            path: `rules.${at}.when`,
            what: '朋友的第一单之后又退了，这里给的不会收回：找人买一单再退，好处留下',
            todo: '给带来朋友的奖励，用 kind 是 referral 的活动，退款时两边都收回；这里只发站内信',
            acts: [{ act: 'friend_pays', amountFen: leastFenOf(draft, at) || USUAL_FEN }, { act: 'friend_refunds' }],
          },
        ],
  )

/** The rewards that a rule on redemptions is about. */
function rewardsOf(draft: CampaignDraft, at: number, { rewards }: Surroundings) {
  const named = conditionsOf(draft, at).filter(({ clause }) => clause.code === 'of_reward')
  const isMeant = (id: string) => named.every(({ clause }) => namesIn(clause, 'rewards').includes(id))
  return [...rewards].filter(([id]) => isMeant(id))
}

/** Redeeming for the sake of what redeeming gives. A rule hears of what its member has got: that can no longer be cancelled. */
export const redeemLoops: Check = (draft, around) =>
  draft.rules.flatMap((rule, at): readonly Finding[] => {
    if (rule.when !== 'reward_redeemed' || !rule.effects.some(isGain)) return []
    const meant = rewardsOf(draft, at, around)
    const points = fixedPoints(rule.effects)
    const free = couponRewards(around).find(
      ({ rewardId, reward }) => reward.pricePoints <= points && meant.some(([id]) => id === rewardId),
    )
    return [
      ...(free
        ? [
            {
              code: 'earn_spend_loop',
              severity: 'error' as const,
              path: `rules.${at}.effects`,
              what: `换「${free.reward.title}」花 ${free.reward.pricePoints}，换了又给 ${points}：可以一直换下去，${around.pointsName}越换越多`,
              todo: '给的要远少于兑换花的，或者改成给站内信、抽奖机会',
              acts: [{ act: 'redeem', rewardId: free.rewardId, times: MANY_TIMES } as const],
            },
          ]
        : []),
    ]
  })

/** A coupon whose use gives the next one of its own. */
function feedsItself(draft: CampaignDraft, { clause, rule, at }: PlacedEffect): boolean {
  if (rule.when !== 'coupon_used' || clause.code !== 'coupon') return false
  const asked = conditionsOf(draft, at).filter((one) => one.clause.code === 'of_template')
  return asked.every((one) => namesIn(one.clause, 'templates').includes(textIn(clause, 'templateId')))
}

export const couponLoops: Check = (draft, { templates }) =>
  effectsOf(draft).flatMap((effect): readonly Finding[] => {
    const templateId = textIn(effect.clause, 'templateId')
    const template = templates.get(templateId)
    if (!template || !feedsItself(draft, effect) || draft.perMember?.times !== undefined) return []
    const amountFen = Math.max(template.thresholdFen, template.worthFen)
    return [
      {
        code: 'coupon_loop',
        severity: 'error',
        path: effect.path,
        what: `用一张「${template.title}」又得一张一样的，一张券可以一直用下去`,
        todo: '换一种券，或者写每人最多几次（perMember.times）',
        acts: [
          { act: 'claim', templateId },
          { act: 'use', templateId, amountFen, times: MANY_TIMES },
        ],
      },
    ]
  })

const multipliersOf = (campaign: CampaignDraft) =>
  effectsOf(campaign).filter(({ clause }) => clause.code === 'points_multiplied')

const timesText = (rateBps: number) => String(rateBps / 10_000)

/** A multiplier that multiplies what another has multiplied already. */
export const compounding: Check = (draft, { others }) => {
  const [own, ...more] = multipliersOf(draft)
  if (!own) return []
  const met = others
    .filter((other) => overlap(other, draft))
    .flatMap((other) => multipliersOf(other).map((effect) => ({ effect, other })))
  const doubled = met.find(
    ({ effect, other }) => effect.rule.when === own.rule.when && (draft.compounds || other.compounds),
  )
  const inner = draft.compounds ? more.find(({ rule }) => rule.when === own.rule.when) : undefined
  const second = doubled?.effect ?? inner
  if (!second) return []
  const [one, other] = [numberIn(own.clause, 'rateBps'), numberIn(second.clause, 'rateBps')]
  return [
    {
      code: 'compounding',
      severity: 'error',
      path: draft.compounds ? 'compounds' : own.path,
      what: `和「${doubled?.other.title ?? draft.title}」的倍数连乘：${timesText(one)} 倍乘 ${timesText(other)} 倍是 ${timesText((one * other) / 10_000)} 倍，不是加起来的 ${timesText(one + other - 10_000)} 倍`,
      todo: '去掉 compounds，或者放进同一个叠加组只给最好的一个',
    },
  ]
}
