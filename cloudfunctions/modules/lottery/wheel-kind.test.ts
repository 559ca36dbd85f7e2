import { type CampaignDraft, publishingCampaign } from '../../../test/kit/campaigns'
import { publishTemplate } from '../../../test/kit/coupons'
import { codeOf, dataOf, Programme } from '../../../test/kit/programme'
import { EXAMPLE_WHEEL, openWheel, publishPrizeCoupons, ticks, wheelDraft } from '../../../test/kit/wheel'

const { prizes, disclosure } = EXAMPLE_WHEEL
const [kettle, tea, cash, points, thanks] = prizes

const PRIZE_COUPON = { stock: null, claimable: false, givable: false }

async function shop() {
  const programme = await Programme.start()
  await publishPrizeCoupons(programme)
  await publishTemplate(programme, 'givable', { ...PRIZE_COUPON, givable: true })
  await publishTemplate(programme, 'few', { ...PRIZE_COUPON, stock: 5 })
  return programme
}

/** What publishing says is wrong, by path: the one thing that is, or nothing. */
async function problemsOf(programme: Programme, given: CampaignDraft): Promise<Record<string, unknown>> {
  const reply = await publishingCampaign(programme, 'wheel', { ...wheelDraft(programme), ...given })
  if (reply.ok) return {}
  const { path, message, problems } = reply.params
  return { [String(path).replace('campaigns.wheel.', '')]: problems === 1 ? message : `${problems} 处：${message}` }
}

test('a wheel with all that it must say is published', async () => {
  expect(await problemsOf(await shop(), {})).toEqual({})
})

describe('a wheel is not published', () => {
  test.each(Object.keys(disclosure))('without its %s, and says that the regulation asks for it', async (fact) => {
    const { [fact as keyof typeof disclosure]: _, ...others } = disclosure
    const found = await problemsOf(await shop(), { disclosure: others })
    expect(Object.keys(found)).toEqual([`disclosure.${fact}`])
    expect(found[`disclosure.${fact}`]).toMatch(/^必填：规定要求抽奖公示/)
  })

  // What is undefined is left out, as a hand would leave it.
  const list = (...changed: (object | undefined)[]) => ({ prizes: JSON.parse(JSON.stringify(changed)) as object[] })
  test.each<[string, CampaignDraft, string, string]>([
    ['any disclosure', { disclosure: undefined }, 'disclosure', '必填：规定要求抽奖公示的事项'],
    ['an organiser with a name', { disclosure: { ...disclosure, organiser: '' } }, 'disclosure.organiser', '不能空着'],
    ['prizes', { prizes: undefined }, 'prizes', '必填'],
    ['a second prize', list({ ...thanks, oddsPpm: 1_000_000 }), 'prizes', '最少 2 项'],
    ['odds', list({ ...kettle, oddsPpm: undefined }, tea, cash, points, thanks), 'prizes.0.oddsPpm', '必填'],
    ['whole odds', list({ ...kettle, oddsPpm: 0.5 }, tea, cash, points, thanks), 'prizes.0.oddsPpm', '要填整数'],
    [
      'odds that add up',
      list(kettle, tea, cash, points),
      'prizes',
      '概率（百万分之几）加起来是 500000，要正好是 1000000，还差 500000',
    ],
    ['a value', list({ ...tea, valueFen: undefined }, kettle, cash, points, thanks), 'prizes.0.valueFen', '必填'],
    [
      'a value above nothing',
      list({ ...tea, valueFen: 0 }, kettle, cash, points, thanks),
      'prizes.0.valueFen',
      '最小 1',
    ],
    ['a stock', list({ ...kettle, stock: undefined }, tea, cash, points, thanks), 'prizes.0.stock', '必填'],
    ['a stock of things', list({ ...kettle, stock: null }, tea, cash, points, thanks), 'prizes.0.stock', '要填数字'],
    [
      'a prize within the law',
      list({ ...kettle, valueFen: 5_000_001 }, tea, cash, points, thanks),
      'prizes.0.valueFen',
      '一份奖品不能超过 50,000 元，使用权和服务也按市场价算',
    ],
    [
      'a coupon that is published',
      list({ ...tea, templateId: 'none' }, kettle, cash, points, thanks),
      'prizes.0.templateId',
      '没有这种优惠券，或者还没有发布',
    ],
    [
      'an exchange coupon for a thing',
      list({ ...kettle, templateId: 'cash' }, tea, cash, points, thanks),
      'prizes.0.templateId',
      '实物要凭兑换券在门店领，这里要填一种兑换券（exchange）',
    ],
    [
      'coupons enough',
      list({ ...tea, templateId: 'few' }, kettle, cash, points, thanks),
      'prizes.0.templateId',
      '这种券自己有数量，可能先发完；请把券的 stock 设为 null，数量写在奖品上',
    ],
    [
      'prizes that stay with who won them',
      list({ ...tea, templateId: 'givable' }, kettle, cash, points, thanks),
      'prizes.0.templateId',
      '奖品不能转给别人：请把这种券的 givable 设为 false',
    ],
    [
      'a kind that there is',
      list({ ...kettle, kind: 'car' }, tea, cash, points, thanks),
      'prizes.0.kind',
      '只能写 points、coupon、item、thanks 之一',
    ],
    ['a fallback', { fallback: undefined }, 'fallback', '必填'],
    ['a bound on a day’s draws', { mostPerDay: undefined }, 'mostPerDay', '必填'],
    [
      'points that are won for nothing',
      { pricePoints: 10 },
      'prizes.3.kind',
      '花积分抽积分等于下注，不能这样做；去掉 pricePoints，或换一种奖品',
    ],
    [
      'chances of its own',
      { rules: [{ when: 'checked_in', effects: [{ code: 'draw_chance', campaignId: 'other', times: 1 }] }] },
      'rules.0.effects.0.campaignId',
      '要写这个转盘自己的编号 wheel',
    ],
  ])('without %s', async (_, given, path, message) => {
    expect(await problemsOf(await shop(), given)).toEqual({ [path]: message })
  })
})

