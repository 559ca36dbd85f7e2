import { jsonMistake } from './json-mistake'

test.each(['{}', ' [1, -2.5e3, true, null, "\\u798f\\n"] ', '{"a":{"b":[{}]},"c":""}', '0', '"福"'])(
  '%s is JSON',
  (text) => {
    expect(() => JSON.parse(text)).not.toThrow()
    expect(jsonMistake(text)).toBeUndefined()
  },
)

test.each([
  ['', 1, 1],
  ['{', 1, 2],
  ['{"a": }', 1, 7],
  ['{"a": 1,}', 1, 9],
  ['{"a" 1}', 1, 6],
  ["{'a': 1}", 1, 2],
  ['{"a": 01}', 1, 8],
  ['{"a": 1}}', 1, 9],
  ['[1 2]', 1, 4],
  ['{\n  "a": 1\n  "b": 2\n}', 3, 3],
  ['{"a": "line\nbreak"}', 1, 7],
])('%j goes wrong in line %i, column %i', (text, line, column) => {
  expect(() => JSON.parse(text)).toThrow()
  expect(jsonMistake(text)).toEqual({ line, column })
})
