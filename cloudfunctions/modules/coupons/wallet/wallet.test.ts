import { publishTemplate } from '../../../../test/kit/coupons'
import { type Ask, codeOf, dataOf, joined } from '../../../../test/kit/programme'
import { shopWith } from '../../../../test/kit/purchases'
import { workOn } from '../../../../test/kit/work-on'
import { Refusal } from '../../../kernel/refusal'
import { issueCoupon } from '../issue'
import { coupons } from '../store'

/** A shop with two stores and a member who holds a coupon of each template that is given. */
async function walletOf(templates: Readonly<Record<string, object>>) {
  const programme = await shopWith()
  const { ask, memberId } = await joined(programme, 'o-mei')
  const ids: Record<string, string> = {}
  for (const [id, given] of Object.entries(templates)) {
    await publishTemplate(programme, id, { title: id, ...given } as never)
    ids[id] = dataOf(await ask('coupons.claim', { templateId: id })).couponId
  }
  return { programme, ask, memberId, ids }
}

const titles = async (ask: Ask, state?: 'usable' | 'giving' | 'used' | 'expired' | 'given') =>
  dataOf(await ask('coupons.wallet', state ? { state } : {})).items.map(({ title }) => title)

const until = (untilDate: string, fromDate = '2026-03-01') => ({ validity: { fromDate, untilDate } })

describe('coupons.wallet', () => {
  test('shows each coupon with what it gives, its days and how it came', async () => {
    const { ask, ids } = await walletOf({ five: { stores: ['west'], text: '生日月可用' } })
    const { items, next, refundText } = dataOf(await ask('coupons.wallet', {}))
    expect(items).toEqual([
      {
        couponId: ids.five,
        title: 'five',
        kind: 'cash',
        benefit: '抵 5 元',
        scope: '西湖店可用',
        text: '生日月可用',
        picture: '',
        usableFrom: '2026-03-10',
        usableUntil: '2026-04-09',
        endsAtMs: Date.parse('2026-04-10T00:00:00+08:00'),
        state: 'usable',
        channel: '自己领取',
        isGivable: true,
        use: null,
        gift: null,
      },
    ])
    expect(next).toBeNull()
    expect(refundText).toBe('整单退款后，用掉的券退回，退回时已经到期的，再给 7 天；部分退款不退券')
  })

  test('by state: usable ones by their end, the rest with the reason why not', async () => {
    const { programme, ask, memberId, ids } = await walletOf({
      late: until('2026-03-31'),
      soon: until('2026-03-12'),
      today: until('2026-03-10'),
      spring: until('2026-05-31', '2026-05-01'),
    })
    const granted = await issueCoupon(workOn(programme), {
      templateId: 'late',
      op: 'gr|1',
      member: memberId,
      channel: 'granted',
    })
    if (granted instanceof Refusal) throw new Error(granted.code)
    await programme.store.update(coupons, { _id: granted._id }, { set: { state: 'withdrawn' } })
    expect(await titles(ask, 'usable')).toEqual(['today', 'soon', 'late', 'spring'])
    expect(await titles(ask, 'expired')).toEqual([])
    programme.at('2026-03-11T00:00:00+08:00')
    expect(await titles(ask, 'usable')).toEqual(['soon', 'late', 'spring'])
    expect(await titles(ask, 'expired')).toEqual(['today'])
    for (const state of ['giving', 'used', 'given'] as const) expect(await titles(ask, state)).toEqual([])
    const all = dataOf(await ask('coupons.wallet', {})).items
    expect(all.map(({ title, state, whyNot = '', channel }) => [title, state, whyNot, channel]).sort()).toEqual([
      ['late', 'usable', '', '自己领取'],
      ['late', 'withdrawn', '已被商家收回', '商家赠送'],
      ['soon', 'usable', '', '自己领取'],
      ['spring', 'early', '2026年5月1日起可用', '自己领取'],
      ['today', 'expired', '2026年3月10日已到期', '自己领取'],
    ])
    expect(Object.keys(ids)).toHaveLength(4)
  })

  test('the last second of the last day is in, the next is out', async () => {
    const { programme, ask, ids } = await walletOf({ year: until('2026-12-31') })
    const couponId = ids.year ?? ''
    programme.at('2026-12-31T23:59:59.999+08:00')
    expect(await titles(ask, 'usable')).toEqual(['year'])
    expect(dataOf(await ask('coupons.show', { couponId })).expiresAtMs).toBe(programme.nowMs + 1)
    programme.nowMs += 1
    expect(await titles(ask, 'usable')).toEqual([])
    expect(await titles(ask, 'expired')).toEqual(['year'])
    expect(await ask('coupons.show', { couponId })).toMatchObject({ code: 'not_usable', params: { state: 'expired' } })
  })

  test('comes in pages of one read each, however many coupons there are', async () => {
    const { programme, ask, memberId } = await walletOf({ five: {} })
    for (let nth = 0; nth < 60; nth += 1)
      await issueCoupon(workOn(programme), {
        templateId: 'five',
        op: `gr|${nth}`,
        member: memberId,
        channel: 'granted',
      })
    const seen: string[] = []
    let cursor: string | undefined
    // From here on the instance knows who asks and what the stores are called.
    dataOf(await ask('coupons.wallet', {}))
    do {
      programme.log.length = 0
      const page = dataOf(await ask('coupons.wallet', { state: 'usable', limit: 25, ...(cursor ? { cursor } : {}) }))
      expect(programme.log.map(({ calls }) => calls)).toEqual([1])
      seen.push(...page.items.map(({ couponId }) => couponId))
      cursor = page.next ?? undefined
    } while (cursor)
    expect(new Set(seen).size).toBe(61)
  })

  test('is nobody else’s business, and nothing for a visitor or a cursor that is none', async () => {
    const { programme, ask, ids } = await walletOf({ five: {} })
    const lan = await joined(programme, 'o-lan')
    expect(await titles(lan.ask)).toEqual([])
    const couponId = ids.five ?? ''
    expect(codeOf(await lan.ask('coupons.show', { couponId }))).toBe('no_such_coupon')
    expect(codeOf(await ask('coupons.show', { couponId: 'f'.repeat(32) }))).toBe('no_such_coupon')
    expect(codeOf(await programme.member('o-visitor')('coupons.wallet', {}))).toBe('not_a_member')
    expect(codeOf(await ask('coupons.wallet', { cursor: 'x' }))).toBe('invalid_input')
  })
})

