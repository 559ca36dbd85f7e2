import { writeByHand } from './by-hand'
import { type Ask, dataOf, type Programme } from './programme'

/** A store as an operator drafts and publishes it. */
export async function openStore(
  programme: Programme,
  storeId: string,
  fields: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await writeByHand(programme, 'stores', { _id: storeId, name: '西湖店', merchantId: 'laoshan', ...fields })
  dataOf(await programme.ops()('ops.publish', { kind: 'stores', id: storeId }))
}

/** Somebody who accepts an invitation to a store, and how to ask as them. */
export async function hire(
  programme: Programme,
  openid: string,
  { storeId, role = 'clerk', name }: { storeId: string; role?: 'clerk' | 'manager'; name?: string },
): Promise<Ask> {
  const invitation = dataOf(await programme.ops()('ops.invite-staff', { storeId, role, operator: '王芳' }))
  const ask = programme.staff(openid)
  dataOf(await ask('staff.accept', { code: invitation.code, ...(name === undefined ? {} : { name }) }))
  return ask
}
