type State = readonly [number, number, number, number, number, number, number, number]

const START: State = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19]

const ROUNDS = [
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98,
  0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
  0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8,
  0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
  0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819,
  0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
  0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
  0xc67178f2,
]

const BLOCK_BYTES = 64
const LENGTH_BYTES = 8

const turned = (word: number, bits: number): number => (word >>> bits) | (word << (32 - bits))

/** The UTF-8 bytes of a text; half of a surrogate pair becomes U+FFFD, as every encoder writes it. */
function utf8(text: string): number[] {
  const bytes: number[] = []
  for (let at = 0; at < text.length; at++) {
    const read = text.codePointAt(at) ?? 0
    if (read > 0xffff) at++
    const point = read >= 0xd800 && read <= 0xdfff ? 0xfffd : read
    if (point < 0x80) bytes.push(point)
    else if (point < 0x800) bytes.push(0xc0 | (point >> 6))
    else if (point < 0x10000) bytes.push(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 0x3f))
    else bytes.push(0xf0 | (point >> 18), 0x80 | ((point >> 12) & 0x3f), 0x80 | ((point >> 6) & 0x3f))
    if (point >= 0x80) bytes.push(0x80 | (point & 0x3f))
  }
  return bytes
}

/** The message in whole blocks: a 1 bit after it, zeros, and its length in bits at the end. */
function inBlocks(bytes: readonly number[]): DataView {
  const blocks = Math.ceil((bytes.length + 1 + LENGTH_BYTES) / BLOCK_BYTES)
  const message = new Uint8Array(blocks * BLOCK_BYTES)
  message.set(bytes)
  message[bytes.length] = 0x80
  const view = new DataView(message.buffer)
  // The upper half of the length stays 0: no text here has half a gigabyte.
  view.setUint32(message.length - 4, bytes.length * 8)
  return view
}

/** The 64 words of one block: its own 16, and those mixed from them. */
function wordsOf(message: DataView, block: number): readonly number[] {
  const words: number[] = []
  const back = (count: number) => words[words.length - count] as number
  for (let at = 0; at < 16; at++) words.push(message.getUint32(block + at * 4))
  while (words.length < ROUNDS.length) {
    const far = turned(back(15), 7) ^ turned(back(15), 18) ^ (back(15) >>> 3)
    const near = turned(back(2), 17) ^ turned(back(2), 19) ^ (back(2) >>> 10)
    words.push((back(16) + far + back(7) + near) | 0)
  }
  return words
}

function afterBlock(before: State, words: readonly number[]): State {
  let [a, b, c, d, e, f, g, h] = before
  words.forEach((word, round) => {
    const choice = (e & f) ^ (~e & g)
    const majority = (a & b) ^ (a & c) ^ (b & c)
    const mixed = h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + choice + (ROUNDS[round] as number) + word
    const next = mixed + (turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + majority
    ;[a, b, c, d, e, f, g, h] = [next | 0, a, b, c, (d + mixed) | 0, e, f, g]
  })
  const [a0, b0, c0, d0, e0, f0, g0, h0] = before
  return [
    (a0 + a) | 0,
    (b0 + b) | 0,
    (c0 + c) | 0,
    (d0 + d) | 0,
    (e0 + e) | 0,
    (f0 + f) | 0,
    (g0 + g) | 0,
    (h0 + h) | 0,
  ]
}

function digestOf(bytes: readonly number[]): State {
  const message = inBlocks(bytes)
  let state = START
  for (let block = 0; block < message.byteLength; block += BLOCK_BYTES)
    state = afterBlock(state, wordsOf(message, block))
  return state
}

const hexOf = (state: State): string => state.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('')

const bytesOf = (state: State): number[] =>
  state.flatMap((word) => [word >>> 24, (word >>> 16) & 0xff, (word >>> 8) & 0xff, word & 0xff])

/**
 * SHA-256 (FIPS 180-4) of a text's UTF-8 bytes, in hex: so that a member's own phone can check what the shop's cloud
 * says. Our own, because a mini program has neither WebCrypto nor, on every phone, a TextEncoder.
 */
export function sha256(text: string): string {
  return hexOf(digestOf(utf8(text)))
}

/** HMAC-SHA-256 (RFC 2104) of a text under a key that is a text as well, in hex. */
export function hmacSha256(key: string, text: string): string {
  const bytes = utf8(key)
  const short = bytes.length > BLOCK_BYTES ? bytesOf(digestOf(bytes)) : bytes
  const padded = Array.from({ length: BLOCK_BYTES }, (_, at) => short[at] ?? 0)
  const inner = digestOf([...padded.map((byte) => byte ^ 0x36), ...utf8(text)])
  return hexOf(digestOf([...padded.map((byte) => byte ^ 0x5c), ...bytesOf(inner)]))
}
