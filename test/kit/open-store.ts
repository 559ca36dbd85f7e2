import type { RunningCloud } from './running-cloud'

const OPERATOR = '何掌柜'

/** A store as an operator opens it: a draft in the console, published, and somebody invited to its counter. */
export async function openStore(
  cloud: RunningCloud,
  store: { readonly storeId: string; readonly name: string },
  clerk: { readonly openid: string; readonly name: string; readonly role?: 'clerk' | 'manager' },
): Promise<void> {
  const { storeId, name } = store
  await cloud.local('PUT', `collections/stores/${storeId}`, { _id: storeId, name, merchantId: 'm-1' })
  await cloud.ops()('ops.publish', { kind: 'stores', id: storeId, operator: OPERATOR })
  await inviteStaff(cloud, storeId, clerk)
}

export async function inviteStaff(
  cloud: RunningCloud,
  storeId: string,
  {
    openid,
    name,
    role = 'clerk',
  }: { readonly openid: string; readonly name: string; readonly role?: 'clerk' | 'manager' },
): Promise<void> {
  const { code } = await cloud.ops()('ops.invite-staff', { storeId, role, operator: OPERATOR })
  await cloud.staff(openid)('staff.accept', { code, name })
}
