import { canRedeem, costText, mostNow, noteText, type Offer, redeemText, timesCost } from './reward.shared'

const offer: Offer = {
  rewardId: 'cup',
  title: '青瓷茶杯',
  kind: 'item',
  category: null,
  picture: '',
  pricePoints: 1_200,
  priceFen: null,
  stockLeft: null,
  limitLeft: null,
  state: 'on_sale',
  why: '',
  missingPoints: 0,
  onSaleFromMs: Date.parse('2026-03-10T10:00:00+08:00'),
  onSaleUntilMs: null,
}

test('points alone, or points and money at the counter', () => {
  expect(costText(offer, '茶点')).toBe('1,200 茶点')
  expect(costText({ ...offer, priceFen: 990 }, '茶点')).toBe('1,200 茶点 + ¥9.90')
})

test.each([
  [{}, '', '用 1,200 茶点 兑换', true],
  [{ missingPoints: 20 }, '还差 20 茶点', '还差 20 茶点', false],
  [{ state: 'sold_out', why: '兑完了' }, '兑完了', '兑完了', false],
  [{ stockLeft: 3 }, '只剩 3 份', '用 1,200 茶点 兑换', true],
  [{ stockLeft: 300 }, '', '用 1,200 茶点 兑换', true],
  [{ limitLeft: 0 }, '', '这段时间的次数用完了', false],
  [{ state: 'not_eligible', why: '茶人可以兑换' }, '茶人可以兑换', '茶人可以兑换', false],
  [{ state: 'ended', why: '兑换结束了' }, '兑换结束了', '兑换结束了', false],
] as const)('with %j the card says "%s" and the button "%s"', (change, note, button, can) => {
  const changed: Offer = { ...offer, ...change }
  expect([noteText(changed, '茶点', '2026-03-10'), redeemText(changed, '茶点'), canRedeem(changed)]).toEqual([
    note,
    button,
    can,
  ])
})

test('what is not on sale yet says on its card when it will be, and cannot be had', () => {
  const soon: Offer = { ...offer, state: 'not_yet', why: '2026-03-10 10:00 开始兑换' }
  expect(noteText(soon, '茶点', '2026-03-10')).toBe('今天 10:00开始')
  expect(noteText(soon, '茶点', '2026-03-09')).toBe('明天 10:00开始')
  expect(canRedeem(soon)).toBe(false)
})

test('several cost as many times as much, at the counter as well', () => {
  expect(timesCost(offer, 3)).toEqual({ pricePoints: 3_600, priceFen: null })
  expect(timesCost({ ...offer, priceFen: 990 }, 2)).toEqual({ pricePoints: 2_400, priceFen: 1_980 })
})

test.each([
  ['only the shop bounds it', { mostAtOnce: 5 }, '', 5],
  ['less is left for the member', { mostAtOnce: 5, limitLeft: 2 }, '', 2],
  ['less is left for all', { mostAtOnce: 5, limitLeft: 4, stockLeft: 3 }, '', 3],
  ['the slot has fewer places', { mostAtOnce: 5, slots: [{ slotId: 's-1', left: 2 }] }, 's-1', 2],
  ['another slot has fewer', { mostAtOnce: 5, slots: [{ slotId: 's-1', left: 2 }] }, '', 5],
  ['nothing is left: the cloud says so', { mostAtOnce: 5, stockLeft: 0 }, '', 1],
] as const)('how many at once: %s', (_, bounds, slot, most) => {
  const unbounded = { limitLeft: null, stockLeft: null, slots: [] }
  expect(mostNow({ ...unbounded, ...bounds } as unknown as Parameters<typeof mostNow>[0], slot)).toBe(most)
})
