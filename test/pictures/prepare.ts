import { personas, shop } from '../../src/stage/personas'
import { inviteStaff } from '../kit/open-store'
import type { RunningCloud } from '../kit/running-cloud'
import { people } from './people'
import { spend } from './spend'

const [{ storeId }] = shop.stores
const CLERK = personas.clerk.openid
const LONGEST_NICKNAME = '住在平江路桥头第三家的老茶客阿公和他孙女'
const LONGEST_ORDER_NO = '平江路店收银一号机-20261128-000000000123456789-重打小票-第二联-补'
const NAMESAKE = 'picture-namesake'
/** The last digits of two phones: the counter finds both. */
export const PHONE_TAIL = '1234'

/** The day before the photographer comes: those join who are not in the demo, and the counter has been busy. */
export async function prepare(cloud: RunningCloud): Promise<void> {
  const { new: newcomer, long, asked, rover } = people
  // What campaigns have given is added up by the timer, which fires within a minute of the demo's end.
  await cloud.local('POST', 'timers/tick')
  await cloud.member(newcomer.openid)('members.join', { consentVersion: '1' })
  const { memberId } = await join(cloud, long.openid, LONGEST_NICKNAME)
  await cloud.member(long.openid)('check-in.perform', {})
  await join(cloud, asked.openid, '晚风')
  await join(cloud, NAMESAKE, '云起时')
  await bindPhone(cloud, asked.openid, `1380000${PHONE_TAIL}`)
  await bindPhone(cloud, NAMESAKE, `1397777${PHONE_TAIL}`)
  for (const store of shop.stores) await inviteStaff(cloud, store.storeId, { openid: rover.openid, name: '小何' })
  await beBusy(cloud)
  await useBenefits(cloud)
  await shareCards(cloud)
  await spend(cloud)
  // Last, since after a hand in the database the ledger takes nothing more.
  await giveLargeNumbers(cloud, memberId)
}

const join = (cloud: RunningCloud, openid: string, nickname: string) =>
  cloud.member(openid)('members.join', { consentVersion: '1', nickname })

async function bindPhone(cloud: RunningCloud, openid: string, phoneNumber: string): Promise<void> {
  const { code } = await cloud.local<{ code: string }>('POST', 'phones', { openid, phoneNumber })
  await cloud.member(openid)('members.bind-phone', { code })
}

const codeOf = async (cloud: RunningCloud, openid: string) => (await cloud.member(openid)('members.card', {})).code

async function beBusy(cloud: RunningCloud): Promise<void> {
  const { long, asked } = people
  const ask = cloud.staff(CLERK)
  const buy = async (openid: string, orderNo: string, amountFen: number) =>
    ask('orders.record', { storeId, orderNo, amountFen, memberCode: await codeOf(cloud, openid) })
  const giveBack = (orderNo: string, amountFen: number) =>
    ask('orders.refund', { storeId, orderNo, refundNo: 'R1', amountFen })

  await buy(long.openid, LONGEST_ORDER_NO, 9_999_999)
  await buy(long.openid, 'P-1031', 1_234_567)
  await giveBack('P-1031', 123_456)
  await buy(long.openid, 'P-1032', 8_800)
  await giveBack('P-1032', 8_800)
  await buy(asked.openid, 'P-1033', 3_600)
  await buy(personas.pending.openid, 'P-1034', 12_800)
  await giveBack('P-1034', 4_200)
  await buy(personas.top.openid, 'P-1035', 300_000)
  await buy(NAMESAKE, 'P-1036', 1_850)
}

/** The highest tier's benefits: one is used up, one nearly. */
async function useBenefits(cloud: RunningCloud): Promise<void> {
  for (const benefitId of ['birthday-box', 'tasting', 'tasting', 'tasting', 'refill']) {
    const memberCode = await codeOf(cloud, personas.top.openid)
    await cloud.staff(CLERK)('benefits.use', { storeId, memberCode, benefitId })
  }
}

/** A colleague's card, which two people came by, so that the report has more than one line. */
async function shareCards(cloud: RunningCloud): Promise<void> {
  const target = { kind: 'store', id: storeId }
  const card = { storeId, target, title: '下雨天，来檐下喝一壶热的' }
  const { shareCode } = await cloud.staff(people.rover.openid)('sharing.create', card)
  for (const visitor of ['picture-friend-1', 'picture-friend-2'])
    await cloud.member(visitor)('sharing.open', { shareCode })
  await join(cloud, 'picture-friend-1', '小茶匙')
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
