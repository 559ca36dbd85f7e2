import { randomBytes } from 'node:crypto'
import cloud from 'wx-server-sdk'
import { probes } from '../../platform/collections'
import { ANSWER_RESERVE_MS } from '../../platform/guarded-store'
import type { PlatformIdentity } from '../../platform/identity'
import { type DoorConfig, identityNow } from './door'
import { answers } from './probe/answers'
import { Bench, errorText, type Question } from './probe/bench'
import { consoleCall, mayProbe } from './probe/caller'
import { conditionalUpdates } from './probe/conditional-updates'
import { shapes } from './probe/shapes'

interface Finding {
  readonly item: string
  readonly expected: string
  readonly found: string
  readonly ok: boolean
  /** What to do; only where it is not as expected. */
  readonly ifNot?: string
}

export interface ProbeReport {
  readonly ok: boolean
  readonly items: readonly Finding[]
  readonly cleanUp: { readonly removed: number; readonly left: number } | { readonly failed: string }
  /** What no single call can find out. */
  readonly notProbed: readonly string[]
  readonly node: string
  readonly databaseCalls: number
  readonly ms: number
}

type Refused = { readonly refused: string; readonly saw: { readonly source: string; readonly hasIdentity: boolean } }

/** Long enough for the slowest question; none is begun after that. */
const LONGEST_QUESTION_MS = 12_000
/** A run that was ended by the platform left its documents behind; no run takes this long. */
const ABANDONED_AFTER_MS = 10 * 60_000

const NOT_PROBED = [
  '定时器会不会多触发一次：看 cron 函数一天的日志，同一分钟有没有两条（触发两次也不影响结果，任务有租约）',
  '一次调用怎么计费：对照本报告的 databaseCalls 和控制台“用量统计”里增加的次数',
  '机房故障时已答复成功的写入会不会丢：只能看云服务商的承诺，请按部署文档做备份',
]

const makeCollection: Question = {
  item: 'collection',
  expected: '函数可以自己建集合',
  ifNot: '请在控制台手工建好 docs/schema.md 里的全部集合，权限选“所有用户不可读写”，再运行一次',
  async ask(bench) {
    bench.calls += 2
    await bench.store.createCollection(probes)
    return { found: '集合 probe 已存在或已建好', ok: true }
  },
}

async function askOne(bench: Bench, question: Question, isInTime: boolean): Promise<Finding> {
  const { item, expected, ifNot } = question
  if (!isInTime)
    return { item, expected, found: '时间不够，没有问', ok: false, ifNot: `用 { "only": ["${item}"] } 单独再问一次` }
  try {
    const { found, ok } = await question.ask(bench)
    return { item, expected, found, ok, ...(ok ? {} : { ifNot }) }
  } catch (error) {
    return { item, expected, found: `出错：${errorText(error)}`, ok: false, ifNot }
  }
}

async function cleanUp(bench: Bench): Promise<ProbeReport['cleanUp']> {
  try {
    const abandoned = { startedAtMs: bench.command.lt(bench.startedAtMs - ABANDONED_AFTER_MS) }
    const removed = (await bench.remove({ run: bench.run })) + (await bench.remove(abandoned))
    return { removed, left: await bench.count({}) }
  } catch (error) {
    return { failed: errorText(error) }
  }
}

/** The questions that an event asks for: all, or `{ only: [item, ...] }`. */
function asked(questions: readonly Question[], event: unknown): readonly Question[] {
  const only = (event as { only?: unknown } | null)?.only
  return Array.isArray(only) ? questions.filter(({ item }) => only.includes(item)) : questions
}

async function probe(event: unknown, identity: PlatformIdentity, timeLimitMs: number): Promise<ProbeReport> {
  const startedMs = performance.now()
  const elapsedMs = () => performance.now() - startedMs
  const bench = new Bench(randomBytes(6).toString('hex'), Date.now())
  const questions = asked([consoleCall(identity), ...shapes, ...answers, ...conditionalUpdates], event)
  const items: Finding[] = []
  for (const question of [makeCollection, ...questions]) {
    const isInTime = elapsedMs() < timeLimitMs - LONGEST_QUESTION_MS - ANSWER_RESERVE_MS
    items.push(await askOne(bench, question, isInTime))
  }
  const cleaned = await cleanUp(bench)
  return {
    ok: items.every(({ ok }) => ok) && 'left' in cleaned && cleaned.left === 0,
    items,
    cleanUp: cleaned,
    notProbed: NOT_PROBED,
    node: process.version,
    databaseCalls: bench.calls,
    ms: Math.round(elapsedMs()),
  }
}

/** The entry of the function that an operator runs once on a new environment, from the console. */
export function probeDoor({ timeoutSeconds }: DoorConfig) {
  return async (event: unknown): Promise<ProbeReport | Refused> => {
    cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV as unknown as string })
    const identity = identityNow()
    if (mayProbe(identity)) return probe(event, identity, timeoutSeconds * 1_000)
    const hasIdentity = Boolean(identity.openid || identity.unionid)
    return { refused: '只能从云开发控制台的“云端测试”运行', saw: { source: identity.source, hasIdentity } }
  }
}
