import { phoneScale } from './fit.shared'

const phone = { width: 395, height: 832 }

test('a large window shows phones as large as they are', () => {
  expect(phoneScale({ width: 2560, height: 1440 }, phone)).toBe(1)
})

test.each([
  [1440, 900],
  [1280, 800],
  [1366, 768],
  [1024, 1366],
])('in %i x %i two phones, the bar and the pickers fit', (width, height) => {
  const scale = phoneScale({ width, height }, phone)
  expect(scale).toBeLessThan(1)
  expect(2 * scale * phone.width).toBeLessThanOrEqual(width - 500)
  expect(scale * phone.height).toBeLessThanOrEqual(height - 100)
})

test('no window makes them too small to read', () => {
  expect(phoneScale({ width: 901, height: 300 }, phone)).toBe(0.5)
})
