import type { Work } from '../../../platform/context'
import { type Member, members } from '../store'
import { phoneHash, phoneTailHash } from './number'
import { phones } from './store'

/** More members than this with one tail are not listed: a clerk could not tell them apart. */
const MOST_WITH_ONE_TAIL = 20

/** Members whose phone ends in these four digits, at most 20. */
export async function membersByPhoneTail(work: Work, tail: string): Promise<readonly Member[]> {
  const phoneTail = phoneTailHash(work.secrets, tail)
  const page = await work.store.find(members, {
    index: 'byPhoneTail',
    equals: { phoneTail },
    limit: MOST_WITH_ONE_TAIL,
  })
  return page.items
}

/** The member who has a phone number; null when nobody has. */
export async function memberByPhone(work: Work, number: string): Promise<Member | null> {
  const hash = phoneHash(work.secrets, number)
  const claim = await work.store.get(phones, hash)
  const member = claim && (await work.store.get(members, claim.member))
  // Who has claimed it may have another by now.
  return member?.phone?.hash === hash ? member : null
}
