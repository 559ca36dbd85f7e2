import { decode, decodeStored, encode } from './ejson'

const nowMs = Date.UTC(2026, 10, 22)

test('canonical and relaxed extended JSON mean the same value', () => {
  const canonical = '{"a":{"$numberInt":"1"},"b":{"$numberLong":"9007199254740991"},"c":{"$numberDouble":"1.5"}}'
  expect(decode(canonical, nowMs)).toEqual({ a: 1, b: 9007199254740991, c: 1.5 })
  expect(decode('{"a":1,"b":9007199254740991,"c":1.5}', nowMs)).toEqual(decode(canonical, nowMs))
})

test('a date in any of its forms is one date', () => {
  for (const form of ['{"$date":{"$numberLong":"0"}}', '{"$date":"1970-01-01T00:00:00Z"}', '{"$date":0}'])
    expect(decode(form, nowMs)).toEqual(new Date(0))
})

test('the server date is the time of the request, and its offset', () => {
  expect(decode('{"$tcb_server_date":{"offset":{"$numberInt":"-1000"}}}', nowMs)).toEqual(new Date(nowMs - 1000))
})

test('what was encoded is read back as it was', () => {
  const value = {
    _id: 'a',
    at: new Date(5),
    old: new Date(-1),
    odd: [Number.NaN, Number.NEGATIVE_INFINITY],
    text: '{"$5',
  }
  expect(decodeStored(encode(value))).toEqual(value)
})

test.each([
  ['text that is not JSON', '{'],
  ['a prototype', '{"__proto__":{"x":1}}'],
  ['a nested prototype', '{"a":[{"__proto__":1}]}'],
  ['a number that is none', '{"$numberInt":"x"}'],
  ['a date that is none', '{"$date":"yesterday"}'],
  ['a type we do not store', '{"$oid":"5b2bdd637d2a4f3a84fdb4a4"}'],
  ['a hundred and one levels', '['.repeat(102) + ']'.repeat(102)],
])('%s is refused', (_name, text) => {
  expect(() => decode(text, nowMs)).toThrow()
})
