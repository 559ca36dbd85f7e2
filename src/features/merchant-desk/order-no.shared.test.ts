import { newOrderNo } from './order-no.shared'

test('an order number says the day and the time of the shop, whatever the zone of the phone', () => {
  expect(newOrderNo(Date.parse('2026-12-31T23:59:59+08:00'), () => 0)).toBe('261231-2359-22222')
  expect(newOrderNo(Date.parse('2026-01-01T00:00:00+08:00'), () => 0.999)).toBe('260101-0000-ZZZZZ')
})

test('numbers of one minute differ, and none has a character that is read as another', () => {
  let at = 0
  const random = () => (at++ % 32) / 32
  const numbers = Array.from({ length: 50 }, () => newOrderNo(0, random))
  expect(new Set(numbers).size).toBeGreaterThan(30)
  for (const number of numbers) expect(number.slice(-5)).not.toMatch(/[01IO]/)
})
