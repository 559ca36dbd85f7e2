import { contrast, textOn, transparent } from './contrast'

test('black on white has the highest contrast there is', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
})

test.each([
  ['#1f6b4f', '#ffffff'],
  ['#5fc79b', '#1c1b19'],
  ['#ffd400', '#1c1b19'],
  ['#1c1b19', '#ffffff'],
])('text on %s is %s and can be read', (accent, text) => {
  expect(textOn(accent)).toBe(text)
  expect(contrast(textOn(accent), accent)).toBeGreaterThanOrEqual(4.5)
})

test('every accent leaves one of the two texts readable', () => {
  for (let grey = 0; grey < 256; grey++) {
    const accent = `#${grey.toString(16).padStart(2, '0').repeat(3)}`
    expect(contrast(textOn(accent), accent)).toBeGreaterThan(4)
  }
})

test('a colour becomes see-through', () => {
  expect(transparent('#1f6b4f', 0.1)).toBe('rgba(31, 107, 79, 0.1)')
})
