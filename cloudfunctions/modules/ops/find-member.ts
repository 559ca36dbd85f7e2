import { businessDateOf } from '../../kernel/business-date'
import { refuse } from '../../kernel/refusal'
import type { Work } from '../../platform/context'
import { accountOf, balancesOn } from '../ledger'
import { members } from '../members'

const CARD_NO = /^\d{10}$/

async function memberBy(work: Work, query: string) {
  if (!CARD_NO.test(query)) return work.store.get(members, query)
  const page = await work.store.find(members, { index: 'byCardNo', equals: { cardNo: query }, limit: 1 })
  return page.items[0] ?? null
}

/** The member of a card number or an id. Nicknames are not looked for: they have no index, and are nobody's alone. */
export async function findMember(work: Work, query: string) {
  const member = await memberBy(work, query)
  const account = member && (await accountOf(work, member._id))
  if (!account) return refuse('no_such_member')
  const { available, pending, debt } = balancesOn(account, work.today)
  return {
    memberId: member._id,
    cardNo: member.cardNo,
    nickname: member.profile.nickname,
    joinedOn: businessDateOf(member.joinedAtMs),
    status: account.status,
    available,
    pending,
    debt,
  }
}
