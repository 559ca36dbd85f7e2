import { publishCampaign } from '../../../test/kit/campaigns'
import { held } from '../../../test/kit/held-store'
import { assertLedgerHolds } from '../../../test/kit/ledger-holds'
import { dataOf, joined, codeOf as refusalOf } from '../../../test/kit/programme'
import { publishReferral, referralShop } from '../../../test/kit/referrals'
import { MemoryStore } from '../../adapters/memory/memory-store'
import { ruleEvents } from '../rules/happened'
import { referrals, referralTouches } from './store'

describe('who is brought by whom', () => {
  test('a friend who opened a card and joined is bound to its member, and paid for once the first purchase has vested', async () => {
    const { programme, mei, friend, buy, pointsOf, statesOf } = await referralShop()
    const lan = await friend('o-lan')
    expect(await statesOf()).toEqual(['joined'])
    expect([await pointsOf(mei), await pointsOf(lan)]).toEqual([0, 0])
    await buy(lan)
    expect([await pointsOf(mei), await pointsOf(lan)]).toEqual([20, 10])
    await buy(lan, { orderNo: 'another' })
    expect([await pointsOf(mei), await pointsOf(lan)]).toEqual([20, 10])
    expect(dataOf(await mei.ask('referrals.status', {}))).toMatchObject({
      earned: 20,
      friends: [{ state: 'rewarded', sentence: '20 积分已到账' }],
      campaign: { rewarded: 1, most: 10, per: 'month', placesLeft: null },
      broughtBy: null,
    })
    expect(dataOf(await lan.ask('referrals.status', {})).broughtBy).toMatchObject({
      state: 'rewarded',
      sentence: '10 积分已到账',
    })
    await assertLedgerHolds(programme)
  })

  test('who joins with a code without having opened the card came by it as well', async () => {
    const { programme, mei, codeOf, buy, pointsOf } = await referralShop()
    const ask = programme.member('o-lan')
    const { memberId } = dataOf(await ask('members.join', { consentVersion: '1', shareCode: await codeOf() }))
    await buy({ ask, memberId })
    expect([await pointsOf(mei), await pointsOf({ ask, memberId })]).toEqual([20, 10])
  })

  test('the first card counts until its window ends, whatever was opened since and whoever they join with', async () => {
    const { programme, mei, codeOf, statesOf } = await referralShop({ campaign: { joinWithinDays: 7 } })
    const hua = await joined(programme, 'o-hua')
    const opened = async (openid: string, by: typeof mei) =>
      dataOf(await programme.member(openid)('referrals.open', { shareCode: await codeOf(by) }))
    const join = async (openid: string, shareCode?: string) =>
      dataOf(
        await programme.member(openid)('members.join', { consentVersion: '1', ...(shareCode ? { shareCode } : {}) }),
      )
    await opened('o-1', mei)
    await opened('o-1', hua)
    await opened('o-2', mei)
    programme.at('2026-03-17T10:00:09+08:00')
    await join('o-1', await codeOf(hua))
    expect([await statesOf(mei), await statesOf(hua)]).toEqual([['joined'], []])
    programme.at('2026-03-17T10:00:10+08:00')
    await join('o-2')
    expect([await statesOf(mei), await statesOf(hua)]).toEqual([['joined'], []])
    await opened('o-3', mei)
    programme.advanceDays(7)
    await opened('o-3', hua)
    await join('o-3')
    expect([await statesOf(mei), await statesOf(hua)]).toEqual([['joined'], ['joined']])
  })

  test.each([
    [
      'who is a member already',
      async (shop: Awaited<ReturnType<typeof referralShop>>) => joined(shop.programme, 'o-lan'),
    ],
    ['who opens nothing and names nobody', null],
  ])('%s is brought by nobody', async (_, before) => {
    const shop = await referralShop()
    const { programme, codeOf, statesOf, mei } = shop
    if (before) {
      await before(shop)
      dataOf(await programme.member('o-lan')('referrals.open', { shareCode: await codeOf() }))
    }
    const lan = await joined(programme, 'o-lan')
    await shop.buy(lan)
    expect([await statesOf(), await shop.pointsOf(mei)]).toEqual([[], 0])
    expect([await programme.store.count(referralTouches, {}), await programme.store.count(referrals, {})]).toEqual([
      0, 0,
    ])
  })

  test('nobody brings themselves', async () => {
    const { programme, mei, codeOf, statesOf } = await referralShop()
    const shareCode = await codeOf()
    dataOf(await mei.ask('referrals.open', { shareCode }))
    dataOf(await mei.ask('members.join', { consentVersion: '1', shareCode }))
    expect(await statesOf()).toEqual([])
    expect(await programme.store.count(referrals, {})).toBe(0)
  })

  test.each([
    ['no code at all', 'x'],
    ['the code of a card of a store', 'a1B2c3D4e5'],
    ['a code that was changed by one letter', null],
    ['22 letters', 'A'.repeat(22)],
  ])('%s leads nowhere', async (_, wrong) => {
    const { programme, codeOf } = await referralShop()
    const code = await codeOf()
    const changed = `${code.startsWith('A') ? 'B' : 'A'}${code.slice(1)}`
    const reply = await programme.member('o-lan')('referrals.open', { shareCode: wrong ?? changed })
    expect(refusalOf(reply)).toBe('no_such_card')
    dataOf(await programme.member('o-lan')('members.join', { consentVersion: '1', shareCode: wrong ?? changed }))
    expect(await programme.store.count(referrals, {})).toBe(0)
  })

  test('a code is the same for ever, of its member alone, and tells no card number', async () => {
    const { programme, mei, codeOf } = await referralShop()
    const lan = await joined(programme, 'o-lan')
    const code = await codeOf()
    expect(code).toMatch(/^[A-Za-z0-9_-]{22}$/)
    expect(await codeOf(lan)).not.toBe(code)
    programme.advanceDays(30)
    expect(await codeOf()).toBe(code)
    const { cardNo } = dataOf(await mei.ask('members.me', {})).member
    expect(Buffer.from(code, 'base64url').toString('latin1')).not.toContain(cardNo)
  })

  test('outside the days of a campaign nobody is bound, to the second', async () => {
    const { programme, mei, codeOf, friend, statesOf } = await referralShop({
      campaign: { fromMs: Date.parse('2026-03-11T00:00:00+08:00'), untilMs: Date.parse('2026-03-12T00:00:00+08:00') },
    })
    expect(await codeOf()).toBe('')
    programme.at('2026-03-11T00:00:00+08:00')
    const shareCode = await codeOf()
    const join = async (openid: string) =>
      dataOf(await programme.member(openid)('members.join', { consentVersion: '1', shareCode }))
    await friend('o-1')
    programme.at('2026-03-11T23:59:59+08:00')
    await join('o-2')
    programme.at('2026-03-12T00:00:00+08:00')
    await join('o-3')
    expect(await statesOf(mei)).toEqual(['joined', 'joined'])
    const noted = await programme.store.count(referralTouches, {})
    dataOf(await programme.member('o-4')('referrals.open', { shareCode }))
    expect(await programme.store.count(referralTouches, {})).toBe(noted)
  })

  test('who opened a card is answered the same when they ask again after the campaign', async () => {
    const { programme, codeOf } = await referralShop()
    const shareCode = await codeOf()
    const open = async () => dataOf(await programme.member('o-lan')('referrals.open', { shareCode }, 'k-1'))
    const first = await open()
    programme.advanceDays(400)
    expect(await open()).toEqual(first)
  })
})

