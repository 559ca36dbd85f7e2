import { refuse } from '../../../kernel/refusal'
import type { StaffCaller } from '../../../platform/context'
import type { Gate } from '../../../platform/gate'
import { memberIdOf } from '../../../platform/identity'
import { countCommand, countLookUp } from '../days/count'
import { aboutOf, isAllowed, isGuess, storeNamed } from '../domain/asked'
import { personOf } from '../people/people'
import { rolesOf } from '../people/person'
import { storeOf } from '../stores/stores'

/** The merchants' door: whoever comes through WeChat gets in, and may ask what their role and stores let them. */
export const merchantGate: Gate = {
  door: 'merchant',

  async recognise(work, { openid }): Promise<StaffCaller | null> {
    if (!openid) return null
    const person = await personOf(work, openid)
    const [role = null] = person ? rolesOf(person) : []
    return { kind: 'staff', openid, staffId: memberIdOf(work.secrets, openid), role, stores: person?.stores ?? [] }
  },

  async mayAsk(work, { caller, name, action, input, command }) {
    if (caller.kind !== 'staff') return refuse('unauthorised')
    const storeId = storeNamed(input)
    if (!isAllowed(caller, { roles: action.roles, storeId })) return refuse('unauthorised')
    // guard: store-in-force
    if (storeId !== null && !(await storeOf(work, storeId))) return refuse('unauthorised')
    const line = { staffId: caller.staffId, action: name, storeId: storeId ?? '', about: aboutOf(input) }
    if (command) return countCommand(work, line, command.key)
    return isGuess(input) ? countLookUp(work, line) : null
  },
}
