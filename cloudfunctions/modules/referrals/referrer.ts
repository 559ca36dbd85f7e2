import type { Work } from '../../platform/context'
import { type Member, members } from '../members'
import { cardNoOfCode, referralCodeOf } from './referral-code'

const keyOf = (work: Work) => work.secrets.key('referral-code')

export function codeOfMember(work: Work, { cardNo }: Pick<Member, 'cardNo'>): string {
  return referralCodeOf(keyOf(work), cardNo)
}

/** Whose code it is; null for a text that is no member's, and for somebody who is another member by now. */
export async function memberOfCode(work: Work, code: string): Promise<Member | null> {
  const cardNo = cardNoOfCode(keyOf(work), code)
  if (cardNo === null) return null
  const page = await work.store.find(members, { index: 'byCardNo', equals: { cardNo }, limit: 1 })
  const member = page.items[0]
  return member && !member.merged ? member : null
}
