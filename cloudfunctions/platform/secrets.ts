import { hkdfSync } from 'node:crypto'

/**
 * What a key is for. `member-id` never rotates: the ids of all members hang on it.
 */
export type SecretPurpose = 'member-id' | 'member-card' | 'share-card' | 'ledger-head' | 'ledger-close'

/** One key per purpose, derived by HKDF (RFC 5869) from the master key, so that none can stand in for another. */
export class Secrets {
  private readonly keys = new Map<SecretPurpose, Buffer>()
  private readonly masterKey: Buffer

  /** @param masterKeyHex 64 hex digits */
  constructor(masterKeyHex: string) {
    if (!/^[0-9a-f]{64}$/i.test(masterKeyHex)) throw new Error('FUDIAN_MASTER_KEY must be 64 hex digits')
    this.masterKey = Buffer.from(masterKeyHex, 'hex')
  }

  key(purpose: SecretPurpose): Buffer {
    const known = this.keys.get(purpose)
    if (known) return known
    const derived = Buffer.from(hkdfSync('sha256', this.masterKey, '', `fudian/${purpose}`, 32))
    this.keys.set(purpose, derived)
    return derived
  }
}
