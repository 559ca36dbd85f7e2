import { orderIdOf, orderIdsOf, refundIdOf } from './identity'
import { type Purchase, placeOf, type Round } from './rounds'

const T = 1_000_000
const purchase = (more: Partial<Purchase> = {}): Purchase => ({
  key: 'new',
  inputHash: 'new',
  memberId: 'm-1',
  amountFen: 3_600,
  lines: null,
  paidAtMs: T,
  ...more,
})
const round = (more: Partial<Round> = {}): Round => ({
  ...purchase({ key: 'old', inputHash: 'old' }),
  round: 1,
  repeats: [{ key: 'again', inputHash: 'again' }],
  leftFen: 3_600,
  refundedAtMs: null,
  isUndone: false,
  ...more,
})
const refunded = (more: Partial<Round> = {}) => round({ leftFen: 0, refundedAtMs: T + 100, ...more })
const tea = { lineId: 'tea', amountFen: 3_600 }

const EXISTS = { code: 'order_exists_with_other_content' }

test.each<[string, Round[], Purchase, object]>([
  ['a number that nobody has', [], purchase(), { opens: 1 }],
  ['the same content from another side', [round()], purchase(), { is: { round: 1 } }],
  ['the same content at another moment', [round()], purchase({ paidAtMs: T + 5 }), { is: { round: 1 } }],
  ['another amount', [round()], purchase({ amountFen: 3_601 }), EXISTS],
  ['another member', [round()], purchase({ memberId: 'm-2' }), EXISTS],
  ['lines where there were none', [round()], purchase({ lines: [tea] }), { is: { round: 1 } }],
  ['no lines where there were some', [round({ lines: [tea] })], purchase(), { is: { round: 1 } }],
  ['other lines', [round({ lines: [tea] })], purchase({ lines: [{ ...tea, lineId: 'cake' }] }), EXISTS],
  ['another category', [round({ lines: [tea] })], purchase({ lines: [{ ...tea, category: 'x' }] }), EXISTS],
  ['the same key with the same input', [round()], purchase({ key: 'old', inputHash: 'old' }), { is: { round: 1 } }],
  ['the same key with other input', [round()], purchase({ key: 'old' }), { code: 'key_reused_with_other_input' }],
  [
    'the key of a command that was answered by it, whatever has become of it since',
    [refunded(), round({ round: 2, repeats: [] })],
    purchase({ key: 'again', inputHash: 'again', paidAtMs: null }),
    { is: { round: 1 } },
  ],
  ['such a key with other input', [round()], purchase({ key: 'again' }), { code: 'key_reused_with_other_input' }],
  ['partly refunded, reported again', [round({ leftFen: 1, refundedAtMs: T })], purchase(), { is: { round: 1 } }],
  [
    'partly refunded, paid later',
    [round({ leftFen: 1, refundedAtMs: T })],
    purchase({ paidAtMs: T + 500 }),
    { is: { round: 1 } },
  ],
  ['refunded, and the old payment delivered again', [refunded()], purchase(), { is: { round: 1 } }],
  ['refunded at the very moment of the payment', [refunded()], purchase({ paidAtMs: T + 100 }), { is: { round: 1 } }],
  ['refunded, and paid after that', [refunded()], purchase({ paidAtMs: T + 101 }), { opens: 2 }],
  ['refunded, and just being paid', [refunded()], purchase({ paidAtMs: null }), { opens: 2 }],
  [
    'refunded, and its own command sent again',
    [refunded()],
    purchase({ key: 'old', inputHash: 'old', paidAtMs: null }),
    { is: { round: 1 } },
  ],
  ['refunded, with another amount of before', [refunded()], purchase({ amountFen: 5 }), EXISTS],
  ['undone, with another amount of before', [refunded({ isUndone: true })], purchase({ amountFen: 5 }), { opens: 2 }],
  ['undone, and the same delivered again', [refunded({ isUndone: true })], purchase(), { is: { round: 1 } }],
  [
    'undone, and imported by an operator who asked before that',
    [refunded({ isUndone: true })],
    purchase({ askedAtMs: T + 100 }),
    { is: { round: 1 } },
  ],
  [
    'undone, and imported by an operator who asked after that',
    [refunded({ isUndone: true })],
    purchase({ askedAtMs: T + 101 }),
    { opens: 2 },
  ],
  ['refunded, and imported by an operator', [refunded()], purchase({ askedAtMs: T + 101 }), { is: { round: 1 } }],
  [
    'the payment of an earlier round while a later one stands',
    [refunded(), round({ round: 2, amountFen: 5, leftFen: 5 })],
    purchase(),
    { is: { round: 1 } },
  ],
  ['the payment of two equal rounds', [refunded(), round({ round: 2 })], purchase(), { is: { round: 2 } }],
  ['paid anew for the eighth time', [refunded({ round: 7 })], purchase({ paidAtMs: null }), { opens: 8 }],
  ['paid anew for the ninth time', [refunded({ round: 8 })], purchase({ paidAtMs: null }), EXISTS],
])('%s', (_, rounds, asked, expected) => {
  expect(placeOf(rounds, asked)).toMatchObject(expected)
})

test('an id is of the store, the number and the round; a number that is not plain is hashed and meets no other', () => {
  expect(orderIdOf('zhongshan', 'A-1_2', 3)).toBe('zhongshan|A-1_2|3')
  expect(orderIdsOf('s', '1')).toHaveLength(8)
  const strange = ['A|1', 'A 1', '订单1', 'a.b', '1'.repeat(65)].map((orderNo) => orderIdOf('s', orderNo, 1))
  for (const id of strange) expect(id).toMatch(/^s\|\.[0-9a-f]{64}\|1$/)
  expect(new Set(strange).size).toBe(strange.length)
  const [, hash = ''] = /\|\.(\w+)\|/.exec(strange[0] ?? '') ?? []
  expect(orderIdOf('s', hash, 1)).not.toBe(strange[0])
  expect(refundIdOf('s|1|1', { kind: 'refund', refundNo: 'R1' })).toBe('s|1|1|refund|R1')
})
