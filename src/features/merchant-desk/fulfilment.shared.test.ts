import {
  actsOf,
  hasAddress,
  isHandedOver,
  notesOf,
  slotText,
  type Waiting,
  waitText,
  whatText,
} from './fulfilment.shared'

const TODAY = '2026-03-10'
const order: Waiting = {
  orderId: 'o-1',
  title: '青瓷茶杯',
  quantity: 1,
  maskedName: '小*',
  handover: 'send',
  state: 'made',
  payFen: 0,
  slot: null,
  atMs: Date.parse('2026-03-09T12:30:00+08:00'),
  pickUpUntil: null,
}

test.each([
  ['send', 'made', ['packed', 'sent'], ['packed', 'sent', 'cancelled']],
  ['send', 'packed', ['sent'], ['sent', 'cancelled']],
  ['send', 'sent', ['received'], ['received', 'returned']],
  ['send', 'received', [], []],
  ['pick_up', 'made', ['packed'], ['packed', 'received', 'cancelled']],
  ['pick_up', 'packed', [], ['received', 'returned', 'cancelled']],
  ['pick_up', 'cancelled', [], []],
  ['visit', 'made', [], ['received', 'returned', 'cancelled']],
  ['visit', 'missed', [], ['received', 'returned']],
  ['at_once', 'made', [], []],
] as const)('%s at %s: a clerk is offered %j, a manager %j', (handover, state, clerk, manager) => {
  const steps = (isManager: boolean) =>
    actsOf({ handover, state, slot: null }, { isManager, nowMs: 0 }).map(({ to }) => to)
  expect([steps(false), steps(true)]).toEqual([clerk, manager])
})

const manager = { isManager: true, nowMs: 0 }

test('nobody has missed what has not ended', () => {
  const slot = { slotId: 's-1', startsAtMs: 1_000, endsAtMs: 2_000 }
  const offered = (nowMs: number) =>
    actsOf({ handover: 'visit', state: 'made', slot }, { ...manager, nowMs }).map(({ to }) => to)
  expect([offered(1_999), offered(2_000)]).toEqual([
    ['received', 'returned', 'cancelled'],
    ['received', 'missed', 'returned', 'cancelled'],
  ])
})

test('what gives points back asks why, and what is sent asks for its number', () => {
  const acts = [
    ...actsOf(order, manager),
    ...actsOf({ handover: 'send', state: 'sent', slot: null }, manager),
    ...actsOf({ handover: 'pick_up', state: 'packed', slot: null }, manager),
  ]
  for (const { to, asks } of acts) {
    if (to === 'cancelled' || to === 'returned') expect(asks).toBe('reason')
    else expect(asks).toBe(to === 'sent' ? 'tracking' : 'nothing')
  }
})

test.each([
  ['send', 'made', false, true],
  ['send', 'packed', false, true],
  ['send', 'sent', false, false],
  ['pick_up', 'made', true, false],
  ['pick_up', 'packed', true, false],
  ['pick_up', 'received', false, false],
  ['visit', 'made', true, false],
  ['at_once', 'made', false, false],
] as const)('%s at %s: with a code %s, with an address %s', (handover, state, withCode, withAddress) => {
  expect([isHandedOver({ handover, state }), hasAddress({ handover, state })]).toEqual([withCode, withAddress])
})

test('a line says what, how many, whose, and since or until when', () => {
  expect([whatText(order), whatText({ ...order, quantity: 2 })]).toEqual(['青瓷茶杯', '青瓷茶杯 × 2'])
  expect(waitText(order, TODAY)).toBe('小* · 昨天 12:30')
  expect(waitText({ ...order, pickUpUntil: '2026-03-24' }, TODAY)).toBe('小* · 留到 3月24日')
})

test('before it leaves the counter: when it was redeemed, when it takes place, until when it is kept, what is paid', () => {
  const slot = {
    slotId: 's',
    startsAtMs: Date.parse('2026-03-10T14:00:00+08:00'),
    endsAtMs: Date.parse('2026-03-10T15:30:00+08:00'),
  }
  expect(notesOf(order, TODAY)).toEqual(['昨天 12:30 兑换'])
  expect(notesOf({ ...order, slot, pickUpUntil: '2026-03-24', payFen: 123_456 }, TODAY)).toEqual([
    '昨天 12:30 兑换',
    '今天 14:00–15:30',
    '留到 3月24日',
    '先收 ¥1,234.56',
  ])
  expect(slotText({ ...slot, rewardId: 'r', title: '品茶课', capacity: 8, booked: 6 })).toBe('14:00–15:30 · 已约 6/8')
})
