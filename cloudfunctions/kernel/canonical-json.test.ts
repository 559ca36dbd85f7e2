import { canonicalJson } from './canonical-json'

test('equal values give equal text, whatever the order in which they were made', () => {
  expect(canonicalJson({ b: 1, a: [{ d: null, c: '福' }] })).toBe('{"a":[{"c":"福","d":null}],"b":1}')
  expect(canonicalJson({ a: [{ c: '福', d: null }], b: 1 })).toBe(canonicalJson({ b: 1, a: [{ d: null, c: '福' }] }))
})

test('what is not given is left out', () => expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}'))

test.each([0.5, Number.NaN, 2 ** 53, Number.POSITIVE_INFINITY])('%d cannot be hashed', (number) => {
  expect(() => canonicalJson({ a: number })).toThrow('not a safe integer')
})
