import { shownMoment } from '../../kernel/business-date'
import { refuse } from '../../kernel/refusal'
import { settingsOf } from '../../platform/context'
import type { Handlers } from '../../platform/module'
import type { contract } from './contract'
import { dayIdOf, staffDays } from './days/store'
import { hookSecretOf } from './domain/signature'
import { accept } from './invitations/accept'
import { invite } from './invitations/invite'
import { personOf, staffNow } from './people/people'
import { rolesOf } from './people/person'
import { removeStaff } from './people/remove'
import { staffSettings } from './settings'
import { hookKeysOf, storeOf, storesNamed } from './stores/stores'

export const handlers: Handlers<typeof contract> = {
  'staff.accept': async (context, input) => accept(context, input),

  'staff.me': async (context) => {
    const person = await personOf(context, context.caller.openid)
    const roles = person ? rolesOf(person) : []
    if (!person || roles.length === 0) return refuse('not_staff')
    return { name: person.name, stores: await storesNamed(context, person.stores), roles }
  },

  'ops.invite-staff': async (context, { storeId, role, operator }) =>
    invite(context, { role, storeId, operator }, async () =>
      (await storeOf(context, storeId)) ? null : refuse('no_such_store'),
    ),

  'ops.invite-operator': async (context, { operator }) =>
    invite(context, { role: 'operator', storeId: null, operator }, async () => null),

  'ops.list-staff': async (context) => ({
    staff: (await staffNow(context)).map((person) => ({
      staffId: person.staffId,
      name: person.name,
      roles: rolesOf(person),
      stores: [...person.stores],
      since: person.sinceMs === null ? '' : shownMoment(person.sinceMs),
    })),
  }),

  'ops.remove-staff': async (context, input) => removeStaff(context, input),

  'ops.staff-log': async (context, { staffId, date = context.today }) => {
    const day = await context.store.get(staffDays, dayIdOf(staffId, date))
    const { staffCommandsPerDay, staffLookUpsPerDay } = await settingsOf(context, staffSettings)
    return {
      left: day?.left ?? staffCommandsPerDay,
      lookUpsLeft: day?.lookUpsLeft ?? staffLookUpsPerDay,
      lines: (day?.lines ?? []).map(({ action, storeId, about, atMs }) => ({
        at: shownMoment(atMs),
        action,
        storeId,
        about,
      })),
    }
  },

  'ops.hook-key': async (context, { storeId }) => {
    const store = await storeOf(context, storeId)
    if (!store) return refuse('no_such_store')
    const keyIds = hookKeysOf(store)
    if (keyIds.length === 0) return refuse('no_hook_key')
    const masterKey = context.secrets.key('hook')
    return { keys: keyIds.map((keyId) => ({ keyId, secret: hookSecretOf(masterKey, keyId) })) }
  },
}
