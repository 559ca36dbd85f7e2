import { businessDateOf } from '../../../kernel/business-date'
import { refuse } from '../../../kernel/refusal'
import type { Work } from '../../../platform/context'
import { accountOf, balancesOn } from '../../ledger'
import { type Member, maskedNumber, memberByPhone, members, membersByPhoneTail } from '../../members'

const CARD_NO = /^\d{10}$/
const PHONE = /^\d{5,20}$/
const PHONE_TAIL = /^\d{4}$/

/** Whom a query may mean. Nicknames are not looked for: they have no index, and are nobody's alone. */
async function membersBy(work: Work, query: string): Promise<readonly Member[]> {
  if (PHONE_TAIL.test(query)) return membersByPhoneTail(work, query)
  const cards = CARD_NO.test(query)
    ? (await work.store.find(members, { index: 'byCardNo', equals: { cardNo: query }, limit: 1 })).items
    : []
  if (cards.length > 0) return cards
  const member = PHONE.test(query) ? await memberByPhone(work, query) : await work.store.get(members, query)
  return member ? [member] : []
}

/** The member of a card number, a phone number or an id; of several whose phones end alike the first, with the others. */
export async function findMember(work: Work, query: string) {
  const [member, ...others] = await membersBy(work, query)
  const account = member && (await accountOf(work, member._id))
  if (!account) return refuse('no_such_member')
  const { available, pending, debt } = balancesOn(account, work.today)
  return {
    ...shown(work, member),
    joinedOn: businessDateOf(member.joinedAtMs),
    status: account.status,
    available,
    pending,
    debt,
    others: others.map((other) => shown(work, other)),
    merged: member.merged ? { into: member.merged.into, mergeId: member.merged.by } : null,
  }
}

function shown({ secrets }: Work, { _id, cardNo, profile, phone }: Member) {
  return {
    memberId: _id,
    cardNo,
    nickname: profile.nickname,
    phone: (phone && maskedNumber(secrets, phone)) ?? null,
  }
}
