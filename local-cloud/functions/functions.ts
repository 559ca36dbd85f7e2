import { randomUUID } from 'node:crypto'
import type { Clock } from '../clock'
import type { FunctionDeclaration } from '../cloud-json'
import type { Outcome } from './instance'
import { InvocationLog } from './invocation-log'
import { type Bundle, Pool } from './pool'
import { type Caller, eventText, instanceEnvironment, invocationEnvironment, Sessions } from './sessions'

/** The cloud's limit for an event and for a reply. */
const largestMessageBytes = 6 * 1024 * 1024

export type FunctionErrorCode =
  | 'NOT_DEPLOYED'
  | 'FUNCTION_NOT_FOUND'
  | 'PERMISSION_DENIED'
  | 'PAYLOAD_TOO_LARGE'
  | 'FUNCTIONS_EXECUTE_FAIL'
  | 'FUNCTIONS_TIME_LIMIT_EXCEEDED'

export class FunctionError extends Error {
  constructor(
    readonly code: FunctionErrorCode,
    message: string,
  ) {
    super(message)
  }
}

function replyText(name: string, outcome: Outcome, limitSeconds: number): string {
  if (outcome.kind === 'time_limit')
    throw new FunctionError('FUNCTIONS_TIME_LIMIT_EXCEEDED', `${name} did not answer within ${limitSeconds} seconds`)
  if (outcome.kind === 'failed') throw new FunctionError('FUNCTIONS_EXECUTE_FAIL', outcome.message)
  if (Buffer.byteLength(outcome.text) > largestMessageBytes)
    throw new FunctionError('PAYLOAD_TOO_LARGE', `the reply of ${name} is larger than 6 MB`)
  return outcome.text
}

/** All deployed functions. */
export class Functions {
  readonly sessions = new Sessions()
  readonly log = new InvocationLog()
  private pools: Map<string, Pool> | undefined

  constructor(
    private readonly clock: Clock,
    private readonly environment: Record<string, string>,
    private readonly sdkUrl: () => string,
  ) {}

  list(): FunctionDeclaration[] {
    return [...(this.pools?.values() ?? [])].map(({ bundle }) => bundle.declaration)
  }

  isDeployed(): boolean {
    return this.pools !== undefined
  }

  /** Replaces what changed; what is running under an older bundle finishes there. */
  deploy(bundles: readonly Bundle[]): void {
    const environment = instanceEnvironment(this.sdkUrl(), this.environment)
    const before = this.pools ?? new Map<string, Pool>()
    this.pools = new Map(
      bundles.map((bundle) => {
        const { name } = bundle.declaration
        const pool = before.get(name)
        if (pool && JSON.stringify(pool.bundle) === JSON.stringify(bundle)) {
          before.delete(name)
          return [name, pool]
        }
        return [name, new Pool(bundle, environment, this.clock.cells)]
      }),
    )
    for (const pool of before.values()) pool.retire()
  }

  private pool(name: string): Pool {
    if (!this.pools) throw new FunctionError('NOT_DEPLOYED', '云函数正在构建，请稍候')
    const pool = this.pools.get(name)
    if (!pool) throw new FunctionError('FUNCTION_NOT_FOUND', `there is no function "${name}"`)
    return pool
  }

  /** Calls a function and answers the JSON text of what it returned. */
  async call(name: string, event: unknown, caller: Caller): Promise<string> {
    const pool = this.pool(name)
    const { timeoutSeconds, clientInvoke, openapi } = pool.bundle.declaration
    if (caller.openid !== undefined && !clientInvoke)
      throw new FunctionError('PERMISSION_DENIED', `${name} may not be called from a mini program`)
    const text = eventText(event, caller)
    if (Buffer.byteLength(text) > largestMessageBytes)
      throw new FunctionError('PAYLOAD_TOO_LARGE', `the event for ${name} is larger than 6 MB`)
    const requestId = randomUUID()
    const token = this.sessions.open({ openapi })
    const environment = invocationEnvironment(caller, token, requestId)
    const atMs = this.clock.nowMs()
    try {
      const { outcome, ms, lines } = await pool.invoke({ id: requestId, eventText: text, environment })
      this.log.add({
        atMs,
        function: name,
        source: caller.source,
        openid: caller.openid ?? null,
        ms,
        eventText: text,
        replyText: outcome.kind === 'reply' ? outcome.text : JSON.stringify(outcome),
        lines,
      })
      return replyText(name, outcome, timeoutSeconds)
    } finally {
      this.sessions.close(token)
    }
  }

  async close(): Promise<void> {
    await Promise.all([...(this.pools?.values() ?? [])].map((pool) => pool.end()))
  }
}
