import { assertLedgerHolds } from '../../../test/kit/ledger-holds'
import { dataOf, joined, type Programme, codeOf as refusalOf } from '../../../test/kit/programme'
import { heldFriends, referralShop, wantsNumber } from '../../../test/kit/referrals'
import { members } from '../members'
import { referrals } from './store'

const held = async (programme: Programme) => dataOf(await programme.ops()('ops.referral-holds', {})).items

describe('one person with two accounts', () => {
  test('who bound, or wanted, a number of the one who brought them is not paid for, and neither side learns why', async () => {
    for (const who of ['friend first', 'referrer first']) {
      const { programme, mei, friend, buy, pointsOf, statesOf, stored } = await referralShop()
      const lan = await friend('o-lan')
      const [first, second] = who === 'friend first' ? [lan, mei] : [mei, lan]
      expect(await wantsNumber(programme, first, '13800001234')).toBe('bound')
      expect(await wantsNumber(programme, second, '13800001234')).toBe('phone_taken')
      await buy(lan)
      expect([await pointsOf(mei), await pointsOf(lan)]).toEqual([0, 0])
      expect(await stored(lan)).toMatchObject({ state: 'refused', doubt: 'same_phone' })
      expect(await statesOf()).toEqual(['over'])
      expect(await held(programme)).toEqual([])
    }
  })

  test('a number that moved from one to the other counts as well', async () => {
    const { programme, mei, friend, buy, pointsOf } = await referralShop()
    const lan = await friend('o-lan')
    await wantsNumber(programme, mei, '13800001234')
    await wantsNumber(programme, mei, '13900005678')
    expect(await wantsNumber(programme, lan, '13800001234')).toBe('bound')
    await buy(lan)
    expect([await pointsOf(mei), await pointsOf(lan)]).toEqual([0, 0])
  })

  test('two members whom an operator has made one are one', async () => {
    const { programme, mei, friend, buy, pointsOf, stored } = await referralShop({ settings: { holdDays: 7 } })
    const lan = await friend('o-lan')
    await buy(lan)
    const asked = { from: lan.memberId, into: mei.memberId, reason: '同一个人', operator: '小王' }
    dataOf(await programme.ops()('ops.merge-members', asked))
    programme.at('2026-03-17T00:30:00+08:00')
    await programme.tick()
    expect(await stored(lan)).toMatchObject({ state: 'refused', doubt: 'same_person' })
    expect(await pointsOf(mei)).toBe(0)
  })

  test('who left and joined again is nobody’s new friend', async () => {
    const { programme, mei, codeOf, buy, pointsOf } = await referralShop()
    const lan = await joined(programme, 'o-lan')
    await programme.store.remove(members, lan.memberId)
    programme.nowMs += 60_000
    dataOf(await programme.member('o-lan')('referrals.open', { shareCode: await codeOf() }))
    dataOf(await programme.member('o-lan')('members.join', { consentVersion: '1', shareCode: await codeOf() }))
    await buy(lan)
    expect(await programme.store.count(referrals, {})).toBe(0)
    expect(await pointsOf(mei)).toBe(0)
  })
})