test('of two cards opened at once after an earlier one, the one that was noted first stays', async () => {
  const memory = new MemoryStore()
  const { programme, mei, codeOf, statesOf } = await referralShop({ store: memory, campaign: { joinWithinDays: 7 } })
  const hua = await joined(programme, 'o-hua')
  const [code, other] = [await codeOf(mei), await codeOf(hua)]
  dataOf(await programme.member('o-lan')('referrals.open', { shareCode: code }))
  programme.advanceDays(8)
  const slow = held(memory, referralTouches.name, { call: 'update' })
  const instance = programme.another({ store: slow.store })
  const late = instance.member('o-lan')('referrals.open', { shareCode: code })
  await slow.reached
  dataOf(await programme.member('o-lan')('referrals.open', { shareCode: other }))
  slow.release()
  await late
  await joined(programme, 'o-lan')
  expect([await statesOf(mei), await statesOf(hua)]).toEqual([[], ['joined']])
})

describe('the first purchase', () => {
  test('waits for the end of its return period, and is paid for on that day', async () => {
    const { programme, mei, friend, buy, pointsOf, statesOf, later } = await referralShop({ settings: { holdDays: 7 } })
    const lan = await friend('o-lan')
    await buy(lan)
    expect(await statesOf()).toEqual(['waiting'])
    const [shown] = dataOf(await mei.ask('referrals.status', {})).friends
    expect(shown?.sentence).toBe('已消费，3月17日过退货期后到账')
    programme.at('2026-03-16T23:59:59+08:00')
    await later(0)
    expect([await pointsOf(mei), await pointsOf(lan)]).toEqual([0, 0])
    programme.at('2026-03-17T00:05:00+08:00')
    await later(0)
    await later()
    expect([await pointsOf(mei), await pointsOf(lan), await statesOf()]).toEqual([20, 10, ['rewarded']])
    await assertLedgerHolds(programme)
  })

  test('must be large enough and paid in time', async () => {
    const { programme, mei, friend, buy, pointsOf, statesOf } = await referralShop({
      campaign: { minOrderFen: 3_000, orderWithinDays: 10 },
    })
    const [lan, hua] = [await friend('o-lan'), await friend('o-hua')]
    await buy(lan, { amountFen: 2_999 })
    expect(await statesOf()).toEqual(expect.arrayContaining(['joined', 'joined']))
    programme.at('2026-03-20T10:00:09+08:00')
    await buy(lan, { amountFen: 3_000, orderNo: 'in-time' })
    expect([await pointsOf(mei), await pointsOf(lan)]).toEqual([20, 10])
    programme.at('2026-03-20T10:00:10+08:00')
    await buy(hua, { amountFen: 3_000 })
    expect([await pointsOf(mei), await pointsOf(hua)]).toEqual([20, 0])
    expect((await statesOf()).sort()).toEqual(['over', 'rewarded'])
  })

  test('of who buys in the moment of joining is found as well', async () => {
    const { programme, mei, codeOf, pointsOf, later, buy } = await referralShop()
    const shareCode = await codeOf()
    const ask = programme.member('o-lan')
    dataOf(await ask('referrals.open', { shareCode }))
    const { memberId } = dataOf(await ask('members.join', { consentVersion: '1' }))
    await Promise.all([ask('members.join', { consentVersion: '1' }), buy({ ask, memberId })])
    await later()
    expect(await pointsOf(mei)).toBe(20)
  })

  test('twenty times at once is paid for once', async () => {
    const { programme, mei, friend, buy, pointsOf } = await referralShop()
    const lan = await friend('o-lan')
    await Promise.all(Array.from({ length: 20 }, (_, at) => buy(lan, { orderNo: `B-${at}` })))
    expect([await pointsOf(mei), await pointsOf(lan)]).toEqual([20, 10])
    await assertLedgerHolds(programme)
  })
})

