import { personas } from '../../src/stage/personas'
import type { RunningCloud } from '../kit/running-cloud'

/** Whose phone a page is photographed on. */
export const people = {
  visitor: 'picture-visitor',
  new: 'picture-new',
  full: personas.regular.openid,
  long: 'picture-long',
} as const

export type Person = keyof typeof people

const LONGEST_NICKNAME = '住在平江路桥头第三家的老茶客阿公和他孙女'

/** Joins those who are not in the demo. */
export async function prepare(cloud: RunningCloud): Promise<void> {
  await cloud.member(people.new)('members.join', { consentVersion: '1' })
  const { memberId } = await cloud.member(people.long)('members.join', {
    consentVersion: '1',
    nickname: LONGEST_NICKNAME,
  })
  await cloud.member(people.long)('check-in.perform', {})
  await giveLargeNumbers(cloud, memberId)
}

/** No shop gives a million points in an afternoon, so a hand in the database does. */
async function giveLargeNumbers(cloud: RunningCloud, memberId: string): Promise<void> {
  const query = encodeURIComponent(JSON.stringify({ member: memberId }))
  const { items } = await cloud.local<{ items: Record<string, unknown>[] }>(
    'GET',
    `collections/accounts?query=${query}`,
  )
  const account = items[0] as { _id: string; tail: object[]; lots: object[] }
  await cloud.local('PUT', `collections/accounts/${encodeURIComponent(account._id)}`, {
    ...account,
    available: 1_234_567,
    pending: 345_678,
    debt: 12_345,
    lots: account.lots.map((lot) => ({ ...lot, points: 617_283 })),
    tail: account.tail.map((entry) => ({ ...entry, points: 617_283, balance: 1_234_567 })),
  })
}
