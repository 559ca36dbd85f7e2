import { createCipheriv, createDecipheriv } from 'node:crypto'

/** One block of the cipher: ten digits of the card, and zeros by which a code of ours is told from any other text. */
const BLOCK_BYTES = 16
const CARD_DIGITS = 10
const CODE = /^[A-Za-z0-9_-]{22}$/
const CIPHER = 'aes-256-ecb'

/**
 * The code by which a member is known as somebody's referrer: 22 characters. It is the number of their card under a key that
 * stands outside the database, so that it is the same for ever, costs no document, and tells nobody the card.
 */
export function referralCodeOf(key: Buffer, cardNo: string): string {
  const block = Buffer.alloc(BLOCK_BYTES)
  block.write(cardNo, 'ascii')
  // One block holds all of it, so that no chaining and no nonce are needed: the same card is meant to have the same code.
  const cipher = createCipheriv(CIPHER, key, null).setAutoPadding(false)
  return Buffer.concat([cipher.update(block), cipher.final()]).toString('base64url')
}

/** The card of a code; null for a text that is no code of ours, such as the code of a store's card. */
export function cardNoOfCode(key: Buffer, code: string): string | null {
  if (!CODE.test(code)) return null
  const decipher = createDecipheriv(CIPHER, key, null).setAutoPadding(false)
  const block = Buffer.concat([decipher.update(Buffer.from(code, 'base64url')), decipher.final()])
  const cardNo = block.subarray(0, CARD_DIGITS).toString('ascii')
  const isOurs = /^\d{10}$/.test(cardNo) && block.subarray(CARD_DIGITS).every((byte) => byte === 0)
  // The last character of 22 has bits to spare: only one of their spellings is the code.
  return isOurs && referralCodeOf(key, cardNo) === code ? cardNo : null
}
