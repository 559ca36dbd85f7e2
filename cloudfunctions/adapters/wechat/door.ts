import { randomBytes, randomUUID } from 'node:crypto'
import cloud from 'wx-server-sdk'
import type { Ports } from '../../platform/context'
import type { Audience, Reply } from '../../platform/contract'
import type { PlatformIdentity } from '../../platform/identity'
import type { AnyModule } from '../../platform/module'
import { PublishedDocuments } from '../../platform/published'
import { RecentReads } from '../../platform/recent-reads'
import { Secrets } from '../../platform/secrets'
import { serve } from '../../platform/serve'
import { tick } from '../../platform/tick'
import { type HttpEvent, httpReply, readHttpEvent } from './http-event'
import { wechatServices } from './wechat-services'
import { WechatStore } from './wechat-store'

/** What a door's `config.json` says of itself. */
export interface DoorConfig {
  readonly timeoutSeconds: number
}

/** Everything outside, as the WeChat cloud provides it. Throws when the environment lacks a variable. */
function wechatPorts({ timeoutSeconds }: DoorConfig): Ports {
  cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV as unknown as string })
  const masterKey = process.env.FUDIAN_MASTER_KEY
  if (!masterKey) throw new Error('FUDIAN_MASTER_KEY is not set in the function environment')
  const elapsedMs = () => performance.now()
  const recent = new RecentReads(elapsedMs)
  return {
    store: new WechatStore(cloud.database({ throwOnNotFound: false } as never)),
    nowMs: () => Date.now(),
    elapsedMs,
    random: () => randomBytes(4).readUInt32LE() / 2 ** 32,
    newRequestId: () => randomUUID(),
    secrets: new Secrets(masterKey),
    recent,
    published: new PublishedDocuments(recent),
    wechat: wechatServices,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    log: (line) => console.log(JSON.stringify(line)),
    timeLimitMs: timeoutSeconds * 1_000,
  }
}

/** Who calls this invocation. Read at the moment of the call: an instance serves one at a time. */
export function identityNow(): PlatformIdentity {
  const context = cloud.getWXContext() as Partial<Record<string, string>>
  return {
    ...(context.OPENID ? { openid: String(context.OPENID) } : {}),
    ...(context.UNIONID ? { unionid: String(context.UNIONID) } : {}),
    // A call passed on from function to function lists its way; the first is where it came from.
    source: String(context.SOURCE ?? '').split(',')[0] ?? '',
  }
}

/** Made with the first call, so that a wrong environment is reported by a call and not by a failed deployment. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

/** The entry of a function that answers actions. */
export function door(audience: Audience, modules: readonly AnyModule[], config: DoorConfig) {
  const answer = once(() => serve(modules, audience, wechatPorts(config)))
  return async (event: unknown): Promise<Reply> => answer()(event, identityNow())
}

/** The entry of a function that shop systems call over HTTP: the same envelope, signed, in the body of a POST. */
export function httpDoor(audience: Audience, modules: readonly AnyModule[], config: DoorConfig) {
  const answer = once(() => serve(modules, audience, wechatPorts(config)))
  return async (event: HttpEvent) => {
    const { envelope, signed } = readHttpEvent(event)
    return httpReply(await answer()(envelope, { source: identityNow().source, signed }))
  }
}

/** The entry of the function that the timer calls. */
export function timerDoor(modules: readonly AnyModule[], config: DoorConfig) {
  const run = once(() => tick(modules, wechatPorts(config)))
  return async () => run()(identityNow())
}