test('coupons.show answers a code that changes by the minute', async () => {
  const { programme, ask, ids } = await walletOf({ five: {} })
  const couponId = ids.five ?? ''
  const show = async () => dataOf(await ask('coupons.show', { couponId }))
  const first = await show()
  expect(first.code).toMatch(/^\d{20}$/)
  expect(first.expiresAtMs).toBe(Date.parse('2026-03-10T10:02:00+08:00'))
  programme.wait(60_000)
  expect((await show()).code).not.toBe(first.code)
})

describe('coupons.best', () => {
  const lines = [
    { lineId: '1', amountFen: 8_000, category: '咖啡' },
    { lineId: '2', amountFen: 600, category: '配送' },
  ]
  const templates = {
    ten: { discountFen: 1_000 },
    twenty: { kind: 'threshold', thresholdFen: 8_000, discountFen: 2_000 },
    delivery: { kind: 'delivery', discountFen: 1_000, categories: ['配送'] },
    east: { discountFen: 5_000, stores: ['east'] },
    spring: { discountFen: 5_000, ...until('2026-05-31', '2026-05-01') },
  }

  test('tells which to use, what they take off, and why the others are left out', async () => {
    const { ask, ids } = await walletOf(templates)
    expect(dataOf(await ask('coupons.best', { storeId: 'west', amountFen: 8_600, lines }))).toEqual({
      coupons: [
        { couponId: ids.delivery, title: 'delivery', discountFen: 600 },
        { couponId: ids.twenty, title: 'twenty', discountFen: 2_000 },
      ],
      discountFen: 2_600,
      payableFen: 6_000,
      sentence: '用“delivery”减 6 元、“twenty”减 20 元，一共减 26 元，付 60 元',
      leftOut: [
        { couponId: ids.ten, title: 'ten', why: '不能和“twenty”一起用' },
        { couponId: ids.east, title: 'east', why: '这家店不能用' },
      ],
    })
    const elsewhere = dataOf(await ask('coupons.best', { storeId: 'east', amountFen: 4_000 }))
    expect(elsewhere).toMatchObject({ discountFen: 4_000, payableFen: 0, sentence: '用“east”减 40 元，付 0 元' })
    expect(elsewhere.leftOut.map(({ title, why }) => [title, why]).sort()).toEqual([
      ['delivery', '没有可以用这张券的商品'],
      ['ten', '不能和“east”一起用'],
      ['twenty', '还差 40 元可用'],
    ])
  })

  test('refuses a store that is not there, lines that add up to something else, and visitors', async () => {
    const { programme, ask } = await walletOf({})
    expect(codeOf(await ask('coupons.best', { storeId: 'north', amountFen: 100 }))).toBe('no_such_store')
    const wrong = await ask('coupons.best', { storeId: 'west', amountFen: 8_601, lines })
    expect(wrong).toMatchObject({ code: 'invalid_input', params: { path: 'input.lines' } })
    const visitor = programme.member('o-visitor')
    expect(codeOf(await visitor('coupons.best', { storeId: 'west', amountFen: 100 }))).toBe('not_a_member')
    expect(dataOf(await ask('coupons.best', { storeId: 'west', amountFen: 100 })).sentence).toBe(
      '没有能用的券，付 1 元',
    )
  })
})

test('what was claimed before its template was edited still gives what it gave', async () => {
  const { programme, ask } = await walletOf({ twenty: { discountFen: 2_000 } })
  await publishTemplate(programme, 'twenty', { title: 'two', discountFen: 200 })
  const [item] = dataOf(await ask('coupons.wallet', {})).items
  expect(item).toMatchObject({ title: 'twenty', benefit: '抵 20 元' })
  expect(dataOf(await ask('coupons.best', { storeId: 'west', amountFen: 5_000 })).discountFen).toBe(2_000)
})
