import { hkdfSync } from 'node:crypto'

/**
 * What a key is for. `member-id` never rotates: the ids of all members hang on it. Neither does `phone-hash`, by which
 * members are found.
 */
export type SecretPurpose =
  | 'member-id'
  | 'member-card'
  | 'coupon'
  | 'reward-order'
  | 'reward-address'
  | 'reward-code'
  | 'phone'
  | 'phone-hash'
  | 'share-card'
  | 'referral-code'
  | 'campaign-entry'
  | 'staff-invitation'
  | 'hook'
  | 'lottery-day'
  | 'ledger-head'
  | 'ledger-close'

/** One key per purpose, derived by HKDF (RFC 5869) from the master key, so that none can stand in for another. */
export class Secrets {
  private readonly keys = new Map<string, Buffer>()
  private readonly masterKey: Buffer

  /** @param masterKeyHex 64 hex digits */
  constructor(masterKeyHex: string) {
    if (!/^[0-9a-f]{64}$/i.test(masterKeyHex)) throw new Error('FUDIAN_MASTER_KEY must be 64 hex digits')
    this.masterKey = Buffer.from(masterKeyHex, 'hex')
  }

  /** @param keyId which of a purpose's keys, where they rotate: what a key has sealed says which one it was */
  key(purpose: SecretPurpose, keyId?: string): Buffer {
    const name = keyId === undefined ? purpose : `${purpose}/${keyId}`
    const known = this.keys.get(name)
    if (known) return known
    const derived = Buffer.from(hkdfSync('sha256', this.masterKey, '', `fudian/${name}`, 32))
    this.keys.set(name, derived)
    return derived
  }
}