describe('what bounds it', () => {
  test('twenty friends at once under a cap of ten: ten for the member, and ten points for each friend', async () => {
    const { programme, mei, friend, buy, pointsOf, statesOf, later } = await referralShop({
      settings: { referralHoldAfterPerDay: null },
    })
    const friends = []
    for (let at = 0; at < 20; at += 1) friends.push(await friend(`o-${at}`))
    await Promise.allSettled(friends.map((one) => buy(one)))
    await later()
    expect(await pointsOf(mei)).toBe(200)
    expect(await Promise.all(friends.map(pointsOf))).toEqual(Array(20).fill(10))
    const states = await statesOf()
    expect(states.filter((state) => state === 'rewarded')).toHaveLength(10)
    expect(states.filter((state) => state === 'capped')).toHaveLength(10)
    // Another month, another ten.
    programme.at('2026-04-01T10:00:00+08:00')
    await buy(await friend('o-april'))
    expect(await pointsOf(mei)).toBe(220)
    await assertLedgerHolds(programme)
  })

  test('twenty friends at once for ten places in all: ten pairs, and nothing for the others', async () => {
    const { programme, mei, friend, buy, pointsOf, statesOf, later } = await referralShop({
      campaign: { mostFriends: 10, perReferrer: { friends: 100, per: 'campaign' } },
      settings: { referralHoldAfterPerDay: null },
    })
    const friends = []
    for (let at = 0; at < 20; at += 1) friends.push(await friend(`o-${at}`))
    await Promise.allSettled(friends.map((one) => buy(one)))
    await later()
    expect(await pointsOf(mei)).toBe(200)
    const got = await Promise.all(friends.map(pointsOf))
    expect(got.filter((points) => points === 10)).toHaveLength(10)
    expect(got.filter((points) => points === 0)).toHaveLength(10)
    expect((await statesOf()).filter((state) => state === 'full')).toHaveLength(10)
    expect(dataOf(await mei.ask('referrals.status', {})).campaign).toMatchObject({ placesLeft: 0, rewarded: 10 })
    await assertLedgerHolds(programme)
  })
})

