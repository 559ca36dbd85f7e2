import { createHash } from 'node:crypto'
import { isAsSealed, type ShownEntry } from './receipt.shared'

const shown: ShownEntry = { seq: 7, kind: 'accrual', points: 20, atMs: 1_764_640_800_000 }
const previousHash = 'a1'.repeat(32)

function receiptOf(text: string) {
  const hash = createHash('sha256')
    .update(previousHash + text)
    .digest('hex')
  return { seq: 7, text, previousHash, hash }
}
const sealed = (changes: object = {}) =>
  receiptOf(JSON.stringify({ ...shown, ref: { kind: 'order', id: '平江路店-1' }, ...changes }))

test('an entry that nobody touched is as it was sealed', () => {
  expect(isAsSealed(sealed(), shown)).toBe(true)
})

test.each([
  ['its text', { ...sealed(), text: sealed({ points: 200 }).text }],
  ['its hash', { ...sealed(), hash: 'b2'.repeat(32) }],
  ['the entry before it', { ...sealed(), previousHash: '' }],
])('a changed receipt shows: %s', (_, receipt) => {
  expect(isAsSealed(receipt, shown)).toBe(false)
})

test.each([{ points: 21 }, { seq: 8 }, { kind: 'clawback' }, { atMs: 1 }])(
  'a page that shows something else than was sealed is found out: %j',
  (changes) => {
    expect(isAsSealed(sealed(changes), shown)).toBe(false)
  },
)

test.each(['', 'null', '[]', '{', '7'])('what is sealed but no entry is not as the page shows: "%s"', (text) => {
  expect(isAsSealed(receiptOf(text), shown)).toBe(false)
})
