import { businessDateOf } from '../../kernel/business-date'
import type { Work } from '../../platform/context'
import { maskedNumber } from './phone/number'
import type { Member, Profile } from './store'

/** A member as they see themselves. @param then their profile and sealed number when the answer was decided */
export function shownMember(
  { secrets }: Work,
  member: Pick<Member, '_id' | 'cardNo' | 'joinedAtMs'>,
  then: { readonly profile: Profile; readonly phone: string | null },
) {
  const phone = then.phone === null ? null : maskedNumber(secrets, { sealed: then.phone })
  return {
    memberId: member._id,
    ...then.profile,
    ...(phone === null ? {} : { phone }),
    cardNo: member.cardNo,
    joinedOn: businessDateOf(member.joinedAtMs),
  }
}
