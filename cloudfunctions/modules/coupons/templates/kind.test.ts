import { writeByHand } from '../../../../test/kit/by-hand'
import { FIVE_OFF, publishing, publishTemplate } from '../../../../test/kit/coupons'
import { publishLadder } from '../../../../test/kit/ladder'
import { codeOf, dataOf, Programme } from '../../../../test/kit/programme'
import { openStore } from '../../../../test/kit/stores'
import { workOn } from '../../../../test/kit/work-on'
import { couponTemplate, termsOf } from './in-force'

const THRESHOLD = { ...FIVE_OFF, kind: 'threshold', discountFen: 2_000, thresholdFen: 10_000 }
const { discountFen: _, ...NO_DISCOUNT } = FIVE_OFF
const PERCENT = { ...NO_DISCOUNT, kind: 'percent', percentOff: 15, capFen: 3_000 }
const EXCHANGE = { ...NO_DISCOUNT, kind: 'exchange', capFen: 3_800, categories: ['coffee'] }
const DELIVERY = { ...FIVE_OFF, kind: 'delivery', categories: ['delivery'] }
const DATED = { ...FIVE_OFF, validity: { fromDate: '2026-12-01', untilDate: '2026-12-31' } }

const without = (draft: object, ...names: string[]) =>
  Object.fromEntries(Object.entries(draft).filter(([name]) => !names.includes(name)))

test.each([
  ['cash', FIVE_OFF],
  ['threshold', THRESHOLD],
  ['percent', PERCENT],
  ['exchange', EXCHANGE],
  ['delivery', DELIVERY],
  ['fixed dates', DATED],
  [
    'all there is',
    {
      ...THRESHOLD,
      text: '生日月可用',
      picture: 'cloud://demo.bucket/coupons/five.png',
      stock: 10,
      limitPerMember: 3,
      limitPerDay: 1,
      stores: ['west'],
      categories: ['coffee', '蛋糕'],
      claimFromMs: 1_773_000_000_000,
      claimUntilMs: 1_774_000_000_000,
      audience: { tiers: ['silver'] },
      stackingGroup: 'birthday',
      givable: false,
    },
  ],
])('%s is published', async (_name, draft) => {
  const programme = await Programme.start()
  await openStore(programme, 'west')
  await publishLadder(programme)
  expect(dataOf(await publishing(programme, 'five', draft))).toMatchObject({ state: 'published', version: 1 })
})

