import { wrapped } from './wrapped'

/** Every character is one wide, as Chinese ones are. */
const measure = (text: string) => [...text].length
const inLines = (text: string, width: number, lines = 3) => wrapped(text, { width, lines, measure })

test.each([
  ['', []],
  ['新客见面礼', ['新客见面礼']],
  ['新客见面礼，先到先得', ['新客见面礼，先', '到先得']],
  ['新客见面礼有礼，先到先得', ['新客见面礼有', '礼，先到先得']],
  ['满 100.00 元减', ['满', '100.00', '元减']],
  ['来 Afternoon 茶', ['来', 'Afternoon', '茶']],
  ['  一杯茶  ', ['一杯茶']],
])('"%s" fits into lines of seven', (text, lines) => {
  expect(inLines(text, 7)).toEqual(lines)
})

test('what does not fit ends with an ellipsis, and no line is too wide', () => {
  expect(inLines('一二三四五六七八九十', 3, 2)).toEqual(['一二三', '四五…'])
  expect(inLines('一二三四五六七八', 5, 1)).toEqual(['一二三四…'])
})

test('a picture in the text is one character and is never cut in half', () => {
  expect(inLines('🍵🍵🍵🍵', 2, 1)).toEqual(['🍵…'])
})
