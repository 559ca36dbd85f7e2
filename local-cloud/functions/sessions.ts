import { randomBytes } from 'node:crypto'

/** Who an invocation acts for. Without an openid nobody does: the console, a timer, an HTTP trigger. */
export interface Caller {
  readonly openid?: string
  readonly source: string
}

const environmentId = 'local-env'
export const appid = 'wxlocal'

/** An all-digit openid becomes a number inside the SDK and no longer equals itself. */
export function isOpenid(openid: string): boolean {
  return /^[A-Za-z0-9_-]{1,64}$/.test(openid) && !/^\d+$/.test(openid)
}

/** What an instance has in its environment whoever calls. */
export function instanceEnvironment(sdkUrl: string, extra: Record<string, string>): Record<string, string> {
  return {
    TENCENTCLOUD_RUNENV: 'SCF',
    TENCENTCLOUD_REGION: 'ap-shanghai',
    TENCENTCLOUD_SECRETID: 'local',
    TENCENTCLOUD_SECRETKEY: 'local',
    TENCENTCLOUD_SESSIONTOKEN: 'local',
    SCF_NAMESPACE: environmentId,
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: sdkUrl }),
    ...extra,
  }
}

/** What one invocation has in its environment beside that; the SDK reads it at every call. */
export function invocationEnvironment(caller: Caller, token: string, requestId: string): Record<string, string> {
  const identity: Record<string, string> = { WX_APPID: appid, WX_API_TOKEN: token }
  if (caller.openid !== undefined) identity.WX_OPENID = caller.openid
  return {
    ...identity,
    WX_CONTEXT_KEYS: Object.keys(identity).join(','),
    TCB_CONTEXT_KEYS: 'TCB_ENV,TCB_SEQID,TRIGGER_SRC,TCB_SOURCE,TCB_TRACELOG,TCB_ROUTE_KEY,TCB_SESSIONTOKEN',
    TCB_ENV: environmentId,
    SCF_NAMESPACE: environmentId,
    TCB_SEQID: requestId,
    TCB_SOURCE: caller.source,
    ...(caller.source === 'wx_trigger' ? { TRIGGER_SRC: 'timer' } : {}),
  }
}

/** In the cloud the platform adds who calls to the event of a call from a mini program. */
export function eventText(event: unknown, { openid }: Caller): string {
  const isObject = typeof event === 'object' && event !== null && !Array.isArray(event)
  const text = isObject && openid !== undefined ? { ...event, userInfo: { appId: appid, openId: openid } } : event
  return JSON.stringify(text ?? {})
}

/** What a running invocation may do beside reading and writing. */
export interface Grant {
  /** The services of WeChat that its function may call. */
  readonly openapi: readonly string[]
}

/** The tokens of running invocations. A request without one is from nobody we started. */
export class Sessions {
  private readonly grants = new Map<string, Grant>()

  open(grant: Grant): string {
    const token = randomBytes(16).toString('hex')
    this.grants.set(token, grant)
    return token
  }

  close(token: string): void {
    this.grants.delete(token)
  }

  /** undefined for a token of no running invocation. */
  grant(token: unknown): Grant | undefined {
    return typeof token === 'string' ? this.grants.get(token) : undefined
  }
}
