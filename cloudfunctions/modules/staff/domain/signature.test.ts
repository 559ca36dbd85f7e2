import { createHmac } from 'node:crypto'
import { hookSecretOf, isSignedWith } from './signature'

const MASTER = Buffer.alloc(32, 7)
const NOW_MS = Date.parse('2026-03-10T10:00:00+08:00')
const FIVE_MINUTES_MS = 300_000
const body = '{"action":"orders.record","key":"till-1"}'

/** As the till of a shop does it, with nothing of ours. */
function signed(secret: string, timestamp = String(NOW_MS), text = body) {
  const signature = createHmac('sha256', secret).update(`${timestamp}.${text}`).digest('hex')
  return { timestamp, signature, body: text }
}

const secret = hookSecretOf(MASTER, 'west-1')

test('a secret is 64 hex digits, the same for one key and another for another', () => {
  expect(secret).toMatch(/^[0-9a-f]{64}$/)
  expect(hookSecretOf(MASTER, 'west-1')).toBe(secret)
  expect(hookSecretOf(MASTER, 'west-2')).not.toBe(secret)
  expect(hookSecretOf(Buffer.alloc(32, 8), 'west-1')).not.toBe(secret)
})

test('a request signed now fits, with Chinese in it too', () => {
  expect(isSignedWith(secret, signed(secret), NOW_MS)).toBe(true)
  expect(isSignedWith(secret, signed(secret, undefined, '{"name":"西湖店"}'), NOW_MS)).toBe(true)
})

test.each([
  [-FIVE_MINUTES_MS, true],
  [FIVE_MINUTES_MS, true],
  [-FIVE_MINUTES_MS - 1, false],
  [FIVE_MINUTES_MS + 1, false],
])('a timestamp %i ms from now: %j', (off, fits) => {
  expect(isSignedWith(secret, signed(secret, String(NOW_MS + off)), NOW_MS)).toBe(fits)
})

test.each(['', 'now', '0', '1e12', '99999999999999', `+${NOW_MS}`, `${NOW_MS}.0`, ` ${NOW_MS}`])(
  'a timestamp %j is none',
  (timestamp) => {
    expect(isSignedWith(secret, signed(secret, timestamp), NOW_MS)).toBe(false)
  },
)

test('every single byte of the body counts', () => {
  const request = signed(secret)
  for (let at = 0; at < body.length; at += 1) {
    const changed = `${body.slice(0, at)}${body[at] === 'x' ? 'y' : 'x'}${body.slice(at + 1)}`
    expect(isSignedWith(secret, { ...request, body: changed }, NOW_MS)).toBe(false)
  }
  expect(isSignedWith(secret, { ...request, body: `${body} ` }, NOW_MS)).toBe(false)
})

test('another key, another moment, half a signature and none do not fit', () => {
  const request = signed(secret)
  const { signature } = request
  const wrong = [
    signed(hookSecretOf(MASTER, 'west-2')),
    { ...request, timestamp: String(NOW_MS + 1) },
    ...['', 'x', signature.slice(1), `${signature}0`, signature.toUpperCase(), '0'.repeat(64)].map((one) => ({
      ...request,
      signature: one,
    })),
  ]
  for (const one of wrong) expect(isSignedWith(secret, one, NOW_MS)).toBe(false)
})
