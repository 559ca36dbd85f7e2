import cloud from 'wx-server-sdk'
import { callerAt, type PlatformIdentity } from '../../../platform/identity'
import { Secrets } from '../../../platform/secrets'
import type { Question } from './bench'

/** Ways of calling that are never the console. Any other source may run the probe: which one it is, is the question. */
const NEVER_THE_CONSOLE: ReadonlySet<string> = new Set([
  'wx_client',
  'wx_http',
  'wx_trigger',
  'wx_paycallback',
  'wx_crawler',
  'wx_localdebug',
])

/** Whether a call may run the probe: nobody's phone, no address on the internet. */
export function mayProbe({ openid, unionid, source }: PlatformIdentity): boolean {
  return !openid && !unionid && !NEVER_THE_CONSOLE.has(source)
}

/** The ops door's own decision. It derives no key for operators, so that any key will do here. */
function isOperator(identity: PlatformIdentity): boolean {
  return callerAt('ops', identity, new Secrets('0'.repeat(64)))?.kind === 'operator'
}

export function consoleCall(identity: PlatformIdentity): Question {
  return {
    item: 'console-call',
    expected: '控制台调用没有 OPENID 和 UNIONID，SOURCE 在 ops 的允许名单里',
    ifNot:
      '如果你确实是在控制台（云端测试）里调用的：把 found 里的 SOURCE 加进 cloudfunctions/platform/identity.ts 的 CONSOLE_SOURCES，重新构建并部署 ops；在此之前 ops 会拒绝你',
    async ask() {
      const names = Object.keys(cloud.getWXContext()).sort().join('、')
      return { found: `SOURCE = ${identity.source || '（空）'}；上下文里有 ${names}`, ok: isOperator(identity) }
    },
  }
}