describe('a wheel that has begun', () => {
  async function begun() {
    const programme = await Programme.start()
    const draft = wheelDraft(programme)
    await openWheel(programme, 'wheel', draft)
    return { programme, draft }
  }
  const withPrize = (change: object) => ({ prizes: [{ ...kettle, ...change }, tea, cash, points, thanks] })

  test('is published again with better odds for the kettle, and keeps its stock', async () => {
    const { programme, draft } = await begun()
    const better = { prizes: [{ ...kettle, oddsPpm: 2_000 }, tea, cash, points, { ...thanks, oddsPpm: 499_000 }] }
    expect(await problemsOf(programme, { ...draft, ...better })).toEqual({})
  })

  test.each<[string, CampaignDraft, string, string]>([
    [
      'worse odds',
      { prizes: [{ ...kettle, oddsPpm: 500 }, tea, cash, points, { ...thanks, oddsPpm: 500_500 }] },
      'prizes.0.oddsPpm',
      '活动开始后只能改得对会员更有利：原来是 1000，不能调低',
    ],
    [
      'a cheaper kettle',
      withPrize({ valueFen: 10_000 }),
      'prizes.0.valueFen',
      '活动开始后只能改得对会员更有利：原来是 19900，不能调低',
    ],
    [
      'an earlier claim',
      { disclosure: { ...disclosure, claimTime: '当天' } },
      'disclosure.claimTime',
      '活动开始后只能改得对会员更有利：原来写的是“中奖后 30 天内”，不能改',
    ],
    ['no free draw', { freePerDay: 0 }, 'freePerDay', '活动开始后只能改得对会员更有利：原来是 1，不能调低'],
  ])('is not published with %s', async (_, given, path, message) => {
    const { programme, draft } = await begun()
    expect(await problemsOf(programme, { ...draft, ...given })).toEqual({ [path]: message })
  })

  test('does not change its stock but by restocking, which adds to it', async () => {
    const { programme, draft } = await begun()
    expect((await problemsOf(programme, { ...draft, ...withPrize({ stock: 30 }) }))['prizes.0.stock']).toContain(
      'ops.restock',
    )
    const more = { kind: 'lottery_prizes', id: 'wheel_kettle', quantity: 2, operator: '王芳' }
    dataOf(await programme.ops()('ops.restock', more))
    await ticks(programme)
    const { ask } = await memberOf(programme)
    const { prizes: shown } = dataOf(await ask('lottery.wheel', { campaignId: 'wheel' }))
    expect(shown[0]).toMatchObject({ prizeId: 'kettle', stock: 3, left: 5 })
  })

  test('may be changed at will before it begins', async () => {
    const programme = await shop()
    const draft = { ...wheelDraft(programme), fromMs: programme.nowMs + 3_600_000 }
    expect(await problemsOf(programme, draft)).toEqual({})
    programme.wait(20_000)
    expect(await problemsOf(programme, { ...draft, freePerDay: 0 })).toEqual({})
  })
})

async function memberOf(programme: Programme) {
  const ask = programme.member('mei')
  await ask('members.join', { consentVersion: '1' })
  return { ask }
}

describe('a wheel that is retired', () => {
  const HOUR = 3_600_000
  /** One that opens at eleven, for an hour. */
  async function announced() {
    const programme = await shop()
    const fromMs = Date.parse('2026-03-10T11:00:00+08:00')
    const days = { fromMs, untilMs: fromMs + HOUR }
    dataOf(await publishingCampaign(programme, 'wheel', { ...wheelDraft(programme), ...days }))
    const retire = (key?: string) => programme.ops()('ops.retire', { kind: 'campaigns', id: 'wheel' }, key)
    return { programme, ...days, retire }
  }

  test('before it opens is gone, and the same command answers the same while it would be open', async () => {
    const { programme, fromMs, retire } = await announced()
    programme.nowMs = fromMs - 10_000
    const retired = dataOf(await retire('k-1'))
    expect(retired.version).toBe(2)
    programme.nowMs = fromMs + 1
    expect(dataOf(await retire('k-1'))).toEqual(retired)
    expect(codeOf(await retire('k-2'))).toBe('not_in_force')
  })

  test.each([-9_999, 0, HOUR - 1])('%i ms after it opens is not: members take part by it', async (afterMs) => {
    const { programme, fromMs, untilMs, retire } = await announced()
    programme.nowMs = fromMs + afterMs
    const message =
      '转盘开始以后只能改得对会员更有利，不能提前停用，到 2026-03-10 12:00:00 自己结束；出了事要马上停，写 isPaused: true 再发布，先暂停'
    const refused = { ok: false, code: 'invalid_document', params: { path: 'campaigns.wheel.untilMs', message } }
    expect(await retire('k-1')).toMatchObject(refused)
    expect(await retire('k-1')).toMatchObject(refused)
    // Refused without a mark: the same command does it once the wheel is over.
    programme.nowMs = untilMs
    expect(dataOf(await retire('k-1'))).toMatchObject({ version: 2 })
  })

  test('while it is paused is not either', async () => {
    const { programme, fromMs, untilMs, retire } = await announced()
    programme.nowMs = fromMs
    dataOf(await publishingCampaign(programme, 'wheel', { ...wheelDraft(programme), fromMs, untilMs, isPaused: true }))
    programme.wait(60_000)
    expect(codeOf(await retire())).toBe('invalid_document')
  })
})
