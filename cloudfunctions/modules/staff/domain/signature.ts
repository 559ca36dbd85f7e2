import { hmacSha256, isHmacSha256 } from '../../../kernel/digest'

/** A till's clock may be off, and a line slow; what is older could be a copy. */
const GOOD_FOR_MS = 5 * 60_000
const MILLISECONDS = /^\d{13}$/

/** The secret of a key, in hex, as a till is given it: known to whoever has the master key and stored nowhere. */
export function hookSecretOf(masterKey: Buffer, keyId: string): string {
  return hmacSha256(masterKey, keyId)
}

export interface Signed {
  readonly timestamp: string
  readonly signature: string
  readonly body: string
}

/**
 * Whether a request was signed with a secret within five minutes of now, before or after. The signature is the
 * HMAC-SHA-256 of `timestamp + "." + body` in hex, keyed with the secret's own characters.
 */
export function isSignedWith(secret: string, { timestamp, signature, body }: Signed, nowMs: number): boolean {
  // guard: timestamp-recent
  if (!MILLISECONDS.test(timestamp) || Math.abs(nowMs - Number(timestamp)) > GOOD_FOR_MS) return false
  return isHmacSha256(Buffer.from(secret, 'utf8'), `${timestamp}.${body}`, signature)
}
