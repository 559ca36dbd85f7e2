import { PhoneBook } from './phone-book'

const issuedAtMs = Date.parse('2026-12-31T23:59:59+08:00')
const minuteMs = 60_000

let book: PhoneBook
let code: string
const take = (nowMs: number, openid?: string) => book.take(code, { openid, nowMs })

beforeEach(() => {
  book = new PhoneBook()
  code = book.issue('13800138000', { openid: 'oAnna', nowMs: issuedAtMs })
})

test('a code gives its number once', () => {
  expect([take(issuedAtMs), take(issuedAtMs)]).toEqual(['13800138000', undefined])
})

test.each<[string, number, string | undefined]>([
  ['a millisecond before its end', 5 * minuteMs - 1, '13800138000'],
  ['at its end', 5 * minuteMs, undefined],
])('a code is good for five minutes: %s', (_name, ageMs, number) => {
  expect(take(issuedAtMs + ageMs)).toBe(number)
})

test('a code that was asked for too late does not come back with the clock', () => {
  expect([take(issuedAtMs + 6 * minuteMs), take(issuedAtMs)]).toEqual([undefined, undefined])
})

test('one who says whose number it must be gets no other, and uses nothing up', () => {
  expect([take(issuedAtMs, 'oBert'), take(issuedAtMs, 'oAnna')]).toEqual([undefined, '13800138000'])
})

test.each([undefined, null, '', 'made up', 5, {}])('%p is no code', (made) => {
  expect(book.take(made, { nowMs: issuedAtMs })).toBeUndefined()
})

test('of very many codes the oldest are forgotten', () => {
  const codes = Array.from({ length: 1_000 }, (_, n) => book.issue(String(n), { nowMs: issuedAtMs }))
  expect(take(issuedAtMs)).toBeUndefined()
  expect(book.take(codes[0], { nowMs: issuedAtMs })).toBe('0')
})