test.each<[string, object, string, string]>([
  ['no title', without(FIVE_OFF, 'title'), 'title', '必填'],
  ['no kind', without(FIVE_OFF, 'kind'), 'kind', '只能写 cash、threshold、percent、exchange、delivery 之一'],
  [
    'an unknown kind',
    { ...FIVE_OFF, kind: 'gift' },
    'kind',
    '只能写 cash、threshold、percent、exchange、delivery 之一',
  ],
  ['no discount', NO_DISCOUNT, 'discountFen', '必填'],
  ['no stock', without(FIVE_OFF, 'stock'), 'stock', '必填'],
  ['no limit', without(FIVE_OFF, 'limitPerMember'), 'limitPerMember', '必填'],
  ['no validity', without(FIVE_OFF, 'validity'), 'validity', '必填'],
  ['nothing said of claiming', without(FIVE_OFF, 'claimable'), 'claimable', '必填'],
  ['a misspelt name', { ...FIVE_OFF, discountFan: 500 }, 'discountFan', '没有这一项，多半是名字写错了'],
  ['money as text', { ...FIVE_OFF, discountFen: '500' }, 'discountFen', '要填数字'],
  ['half a fen', { ...FIVE_OFF, discountFen: 0.5 }, 'discountFen', '要填整数'],
  ['nothing off', { ...FIVE_OFF, discountFen: 0 }, 'discountFen', '最小 1'],
  ['ten thousand yuan and a fen', { ...FIVE_OFF, discountFen: 1_000_001 }, 'discountFen', '最大 1000000'],
  ['an empty stock', { ...FIVE_OFF, stock: 0 }, 'stock', '最小 1'],
  ['a huge stock', { ...FIVE_OFF, stock: 100_001 }, 'stock', '最大 100000'],
  ['a negative limit', { ...FIVE_OFF, limitPerMember: -1 }, 'limitPerMember', '最小 1'],
  ['a title of 21 characters', { ...FIVE_OFF, title: '券'.repeat(21) }, 'title', '最多 20 个字'],
  ['claimable as text', { ...FIVE_OFF, claimable: 'true' }, 'claimable', '只能写 true 或 false'],
  ['all of it off', { ...PERCENT, percentOff: 100 }, 'percentOff', '最大 99'],
  ['percent without a cap', without(PERCENT, 'capFen'), 'capFen', '必填'],
  ['percent with a discount', { ...PERCENT, discountFen: 500 }, 'discountFen', '折扣券用不到这一项'],
  ['cash from an amount on', { ...FIVE_OFF, thresholdFen: 500 }, 'thresholdFen', '代金券用不到这一项'],
  ['a threshold without one', without(THRESHOLD, 'thresholdFen'), 'thresholdFen', '必填'],
  ['more off than the threshold', { ...THRESHOLD, discountFen: 10_001 }, 'discountFen', '不能比 thresholdFen 大'],
  ['an exchange for nothing named', without(EXCHANGE, 'categories'), 'categories', '必填'],
  ['delivery without its name', without(DELIVERY, 'categories'), 'categories', '必填'],
  ['no categories at all', { ...FIVE_OFF, categories: [] }, 'categories', '不能空着'],
  ['no days', { ...FIVE_OFF, validity: { days: 0 } }, 'validity.days', '最小 1'],
  [
    'days and dates',
    { ...DATED, validity: { ...DATED.validity, days: 1 } },
    'validity.fromDate',
    '没有这一项，多半是名字写错了',
  ],
  ['no last day', { ...DATED, validity: { fromDate: '2026-12-01' } }, 'validity.untilDate', '必填'],
  [
    'a day that does not exist',
    { ...DATED, validity: { fromDate: '2026-12-01', untilDate: '2026-12-32' } },
    'validity.untilDate',
    '要写成 2026-03-10 这样的日期',
  ],
  [
    'days that run backwards',
    { ...DATED, validity: { fromDate: '2026-12-31', untilDate: '2026-12-01' } },
    'validity.untilDate',
    '不能早于 fromDate',
  ],
  [
    'days that are over',
    { ...DATED, validity: { fromDate: '2026-03-01', untilDate: '2026-03-09' } },
    'validity.untilDate',
    '已经过去了；不再用的草稿可以删掉',
  ],
  ['more a day than in all', { ...FIVE_OFF, limitPerDay: 2 }, 'limitPerDay', '不能比 limitPerMember 大'],
  [
    'an end of claiming before its beginning',
    { ...FIVE_OFF, claimFromMs: 5, claimUntilMs: 5 },
    'claimUntilMs',
    '要晚于 claimFromMs',
  ],
  [
    'claiming after the last day',
    { ...DATED, claimUntilMs: Date.parse('2027-01-01T00:00:00.001+08:00') },
    'claimUntilMs',
    '不能晚于券的最后一天',
  ],
  [
    'a window for what is not claimed',
    { ...FIVE_OFF, claimable: false, claimFromMs: 5 },
    'claimFromMs',
    'claimable 是 false，不开放领取，就不用填',
  ],
  [
    'an audience for what is not claimed',
    { ...FIVE_OFF, claimable: false, audience: { tiers: ['silver'] } },
    'audience',
    'claimable 是 false，不开放领取，就不用填',
  ],
  ['a store that is not there', { ...FIVE_OFF, stores: ['west', 'north'] }, 'stores.1', '没有这家门店，或者还没有发布'],
  ['a store named twice', { ...FIVE_OFF, stores: ['west', 'west'] }, 'stores.1', '写重了'],
  [
    'a tier that is not there',
    { ...FIVE_OFF, audience: { tiers: ['platinum'] } },
    'audience.tiers.0',
    '没有这个等级，或者还没有发布',
  ],
  [
    'a picture from elsewhere',
    { ...FIVE_OFF, picture: 'https://example.com/a.png' },
    'picture',
    '要填云存储的文件编号，cloud:// 开头',
  ],
])('%s is refused, and the version before stays in force', async (_name, draft, path, message) => {
  const programme = await Programme.start()
  await openStore(programme, 'west')
  await publishLadder(programme)
  await publishTemplate(programme, 'five')
  expect(await publishing(programme, 'five', draft as never)).toMatchObject({
    code: 'invalid_document',
    params: { path: `coupon_templates.five.${path}`, message },
  })
  const inForce = await couponTemplate(workOn(programme), 'five')
  expect(inForce).toMatchObject({ version: 1, body: FIVE_OFF })
})

test('several faults are counted, and the first is told', async () => {
  const programme = await Programme.start()
  const draft = { ...FIVE_OFF, title: '', discountFen: 0, limitPerDay: 0 }
  expect(await publishing(programme, 'five', draft)).toMatchObject({ params: { problems: 3 } })
})

test('what leaves fields to their defaults is frozen with them', async () => {
  const programme = await Programme.start()
  await publishTemplate(programme, 'percent', { ...PERCENT, discountFen: undefined })
  const template = await couponTemplate(workOn(programme), 'percent')
  expect(template?.body).toMatchObject({ thresholdFen: 0, givable: true })
  expect(template && termsOf(template)).toEqual({
    title: '五元券',
    text: '',
    picture: '',
    benefit: { kind: 'percent', percentOff: 15, capFen: 3_000, thresholdFen: 0 },
    stores: null,
    categories: null,
    stackingGroup: 'percent',
    isGivable: true,
  })
})

test('dates that end while they are in force are no fault: other words may be published, another day that is over not', async () => {
  const programme = await Programme.start()
  await publishTemplate(programme, 'five', DATED)
  programme.at('2027-02-01T10:00:00+08:00')
  expect(
    dataOf(await programme.ops()('ops.doctor', {})).findings.filter(({ where }) => where === 'coupon_templates'),
  ).toEqual([])
  expect(dataOf(await publishing(programme, 'five', { ...DATED, text: '已经结束' })).state).toBe('published')
  const other = { ...DATED, validity: { fromDate: '2026-12-01', untilDate: '2027-01-31' } }
  expect(codeOf(await publishing(programme, 'five', other))).toBe('invalid_document')
})

test('a draft without effect is no template, nor is one that was retired', async () => {
  const programme = await Programme.start()
  await writeByHand(programme, 'coupon_templates', { _id: 'five', ...FIVE_OFF })
  expect(await couponTemplate(workOn(programme), 'five')).toBeNull()
  await publishTemplate(programme, 'five')
  dataOf(await programme.ops()('ops.retire', { kind: 'coupon_templates', id: 'five' }))
  programme.wait(10_000)
  expect(await couponTemplate(workOn(programme), 'five')).toBeNull()
})
