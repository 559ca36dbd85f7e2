import { dataOf, joined, type Programme } from '../../../test/kit/programme'
import { referralShop } from '../../../test/kit/referrals'
import { quotas } from '../ledger/quotas/quota'
import { accounts, journal } from '../ledger/store'
import { ruleEvents } from '../rules/happened'
import { referrals } from './store'

const TIMES = 300

/** Every account, journal page and quota, byte for byte. */
async function books({ store }: Programme): Promise<string> {
  const pages = [
    await store.find(accounts, { index: 'byMember', limit: 100 }),
    await store.find(journal, { index: 'byKeys', limit: 100 }),
    await store.find(quotas, { index: 'byQuota', limit: 100 }),
  ]
  return JSON.stringify(pages.map(({ items }) => items))
}

test('a card that is sent and opened hundreds of times changes nothing: not for its member, not for who opens it', async () => {
  const { programme, mei, codeOf } = await referralShop({ campaign: { mostFriends: 50 } })
  const lan = await joined(programme, 'o-lan')
  const before = await books(programme)
  for (let time = 0; time < TIMES; time += 1) {
    const shareCode = await codeOf()
    const visitor = time % 3 === 0 ? mei.ask : time % 3 === 1 ? lan.ask : programme.member(`o-stranger-${time}`)
    dataOf(await visitor('referrals.open', { shareCode }))
  }
  expect(await books(programme)).toBe(before)
  expect(await programme.store.count(ruleEvents, {})).toBe(0)
})

test('joining by a card gives neither side anything, and a purchase that is all refunded does not either', async () => {
  const { programme, mei, friend, buy, giveBack, pointsOf, later } = await referralShop({ settings: { holdDays: 7 } })
  const lan = await friend('o-lan')
  await later()
  expect([await pointsOf(mei), await pointsOf(lan)]).toEqual([0, 0])
  await buy(lan)
  await giveBack(lan)
  programme.at('2026-04-01T10:00:00+08:00')
  await programme.tick()
  expect([await pointsOf(mei), await pointsOf(lan)]).toEqual([0, 0])
  expect(await programme.store.get(referrals, lan.memberId)).toMatchObject({ state: 'bound', waits: null })
})
