import { writeByHand } from '../../../../test/kit/by-hand'
import { publishLadder } from '../../../../test/kit/ladder'
import { codeOf, dataOf, Programme } from '../../../../test/kit/programme'
import { CUP, publishing, publishReward, type RewardDraft } from '../../../../test/kit/rewards'
import { openStore } from '../../../../test/kit/stores'
import { workOn } from '../../../../test/kit/work-on'
import { rewardUnits } from '../orders/store'
import { rewardInForce } from './in-force'

const at = (moment: string) => Date.parse(`2026-${moment}:00+08:00`)
const SLOT = { slotId: 'sat-10', startsAtMs: at('03-14T10:00'), endsAtMs: at('03-14T11:00'), capacity: 4 }
const CLASS = { ...CUP, kind: 'experience', stock: null, slots: [SLOT] }
const CARD = { ...CUP, kind: 'code', stock: null }
const YEAR = { ...CUP, kind: 'membership', stock: null, membership: '年度会员', days: 365 }
const { title: _, ...NAMELESS } = CUP

const without = (draft: RewardDraft, ...names: string[]) =>
  Object.fromEntries(Object.entries(draft).filter(([name]) => !names.includes(name)))

async function shop() {
  const programme = await Programme.start()
  await openStore(programme, 'west')
  await publishLadder(programme)
  return programme
}

test.each<[string, RewardDraft]>([
  ['the least an item needs', CUP],
  ['the least an experience needs', without(CLASS, 'slots')],
  ['slots', CLASS],
  ['a code pool', CARD],
  ['a membership', { ...YEAR, includes: ['每月一杯咖啡', '生日双倍积分'] }],
  [
    'all there is',
    {
      ...CUP,
      text: '陶瓷，350 毫升。\n\n洗碗机可用。',
      category: '器物',
      picture: 'cloud://demo.bucket/rewards/cup.png',
      order: 5,
      priceFen: 1_000,
      limitPer: 'month',
      tiers: ['silver', 'gold'],
      delivery: 'pick_up',
      stores: ['west'],
    },
  ],
  [
    'what never ends, without a limit, from the first moment on',
    {
      ...CUP,
      stock: null,
      limitPerMember: null,
      onSaleFromMs: 0,
      onSaleUntilMs: null,
    },
  ],
])('%s is published', async (_name, draft) => {
  expect(dataOf(await publishing(await shop(), 'cup', draft))).toMatchObject({ state: 'published', version: 1 })
})

const KINDS = '只能写 item、code、experience、membership、coupon 之一'

