import { shownMoment } from '../../kernel/business-date'
import { Refusal, refuse } from '../../kernel/refusal'
import { DEFAULT_PAGE_SIZE } from '../../platform/fields'
import type { Handlers } from '../../platform/module'
import { decodeCursor } from '../../platform/store'
import type { contract } from './contract'
import type { Doubt } from './domain/states'
import { decideHold } from './holds/decide'
import { openCard } from './members/open'
import { statusOf } from './members/status'
import { goOn } from './paying/operation'
import { paidTo, type Side } from './paying/posting'
import { referrals } from './store'

const DOUBTS: Readonly<Record<Doubt, string>> = {
  same_person: '两个账户是同一个人',
  same_phone: '和带来他的人用过同一个手机号',
  shared_phone: '和同一个人带来的另一位朋友用过同一个手机号',
  many_at_once: '同一个人一天之内带来的朋友太多',
  operator: '人工驳回',
}

export const handlers: Handlers<typeof contract> = {
  'referrals.status': async (context) => (await statusOf(context, context.caller.memberId)) ?? refuse('not_a_member'),

  'referrals.open': async (context, { shareCode }) => openCard(context, context.caller.memberId, shareCode),

  'ops.referral-holds': async (context, { cursor, limit = DEFAULT_PAGE_SIZE }) => {
    if (cursor !== undefined && !decodeCursor(cursor)) return refuse('invalid_input', { path: 'input.cursor' })
    const held = { index: 'byState', equals: { state: 'held' }, limit, ...(cursor === undefined ? {} : { cursor }) }
    const page = await context.store.find(referrals, held)
    const items = page.items.map(({ _id, referrer, campaign, boundAtMs, waits, doubt }) => ({
      referralId: _id,
      referrer,
      campaignId: campaign,
      joinedAt: shownMoment(boundAtMs),
      orderId: waits?.order ?? '',
      doubt: doubt ?? 'operator',
      why: DOUBTS[doubt ?? 'operator'],
    }))
    return { items, next: page.next }
  },

  'ops.approve-referral': async (context, { referralId, operator }) => {
    const decided = await decideHold(context, { referralId, operator, to: 'approved', reason: '' })
    if (decided instanceof Refusal) return decided
    await goOn(context, decided)
    const { reward } = decided
    // What was posted: asked again, the answer is the same, also when it has been taken back since.
    const postedTo = async (side: Side) =>
      (reward && (await paidTo(context, { ...decided, reward }, side)))?.points ?? 0
    return { referralId, friendPoints: await postedTo('friend'), referrerPoints: await postedTo('referrer') }
  },

  'ops.refuse-referral': async (context, { referralId, operator, reason }) => {
    const decided = await decideHold(context, { referralId, operator, to: 'refused', reason })
    return decided instanceof Refusal ? decided : { referralId: decided._id, state: 'refused' }
  },
}
