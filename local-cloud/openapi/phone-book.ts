import { randomBytes } from 'node:crypto'

/** As WeChat: a code is good for five minutes, once. */
const lifetimeMs = 5 * 60_000
const mostCodes = 1_000

interface Issued {
  readonly phoneNumber: string
  readonly openid: string | null
  readonly atMs: number
}

/** The numbers behind the codes that WeChat's phone button gives. Codes end with their process. */
export class PhoneBook {
  private readonly issued = new Map<string, Issued>()

  issue(phoneNumber: string, { openid, nowMs }: { openid?: string; nowMs: number }): string {
    const [oldest] = this.issued.keys()
    if (oldest !== undefined && this.issued.size >= mostCodes) this.issued.delete(oldest)
    const code = randomBytes(32).toString('hex')
    this.issued.set(code, { phoneNumber, openid: openid ?? null, atMs: nowMs })
    return code
  }

  /**
   * The number behind a code, which is used up by being asked for; undefined when it is unknown, used or too old. One
   * who says whose number it must be gets no other.
   */
  take(code: unknown, { openid, nowMs }: { openid?: unknown; nowMs: number }): string | undefined {
    const found = typeof code === 'string' ? this.issued.get(code) : undefined
    if (!found || (openid !== undefined && found.openid !== null && openid !== found.openid)) return undefined
    this.issued.delete(code as string)
    return nowMs - found.atMs < lifetimeMs ? found.phoneNumber : undefined
  }
}