test.each<[string, RewardDraft, string, string]>([
  ['no title', NAMELESS, 'title', '必填'],
  ['no kind', without(CUP, 'kind'), 'kind', KINDS],
  ['an unknown kind', { ...CUP, kind: 'gift' }, 'kind', KINDS],
  ['no price', without(CUP, 'pricePoints'), 'pricePoints', '必填'],
  ['nothing to pay', { ...CUP, pricePoints: 0 }, 'pricePoints', '最小 1'],
  ['half a point', { ...CUP, pricePoints: 1.5 }, 'pricePoints', '要填整数'],
  ['a price as text', { ...CUP, pricePoints: '30' }, 'pricePoints', '要填数字'],
  ['no stock', without(CUP, 'stock'), 'stock', '必填'],
  ['an empty stock', { ...CUP, stock: 0 }, 'stock', '最小 1'],
  ['a huge stock', { ...CUP, stock: 100_001 }, 'stock', '最大 100000'],
  ['no limit', without(CUP, 'limitPerMember'), 'limitPerMember', '必填'],
  ['a negative limit', { ...CUP, limitPerMember: -1 }, 'limitPerMember', '最小 1'],
  ['a limit for each week', { ...CUP, limitPer: 'week' }, 'limitPer', '只能写 day、month、year、ever 之一'],
  [
    'a period without a limit',
    { ...CUP, limitPerMember: null, limitPer: 'day' },
    'limitPer',
    '没有写每人限几份（limitPerMember），不用写多久算一次',
  ],
  ['no beginning', without(CUP, 'onSaleFromMs'), 'onSaleFromMs', '必填'],
  ['no end', without(CUP, 'onSaleUntilMs'), 'onSaleUntilMs', '必填'],
  ['seconds', { ...CUP, onSaleFromMs: 1_773_000_000 }, 'onSaleFromMs', '要写毫秒，13 位数字，多半写成了秒'],
  [
    'an end that is the beginning',
    { ...CUP, onSaleUntilMs: CUP.onSaleFromMs },
    'onSaleUntilMs',
    '要晚于 onSaleFromMs；一直卖就写 null',
  ],
  ['a misspelt name', { ...CUP, pricePoint: 30 }, 'pricePoint', '没有这一项，多半是名字写错了'],
  ['a title with a space in front', { ...CUP, title: ' 杯子' }, 'title', '前后不能有空格'],
  ['a title of 31 characters', { ...CUP, title: '杯'.repeat(31) }, 'title', '最多 30 个字'],
  ['a text with a tab', { ...CUP, text: 'a\tb' }, 'text', '只能换行，不能有其他看不见的字符'],
  ['a picture from nowhere', { ...CUP, picture: 'cup.png' }, 'picture', '要以 https://、cloud:// 或 / 开头'],
  [
    'money for what is sent',
    { ...CUP, delivery: 'send', priceFen: 100 },
    'priceFen',
    '加的钱在柜台收：只有到店自取的礼品（delivery 写 pick_up）和体验可以加钱',
  ],
  [
    'money for a code',
    { ...CARD, priceFen: 100 },
    'priceFen',
    '加的钱在柜台收：只有到店自取的礼品（delivery 写 pick_up）和体验可以加钱',
  ],
  ['a stock of codes', { ...CARD, stock: 10 }, 'stock', '卡密导入多少就是多少，写 null'],
  ['a stock beside slots', { ...CLASS, stock: 10 }, 'stock', '名额写在每一场的 capacity 里，这里写 null'],
  ['slots of an item', { ...CUP, slots: [SLOT] }, 'slots', '没有这一项，多半是名字写错了'],
  ['no slots at all', { ...CLASS, slots: [] }, 'slots', '不能空着'],
  ['a slot without places', { ...CLASS, slots: [{ ...SLOT, capacity: 0 }] }, 'slots.0.capacity', '最小 1'],
  [
    'a slot that ends before it begins',
    { ...CLASS, slots: [{ ...SLOT, endsAtMs: SLOT.startsAtMs }] },
    'slots.0.endsAtMs',
    '要晚于 startsAtMs',
  ],
  ['a slot named twice', { ...CLASS, slots: [SLOT, SLOT] }, 'slots', 'slotId 有重复的'],
  [
    'a slot with an underscore',
    { ...CLASS, slots: [{ ...SLOT, slotId: 'sat_10' }] },
    'slots.0.slotId',
    '只能用字母、数字和 -，最多 32 个',
  ],
  ['a membership without days', without(YEAR, 'days'), 'days', '必填'],
  ['a membership of nothing', without(YEAR, 'membership'), 'membership', '必填'],
  ['a coupon of no template', { ...CUP, kind: 'coupon' }, 'templateId', '必填'],
  [
    'a coupon that is not there',
    { ...CUP, kind: 'coupon', templateId: 'ten' },
    'templateId',
    '没有这种优惠券，或者还没有发布',
  ],
  ['a store that is not there', { ...CUP, stores: ['west', 'north'] }, 'stores.1', '没有这家门店，或者还没有发布'],
  ['a store named twice', { ...CUP, stores: ['west', 'west'] }, 'stores', '有重复的'],
  [
    'stores for what is only sent',
    { ...CUP, delivery: 'send', stores: ['west'] },
    'stores',
    '只寄送的礼品没有自取的门店，去掉 stores，或改 delivery',
  ],
  ['a tier that is not there', { ...CUP, tiers: ['platinum'] }, 'tiers.0', '没有这个等级，或者还没有发布'],
  ['no tier at all', { ...CUP, tiers: [] }, 'tiers', '不能空着'],
])('%s is refused, and the version before stays in force', async (_name, draft, path, message) => {
  const programme = await shop()
  await publishReward(programme, 'cup')
  expect(await publishing(programme, 'cup', draft)).toMatchObject({
    code: 'invalid_document',
    params: { path: `rewards.cup.${path}`, message },
  })
  expect(await rewardInForce(workOn(programme), 'cup')).toMatchObject({ version: 1, title: CUP.title })
})

test('several faults are counted, and the first is told', async () => {
  const draft = { ...CUP, title: '', pricePoints: -1, stock: 1.5 }
  expect(await publishing(await shop(), 'cup', draft)).toMatchObject({
    params: { problems: 3, path: 'rewards.cup.title' },
  })
})

