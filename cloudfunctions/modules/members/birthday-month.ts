import * as z from 'zod/mini'
import { businessDateOf } from '../../kernel/business-date'
import { AT, defineCondition, type MemberFact, numberFact } from '../rules'
import { members } from './store'

/** The month of a member's birthday; 0 for who did not say. */
export const birthdayMonthFact: MemberFact = {
  name: 'birthdayMonth',
  async of(work, { member }) {
    const birthday = (await work.store.get(members, member))?.profile.birthday
    return birthday ? Number(birthday.slice(0, 2)) : 0
  },
}

/** Only in the month of the member's birthday. */
export const birthdayMonth = defineCondition({
  code: 'birthday_month',
  args: z.strictObject({}),
  needs: ['birthdayMonth'],
  text: () => '在生日当月',
  holds: (facts) => numberFact(facts, 'birthdayMonth') === Number(businessDateOf(numberFact(facts, AT)).slice(5, 7)),
})
