import { boundText, countPercent, countText, isWorthShowing, type OpenCampaign, type Status } from './referral.shared'

const campaign: OpenCampaign = {
  campaignId: 'friends',
  title: '带朋友来坐坐',
  untilMs: 0,
  referrerPoints: 20,
  friendPoints: 10,
  rules: [],
  rewarded: 3,
  most: 10,
  per: 'month',
  placesLeft: null,
  shareTitle: '来店里坐坐',
}

test.each([
  [{}, '本月 3 / 10 位', 30, null],
  [{ per: 'campaign' as const }, '这次活动 3 / 10 位', 30, null],
  [{ placesLeft: 12 }, '本月 3 / 10 位', 30, '还有 12 个名额'],
  [{ rewarded: 10, placesLeft: 12 }, '本月 10 / 10 位', 100, '本月您的名额满了，朋友的首单奖励照发'],
  // A cap that was lowered since.
  [{ rewarded: 12 }, '本月 10 / 10 位', 100, '本月您的名额满了，朋友的首单奖励照发'],
  [{ placesLeft: 0, rewarded: 10 }, '本月 10 / 10 位', 100, '名额已经发完，谢谢您'],
])('%j reads %s', (given, count, percent, bound) => {
  const shown = { ...campaign, ...given }
  expect([countText(shown), countPercent(shown), boundText(shown)]).toEqual([count, percent, bound])
})

test('switched off, and with nothing that runs or was, there is nothing to show', () => {
  const status: Status = {
    isOn: true,
    shareCode: '',
    campaign: null,
    friends: [],
    hasMore: false,
    earned: 0,
    broughtBy: null,
  }
  expect(isWorthShowing(status)).toBe(false)
  expect(isWorthShowing({ ...status, campaign })).toBe(true)
  expect(isWorthShowing({ ...status, isOn: false, campaign })).toBe(false)
})
