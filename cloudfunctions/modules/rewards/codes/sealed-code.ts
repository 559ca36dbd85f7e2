import { hmacSha256 } from '../../../kernel/digest'
import { openText, sealText } from '../../../kernel/sealed-text'
import type { Secrets } from '../../../platform/secrets'

/** The key that seals codes from now on; those before it still open what they have sealed. */
const KEY_ID = '1'
const NONCE_HEX_DIGITS = 24
const DIGEST_HEX_DIGITS = 32

/** What a code of a reward is found by: nobody without the key can try out which code it is. */
export function codeDigest(secrets: Secrets, rewardId: string, code: string): string {
  return hmacSha256(secrets.key('reward-code'), `code|${rewardId}|${code}`).slice(0, DIGEST_HEX_DIGITS)
}

/** A code as it is kept, from its import on: read by nobody without the key. */
export function sealCode(secrets: Secrets, rewardId: string, code: string): string {
  // Derived, so that a repetition seals the same bytes; another code has another nonce.
  const nonce = hmacSha256(secrets.key('reward-code'), `nonce|${rewardId}|${code}`).slice(0, NONCE_HEX_DIGITS)
  return sealText({ id: KEY_ID, bytes: secrets.key('reward-code', KEY_ID) }, Buffer.from(nonce, 'hex'), code)
}

/** A code in clear; null where a hand has changed it. For its member, once, and for an operator who says why. */
export function openCode(secrets: Secrets, sealed: string): string | null {
  return openText((id) => secrets.key('reward-code', id), sealed)
}
