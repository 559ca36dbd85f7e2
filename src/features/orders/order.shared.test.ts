import { earnedText, refundText } from './order.shared'

const said = { today: '2026-03-10', name: '茶点' }

test.each([
  [{ points: 36, vestsOn: null }, '得 36 茶点'],
  [{ points: 1_280, vestsOn: '2026-03-11' }, '1,280 茶点，明天到账'],
  [{ points: 8, vestsOn: '2026-03-17' }, '8 茶点，3月17日到账'],
  [{ points: 0, vestsOn: null }, '没有茶点'],
])('an order of %j is said as %s', (order, text) => expect(earnedText(order, said)).toBe(text))

test.each([
  [{ state: 'paid', refundedFen: 0 }, ''],
  [{ state: 'partly_refunded', refundedFen: 3_333 }, '已退 33.33 元'],
  [{ state: 'refunded', refundedFen: 10_000 }, '已全部退款'],
] as const)('money of %j is said as "%s"', (order, text) => expect(refundText(order)).toBe(text))
