import { codeOf, dataOf, joined } from '../../../../test/kit/programme'
import { publishingReferral, publishReferral, referralShop } from '../../../../test/kit/referrals'

const DAY_MS = 86_400_000

test.each([
  ['no points for the friend', { friendPoints: undefined }, 'friendPoints'],
  ['points below one', { referrerPoints: 0 }, 'referrerPoints'],
  ['no bound on friends', { perReferrer: undefined }, 'perReferrer'],
  ['a bound of another period', { perReferrer: { friends: 3, per: 'week' } }, 'perReferrer.per'],
  ['a window of no day', { joinWithinDays: 0 }, 'joinWithinDays'],
  ['a card title that is too long', { shareTitle: '茶'.repeat(29) }, 'shareTitle'],
  ['a card title that induces to share', { shareTitle: '邀请好友得积分' }, 'shareTitle'],
  ['a title that induces to share', { title: '分享得积分' }, 'title'],
  ['a text that induces to share', { text: '转发到群，好友助力' }, 'text'],
  [
    'a rule of its own',
    { rules: [{ when: 'friend_qualified', effects: [{ code: 'points_fixed', points: 5, for: '谢谢' }] }] },
    'rules',
  ],
  ['a budget that it does not know', { budget: { points: 500 } }, 'budget'],
  ['a cap that it does not know', { perMember: { times: 3 } }, 'perMember'],
  ['a random sum', { referrerPoints: { from: 1, to: 20 } }, 'referrerPoints'],
])('%s is refused, with the path', async (_, given, path) => {
  const { programme } = await referralShop({ campaign: null })
  const reply = await publishingReferral(programme, given)
  expect(codeOf(reply)).toBe('invalid_document')
  expect(reply).toMatchObject({ params: { path: `campaigns.friends.${path}` } })
})

test('two at the same time are refused, one after the other is not', async () => {
  const { programme } = await referralShop()
  const untilMs = programme.nowMs + 200 * DAY_MS
  const overlapping = { fromMs: programme.nowMs + DAY_MS, untilMs }
  expect(codeOf(await publishingReferral(programme, overlapping, 'second'))).toBe('invalid_document')
  const later = { fromMs: programme.nowMs + 91 * DAY_MS, untilMs }
  dataOf(await publishingReferral(programme, later, 'second'))
})

test('how many there are for all stays as it was once it has begun', async () => {
  const { programme } = await referralShop({ campaign: { mostFriends: 5 } })
  const fromMs = programme.nowMs - 10_000
  expect(codeOf(await publishingReferral(programme, { fromMs, mostFriends: 6 }))).toBe('invalid_document')
  dataOf(await publishingReferral(programme, { fromMs, mostFriends: 5, text: '好茶要一起喝。' }))
})

test('a later version changes nothing for who was bound before', async () => {
  const { programme, mei, friend, buy, pointsOf } = await referralShop()
  const lan = await friend('o-lan')
  const fromMs = programme.nowMs - 10_000
  await publishReferral(programme, { fromMs, referrerPoints: 50, friendPoints: 30 })
  const hua = await friend('o-hua')
  await buy(lan)
  expect([await pointsOf(mei), await pointsOf(lan)]).toEqual([20, 10])
  await buy(hua)
  expect([await pointsOf(mei), await pointsOf(hua)]).toEqual([70, 30])
})

test('its page has the whole rule, and the list leads there', async () => {
  const { programme } = await referralShop()
  const { ask } = await joined(programme, 'o-hua')
  const [item] = dataOf(await ask('campaigns.list', {})).items
  expect(item).toMatchObject({ kind: 'referral', path: '/features/referrals/pages/referrals' })
  expect(dataOf(await ask('campaigns.view', { campaignId: 'friends' })).own).toMatchObject({ friendPoints: 10 })
  const { campaign } = dataOf(await ask('referrals.status', {}))
  expect(campaign?.rules).toContain('转发和被打开都没有奖励；自己、同一手机号、退会后再入会的不算')
})

test('the list and its page promise what the rule says, and nothing while all of it is switched off', async () => {
  const promisedBy = async (settings: Readonly<Record<string, unknown>>) => {
    const { programme } = await referralShop({ settings })
    const { ask } = await joined(programme, 'o-hua')
    const [item] = dataOf(await ask('campaigns.list', {})).items
    const { rules } = dataOf(await ask('campaigns.view', { campaignId: 'friends' }))
    return { listed: item?.promises, viewed: rules.map(({ text }) => text) }
  }
  const rules = [
    '朋友点开您的卡片，30 天内第一次入会，算是您带来的；先点开谁的就算谁的',
    '朋友入会后 30 天内的首单，过了退货期，您得 20 积分，朋友得 10 积分',
    '每人每月最多 10 位朋友有奖励，超出后朋友照得',
    '这笔消费退款后全部退掉的，双方的积分一起收回',
    '转发和被打开都没有奖励；自己、同一手机号、退会后再入会的不算',
  ]
  expect(await promisedBy({})).toEqual({ listed: rules.slice(0, 3), viewed: rules })
  expect(await promisedBy({ referrals: 'off' })).toEqual({ listed: [], viewed: [] })
})