test.each<[string, RewardDraft, RewardDraft, string, string]>([
  ['another kind', CUP, CARD, 'kind', '发布过的是 item，不能改；请新建一个商品'],
  ['another stock', CUP, { ...CUP, stock: 20 }, 'stock', '第一次发布的是 10，不能改；补货用 ops.restock'],
  ['no stock', CUP, { ...CUP, stock: null }, 'stock', '第一次发布的是 10，不能改；补货用 ops.restock'],
  [
    'a slot at another time',
    CLASS,
    { ...CLASS, slots: [{ ...SLOT, startsAtMs: SLOT.startsAtMs + 1 }] },
    'slots.0.startsAtMs',
    '这一场已经发布过，时间不能改；改期请另写一场，用新的 slotId',
  ],
  [
    'a slot that is over, and was not there',
    CLASS,
    { ...CLASS, slots: [SLOT, { ...SLOT, slotId: 'tue-9', startsAtMs: at('03-10T09:00') }] },
    'slots.1.startsAtMs',
    '已经过去了',
  ],
  [
    'a slot with more places',
    CLASS,
    { ...CLASS, slots: [{ ...SLOT, capacity: 5 }] },
    'slots.0.capacity',
    '第一次发布的是 4，不能改；加名额用 ops.restock，kind 写 reward_slots',
  ],
])('%s is refused of what was published before', async (_name, before, draft, path, message) => {
  const programme = await shop()
  await publishReward(programme, 'cup', before)
  expect(await publishing(programme, 'cup', draft)).toMatchObject({
    code: 'invalid_document',
    params: { path: `rewards.cup.${path}`, message },
  })
})

test('a slot that has begun is no fault of what is in force, and one may be added and another left out', async () => {
  const programme = await shop()
  await publishReward(programme, 'class', CLASS)
  programme.at('2026-03-15T10:00:00+08:00')
  expect(dataOf(await programme.ops()('ops.doctor', {})).findings.filter(({ where }) => where === 'rewards')).toEqual(
    [],
  )
  const next = { slotId: 'sun-10', startsAtMs: at('03-16T10:00'), endsAtMs: at('03-16T11:00'), capacity: 2 }
  dataOf(await publishing(programme, 'class', { ...CLASS, slots: [SLOT, next] }))
  dataOf(await publishing(programme, 'class', { ...CLASS, slots: [next] }))
  const free = (sku: string) => programme.store.count(rewardUnits, { sku, state: 'free' })
  expect([await free('rs|class_sat-10'), await free('rs|class_sun-10')]).toEqual([4, 2])
})

test('publishing makes the stock once; restocking adds to it, and to a slot', async () => {
  const programme = await shop()
  const ops = programme.ops()
  await publishReward(programme, 'cup')
  await publishReward(programme, 'cup', { title: '大马克杯' })
  await publishReward(programme, 'class', CLASS)
  expect(await rewardInForce(workOn(programme), 'cup')).toMatchObject({ version: 2, title: '大马克杯' })
  const free = (sku: string) => programme.store.count(rewardUnits, { sku, state: 'free' })
  expect(await free('rw|cup')).toBe(10)
  const restock = () => ops('ops.restock', { kind: 'rewards', id: 'cup', quantity: 5 }, 'k-1')
  for (const reply of await Promise.all([restock(), restock()])) expect(dataOf(reply)).toMatchObject({ total: 15 })
  dataOf(await ops('ops.restock', { kind: 'reward_slots', id: 'class_sat-10', quantity: 2, operator: '王芳' }))
  expect([await free('rw|cup'), await free('rs|class_sat-10')]).toEqual([15, 6])
  expect(codeOf(await ops('ops.restock', { kind: 'rewards', id: 'class', quantity: 2 }))).toBe('no_such_stock')
  expect(codeOf(await ops('ops.restock', { kind: 'reward_slots', id: 'class_sun-10', quantity: 2 }))).toBe(
    'no_such_stock',
  )
})

test('a draft without effect is no reward, nor is one that was retired', async () => {
  const programme = await shop()
  await writeByHand(programme, 'rewards', { _id: 'cup', ...CUP })
  expect(await rewardInForce(workOn(programme), 'cup')).toBeNull()
  await publishReward(programme, 'cup')
  dataOf(await programme.ops()('ops.retire', { kind: 'rewards', id: 'cup' }))
  programme.wait(10_000)
  expect(await rewardInForce(workOn(programme), 'cup')).toBeNull()
})
