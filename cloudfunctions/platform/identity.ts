import { hmacSha256 } from '../kernel/digest'
import type { Caller } from './context'
import type { Audience } from './contract'
import type { Secrets } from './secrets'

/** Who calls, as the platform says: never as the input says. */
export interface PlatformIdentity {
  readonly openid?: string
  readonly unionid?: string
  /** The platform's word for the way the call came, such as `wx_client` or `wx_trigger`. */
  readonly source: string
  /** What a request over HTTP was signed with; who that is, the door's gate finds out. */
  readonly signed?: SignedRequest
}

/** A request over HTTP as it came, before anybody has looked whether its signature fits. */
export interface SignedRequest {
  readonly keyId: string
  readonly timestamp: string
  readonly signature: string
  readonly body: string
}

/**
 * Sources that a call from the cloud console may have. The probe of `docs/部署.md` shows the value on a real
 * environment; a source that is not here is refused.
 */
const CONSOLE_SOURCES: ReadonlySet<string> = new Set(['wx_devtools'])

/** Long enough that two of a hundred million members share one with a chance below 1 in 10^12. */
const MEMBER_ID_HEX_DIGITS = 32

/** A member's id, from which nobody without the key can learn the openid. */
export function memberIdOf(secrets: Secrets, openid: string): string {
  return hmacSha256(secrets.key('member-id'), openid).slice(0, MEMBER_ID_HEX_DIGITS)
}

/** The caller whom the platform's own word is enough for; null for all others. */
export function callerAt(door: Audience, identity: PlatformIdentity, secrets: Secrets): Caller | null {
  if (door === 'member' && identity.openid) return { kind: 'member', memberId: memberIdOf(secrets, identity.openid) }
  const isNobody = !identity.openid && !identity.unionid
  if (door === 'ops' && isNobody && CONSOLE_SOURCES.has(identity.source)) return { kind: 'operator' }
  return null
}
