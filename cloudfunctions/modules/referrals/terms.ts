import * as z from 'zod/mini'
import { type BusinessDate, monthOf } from '../../kernel/business-date'
import { shortYuanText } from '../../kernel/yuan'

const count = (least: number, most: number) => z.int().check(z.minimum(least), z.maximum(most))
const MOST_POINTS = 100_000
const MOST_DAYS = 365
const MOST_FEN = 1_000_000
const MOST_FRIENDS = 1_000

/** What a campaign of the kind `referral` says beside what every campaign does. All of it is fixed, and none of it is drawn. */
export const referralFields = {
  /** For who brought a friend, and for the friend. */
  referrerPoints: count(1, MOST_POINTS),
  friendPoints: count(1, MOST_POINTS),
  /** A friend who joins within so many days of coming by a card was brought by it. */
  joinWithinDays: z._default(count(1, MOST_DAYS), 30),
  /** The friend's first purchase counts when it is paid within so many days of joining. */
  orderWithinDays: z._default(count(1, MOST_DAYS), 30),
  /** What has to stand of it, after refunds too; 0 where any will do. */
  minOrderFen: z._default(count(0, MOST_FEN), 0),
  /** So many friends of one member are rewarded for, in a month or in the whole campaign. */
  perReferrer: z.strictObject({ friends: count(1, MOST_FRIENDS), per: z.enum(['month', 'campaign']) }),
  /** So many friends in all; absent where there is no such bound. */
  mostFriends: z.optional(count(1, 1_000_000)),
  /** What stands on the card in a chat: 28 characters, as much as a chat shows. */
  shareTitle: z.optional(z.string().check(z.minLength(1), z.maxLength(28))),
} as const

const termsSchema = z.object(referralFields)
export type ReferralTerms = z.output<typeof termsSchema>

/** The terms of a campaign's body. Throws on one of another kind. */
export function termsIn(body: Readonly<Record<string, unknown>>): ReferralTerms {
  return z.parse(termsSchema, body)
}

/** In which period a friend is counted for the member who brought them. */
export function countedIn({ perReferrer }: ReferralTerms, campaignPeriod: string, today: BusinessDate): string {
  return perReferrer.per === 'month' ? monthOf(today) : campaignPeriod
}

/** The least that has to stand of the friend's purchase. */
export function leastFen({ minOrderFen }: Pick<ReferralTerms, 'minOrderFen'>): number {
  return Math.max(1, minOrderFen)
}

/** The whole rule in plain words, line by line. */
export function rulesOf(terms: ReferralTerms, points: string): readonly string[] {
  const { referrerPoints, friendPoints, joinWithinDays, orderWithinDays, minOrderFen, perReferrer, mostFriends } = terms
  const atLeast = minOrderFen > 0 ? `满 ${shortYuanText(minOrderFen)} 元` : ''
  return [
    `朋友点开您的卡片，${joinWithinDays} 天内第一次入会，算是您带来的；先点开谁的就算谁的`,
    `朋友入会后 ${orderWithinDays} 天内的首单${atLeast}，过了退货期，您得 ${referrerPoints} ${points}，朋友得 ${friendPoints} ${points}`,
    `${perReferrer.per === 'month' ? '每人每月' : '活动期间每人'}最多 ${perReferrer.friends} 位朋友有奖励，超出后朋友照得`,
    ...(mostFriends === undefined ? [] : [`一共 ${mostFriends} 位朋友，先到先得，发完为止`]),
    `这笔消费退款后${minOrderFen > 0 ? `不足 ${shortYuanText(minOrderFen)} 元` : '全部退掉'}的，双方的${points}一起收回`,
    '转发和被打开都没有奖励；自己、同一手机号、退会后再入会的不算',
  ]
}