describe('the switch', () => {
  const off = { referrals: 'off' }

  test('off: nothing is bound and nothing is shown', async () => {
    const { programme, mei, friend } = await referralShop({ settings: off })
    expect(dataOf(await mei.ask('referrals.status', {}))).toEqual({
      isOn: false,
      shareCode: '',
      campaign: null,
      friends: [],
      hasMore: false,
      earned: 0,
      broughtBy: null,
    })
    await expect(friend('o-lan')).rejects.toThrow()
    expect(await programme.store.count(referrals, {})).toBe(0)
  })

  test('a pause holds back what was promised, and the end of the pause pays it', async () => {
    const { programme, mei, friend, buy, pointsOf, later } = await referralShop()
    const lan = await friend('o-lan')
    const fromMs = programme.nowMs - 10_000
    await publishReferral(programme, { fromMs, isPaused: true })
    await buy(lan)
    await later()
    expect([await pointsOf(mei), await pointsOf(lan)]).toEqual([0, 0])
    await publishReferral(programme, { fromMs })
    await later()
    expect([await pointsOf(mei), await pointsOf(lan)]).toEqual([20, 10])
  })
})

test('rules hear of a friend whose first purchase has vested, once, for the member who brought them', async () => {
  const { programme, mei, friend, buy, pointsOf } = await referralShop()
  await publishCampaign(programme, 'thanks', {
    rules: [{ when: 'friend_qualified', effects: [{ code: 'points_fixed', points: 3, for: '谢谢' }] }],
  })
  const lan = await friend('o-lan')
  await Promise.all(Array.from({ length: 5 }, () => buy(lan)))
  await buy(lan, { orderNo: 'another' })
  expect([await pointsOf(mei), await pointsOf(lan)]).toEqual([23, 10])
  expect(await programme.store.count(ruleEvents, {})).toBe(1)
})

test('what was paid is explained to both, without a word of who the other is', async () => {
  const { mei, friend, buy } = await referralShop()
  const lan = await friend('o-lan')
  await buy(lan)
  const explained = async ({ ask }: typeof mei) => {
    const line = dataOf(await ask('points.statement', {})).items.find(({ points }) => points > 0)
    return [line?.title, dataOf(await ask('points.explain', { seq: line?.seq ?? 0 })).sentence]
  }
  expect(await explained(mei)).toEqual(['朋友完成了首单', '您带来的朋友的首单过了退货期，得 20 积分。'])
  expect(await explained(lan)).toEqual(['首单奖励', '您的首单过了退货期，得 10 积分。'])
  const titles = async ({ ask }: typeof mei) => dataOf(await ask('inbox.list', {})).items.map(({ title }) => title)
  expect(await titles(mei)).toEqual(['朋友完成了首单，得 20 积分'])
  expect(await titles(lan)).toEqual(['首单奖励 10 积分'])
})