describe('what looks odd', () => {
  test('a friend who wanted the number of another friend waits for an operator, who pays or refuses once', async () => {
    const shop = await referralShop()
    const [lan, hua] = await heldFriends(shop)
    const { programme, mei, pointsOf, statesOf } = shop
    expect(await pointsOf(mei)).toBe(20)
    expect(await statesOf()).toEqual(expect.arrayContaining(['checking', 'checking', 'rewarded']))
    expect(await held(programme)).toMatchObject([
      { referralId: lan.memberId, doubt: 'shared_phone', why: '和同一个人带来的另一位朋友用过同一个手机号' },
      { referralId: hua.memberId },
    ])
    const ops = programme.ops()
    const approve = (key: string) => ops('ops.approve-referral', { referralId: lan.memberId, operator: '店长' }, key)
    const replies = await Promise.all(Array.from({ length: 5 }, () => approve('a-1')))
    for (const reply of replies)
      expect(dataOf(reply)).toEqual({ referralId: lan.memberId, friendPoints: 10, referrerPoints: 20 })
    expect(refusalOf(await approve('a-2'))).toBe('not_held')
    expect([await pointsOf(mei), await pointsOf(lan)]).toEqual([40, 10])
    const no = { referralId: hua.memberId, reason: '小号', operator: '店长' }
    expect(dataOf(await ops('ops.refuse-referral', no, 'n-1'))).toEqual({ referralId: hua.memberId, state: 'refused' })
    expect(dataOf(await ops('ops.refuse-referral', no, 'n-1')).state).toBe('refused')
    expect(refusalOf(await ops('ops.refuse-referral', { ...no, reason: '别的' }, 'n-1'))).toBe(
      'key_reused_with_other_input',
    )
    expect(refusalOf(await ops('ops.approve-referral', { referralId: hua.memberId, operator: '店长' }))).toBe(
      'not_held',
    )
    expect(refusalOf(await ops('ops.approve-referral', { referralId: 'nobody', operator: '店长' }))).toBe(
      'no_such_referral',
    )
    expect([await pointsOf(mei), await pointsOf(hua)]).toEqual([40, 0])
    expect(await held(programme)).toEqual([])
    await assertLedgerHolds(programme)
  })

  test('an approval that is asked for again is answered the same, also after the purchase has gone back', async () => {
    const shop = await referralShop()
    const [lan] = await heldFriends(shop)
    const asked = { referralId: lan.memberId, operator: '店长' }
    const approve = async () => dataOf(await shop.programme.ops()('ops.approve-referral', asked, 'a-1'))
    const first = await approve()
    expect(first).toMatchObject({ friendPoints: 10, referrerPoints: 20 })
    await shop.giveBack(lan)
    expect(await shop.pointsOf(lan)).toBe(0)
    expect(await approve()).toEqual(first)
  })

  test('approved and refused at once, one of the two happens', async () => {
    for (let turn = 0; turn < 5; turn += 1) {
      const shop = await referralShop()
      const [lan] = await heldFriends(shop)
      const ops = shop.programme.ops()
      const asked = { referralId: lan.memberId, operator: '店长' }
      const replies = await Promise.all([
        ops('ops.approve-referral', asked),
        ops('ops.refuse-referral', { ...asked, reason: '小号' }),
      ])
      expect(replies.filter(({ ok }) => ok)).toHaveLength(1)
      expect(await shop.pointsOf(lan)).toBe(replies[0]?.ok ? 10 : 0)
    }
  })

  test('refunded while it is held there is nothing to approve, and the next purchase is looked at anew', async () => {
    const shop = await referralShop()
    const [lan] = await heldFriends(shop)
    await shop.giveBack(lan)
    const approve = () => shop.programme.ops()('ops.approve-referral', { referralId: lan.memberId, operator: '店长' })
    expect(refusalOf(await approve())).toBe('not_held')
    expect(await shop.pointsOf(lan)).toBe(0)
    await shop.buy(lan, { orderNo: 'another' })
    expect((await held(shop.programme)).map(({ referralId }) => referralId)).toContain(lan.memberId)
  })

  test('more friends in one day than the shop expects wait as well, and the next day it begins anew', async () => {
    const { programme, mei, friend, buy, pointsOf } = await referralShop({ settings: { referralHoldAfterPerDay: 2 } })
    for (const openid of ['o-1', 'o-2', 'o-3']) await buy(await friend(openid))
    expect(await pointsOf(mei)).toBe(40)
    expect(await held(programme)).toMatchObject([{ doubt: 'many_at_once' }])
    programme.advanceDays(1)
    await buy(await friend('o-4'))
    expect(await pointsOf(mei)).toBe(60)
  })
})
