import { accounts } from '../../cloudfunctions/modules/ledger/store'
import { type OutcomeKind, type ShareOutcome, shareOutcomes } from '../../cloudfunctions/modules/sharing/store'
import { memberIdOf } from '../../cloudfunctions/platform/identity'
import { writeByHand } from './by-hand'
import { type Ask, dataOf, Programme, type ProgrammeOptions } from './programme'
import { openStore } from './stores'

/** The chain of a merchant, and one shop of another. */
const STORES = {
  lake: { name: '湖边店', merchantId: 'tea' },
  bridge: { name: '桥头店', merchantId: 'tea' },
  bakery: { name: '街角面包房', merchantId: 'bread' },
}

/** Who serves where, by openid. */
const STAFF = {
  'o-clerk': { name: '小周', stores: ['lake'], role: 'clerk' },
  'o-colleague': { name: '阿宁', stores: ['lake'], role: 'clerk' },
  'o-manager': { name: '林店长', stores: ['lake'], role: 'manager' },
  'o-bridge': { name: '小桥', stores: ['bridge'], role: 'clerk' },
  'o-baker': { name: '老面', stores: ['bakery'], role: 'manager' },
}

/** A programme with stores and staff, for whoever shares and comes. */
export async function sharingShop(options: ProgrammeOptions = {}): Promise<Programme> {
  const programme = await Programme.start(options)
  for (const [storeId, fields] of Object.entries(STORES)) await openStore(programme, storeId, fields)
  for (const [_id, staff] of Object.entries(STAFF)) await writeByHand(programme, 'staff', { _id, ...staff })
  return programme
}

/** A card that somebody of a store makes of the store itself. */
export async function cardOf(ask: Ask, storeId: string, title?: string): Promise<string> {
  const input = { storeId, target: { kind: 'store', id: storeId }, ...(title === undefined ? {} : { title }) }
  return dataOf(await ask('sharing.create', input)).shareCode
}

/** The id that somebody has here, member or not. */
export function idOf(programme: Programme, openid: string): string {
  return memberIdOf(programme.ports.secrets, openid)
}

export const opens = (programme: Programme, openid: string, shareCode: string, key?: string) =>
  programme.member(openid)('sharing.open', { shareCode }, key)

/** What cards brought of one kind. */
export async function outcomesOf({ store }: Programme, kind: OutcomeKind): Promise<readonly ShareOutcome[]> {
  const { items } = await store.find(shareOutcomes, { index: 'byCard', limit: 1_000 })
  return items.filter((outcome) => outcome.kind === kind)
}

/** What sharing keeps with a member's account. */
export async function keptWith({ store }: Programme, memberId: string): Promise<unknown> {
  const { items } = await store.find(accounts, { index: 'byMember', equals: { member: memberId }, limit: 1 })
  return items[0]?.rooms.sharing
}
