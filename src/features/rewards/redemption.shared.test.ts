import { stateText, wayOf, whenText } from './redemption.shared'

test.each([
  ['send', 'made', '已下单', 1],
  ['send', 'sent', '已寄出', 3],
  ['pick_up', 'packed', '可以领了', 2],
  ['pick_up', 'received', '已领取', 3],
  ['visit', 'made', '已预约', 1],
  ['at_once', 'received', '已到账', 1],
] as const)('%s at %s is called %s, with %i steps behind', (handover, state, text, done) => {
  expect([stateText({ handover, state }), wayOf({ handover, state })?.done]).toEqual([text, done])
})

test.each(['cancelled', 'returned'] as const)('what was %s has no way any more', (state) => {
  expect(wayOf({ handover: 'send', state })).toBeNull()
  expect(stateText({ handover: 'send', state })).toMatch(/^已(取消|退回)$/)
})

const slot = { slotId: 's', startsAtMs: Date.parse('2026-03-14T14:00:00+08:00'), endsAtMs: 0 }

test.each([
  [{ state: 'made', slot: null, pickUpUntil: null }, ''],
  [{ state: 'packed', slot: null, pickUpUntil: '2026-03-20' }, '3月20日前到店领取'],
  [{ state: 'made', slot, pickUpUntil: null }, '3月14日 14:00开始'],
  [{ state: 'received', slot, pickUpUntil: '2026-03-20' }, ''],
  [{ state: 'cancelled', slot: null, pickUpUntil: '2026-03-20' }, ''],
] as const)('%j says "%s"', (order, text) => expect(whenText(order, '2026-03-10')).toBe(text))
