import { createHash, createHmac } from 'node:crypto'
import { hmacSha256, sha256 } from './sha256'

const expected = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex')

test.each([
  ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  [
    'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
    '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
  ],
])('the standard says what the hash of "%s" is', (text, hash) => {
  expect(sha256(text)).toBe(hash)
})

test('a text of any length ends its last block rightly', () => {
  for (let length = 0; length <= 260; length++) {
    const text = 'x'.repeat(length)
    expect([length, sha256(text)]).toEqual([length, expected(text)])
  }
})

test.each([
  'é߿ࠀ￿',
  '每日签到，连续 7 天，得 20 茶点',
  '福点 🍵 𠮷野家 👨‍👩‍👧‍👦',
  `${'\u{10ffff}'}${'\u{10000}'}`,
  'a\ud83c',
  '\udf75b',
  '\udf75\ud83c',
  '\ud83c\ud83c\udf75',
  '\0\u007f\u0080\u07ff\u0800\ud7ff\ue000\ufffd',
])('every way of writing UTF-8 is the same as elsewhere: %j', (text) => {
  expect(sha256(text)).toBe(expected(text))
})

test('a thousand texts of all kinds of characters hash as elsewhere', () => {
  // A fixed sequence, so that a failure can be met again.
  let seed = 1
  const below = (limit: number) => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed % limit
  }
  const limits = [0x80, 0x800, 0x10000, 0x110000]
  for (let round = 0; round < 1_000; round++) {
    const points = Array.from({ length: below(300) }, () => below(limits[below(4)] ?? 0))
    const text = String.fromCodePoint(...points)
    expect(sha256(text)).toBe(expected(text))
  }
})

// RFC 4231, case 2, and nothing under nothing.
test.each([
  ['Jefe', 'what do ya want for nothing?', '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843'],
  ['', '', 'b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad'],
])('the standard says what the HMAC under "%s" is', (key, text, mac) => {
  expect(hmacSha256(key, text)).toBe(mac)
})

test('an HMAC under a key of any length is as elsewhere', () => {
  for (let length = 0; length <= 140; length++) {
    const key = '钥k'.repeat(length).slice(0, length)
    const text = `福点|${length}`
    expect([length, hmacSha256(key, text)]).toEqual([
      length,
      createHmac('sha256', key).update(text, 'utf8').digest('hex'),
    ])
  }
})
