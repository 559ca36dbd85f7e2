import { randomBytes } from 'node:crypto'
import { couponCodeAt, isCouponCodeAt } from './coupon-code'

const KEY = Buffer.alloc(32, 7)
const coupon = { couponId: 'a'.repeat(32), number: '0123456789', endsAtMs: Date.parse('2026-03-11T00:00:00+08:00') }
const NOON = Date.parse('2026-03-10T12:00:00+08:00')

test('a code has twenty digits, begins with those of its coupon, and is good for its minute and the next', () => {
  const { code, expiresAtMs } = couponCodeAt(KEY, coupon, NOON + 30_000)
  expect(code).toMatch(/^0123456789\d{10}$/)
  expect(expiresAtMs).toBe(NOON + 120_000)
  expect(isCouponCodeAt(KEY, coupon, code, NOON)).toBe(true)
  expect(isCouponCodeAt(KEY, coupon, code, NOON + 119_999)).toBe(true)
  expect(isCouponCodeAt(KEY, coupon, code, NOON + 120_000)).toBe(false)
  expect(isCouponCodeAt(KEY, coupon, code, NOON - 1)).toBe(false)
})

test('no code is good for longer than its coupon', () => {
  expect(couponCodeAt(KEY, coupon, coupon.endsAtMs - 1_000).expiresAtMs).toBe(coupon.endsAtMs)
})

test('another coupon of the same ten digits has other codes, as has another key', () => {
  const other = { ...coupon, couponId: 'b'.repeat(32) }
  const { code } = couponCodeAt(KEY, coupon, NOON)
  expect(isCouponCodeAt(KEY, other, code, NOON)).toBe(false)
  expect(isCouponCodeAt(Buffer.alloc(32, 8), coupon, code, NOON)).toBe(false)
})

test('a digit that is changed, a digit too few and a guess are no code', () => {
  const { code } = couponCodeAt(KEY, coupon, NOON)
  for (let at = 0; at < code.length; at += 1) {
    const changed = code.slice(0, at) + ((Number(code[at]) + 1) % 10) + code.slice(at + 1)
    expect(isCouponCodeAt(KEY, coupon, changed, NOON)).toBe(false)
  }
  const guess = `0123456789${BigInt(`0x${randomBytes(8).toString('hex')}`) % 10_000_000_000n}`.padEnd(20, '0')
  for (const wrong of [code.slice(1), `${code}0`, '', guess]) {
    if (wrong !== code) expect(isCouponCodeAt(KEY, coupon, wrong, NOON)).toBe(false)
  }
})
