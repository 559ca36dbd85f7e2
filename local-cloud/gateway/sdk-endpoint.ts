import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Clock } from '../clock'
import type { Database } from '../database/database'
import { DatabaseRefusal } from '../database/refusal'
import type { Sessions } from '../functions/sessions'
import type { Faults } from './faults'
import { HttpAnswer, parseJson, readBody, sendJson } from './http'
import { type Body, databaseActions, notServed } from './wire-actions'

const largestRequestBytes = 32 * 1024 * 1024

type Reply = { data: unknown } | { code: string; message: string }
type Work = () => Promise<Reply>

const systemError: Reply = { code: 'SYS_ERR', message: 'resource system error (injected by /_local/faults)' }

/** Where the SDK sends its requests. It answers 200 even to errors, as the cloud does: the SDK reads the body. */
export class SdkEndpoint {
  private readonly late = new Set<NodeJS.Timeout>()

  constructor(
    private readonly database: Database,
    private readonly sessions: Sessions,
    private readonly clock: Clock,
    private readonly faults: Faults,
    private readonly log: (line: string) => void,
  ) {}

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const reply = await this.reply(request).catch((error) => this.refusal(error))
    if (reply === 'lost') response.destroy()
    else sendJson(response, 200, JSON.stringify({ requestId: randomUUID(), ...reply }))
  }

  /** Writes that are still to take effect are forgotten, as when the machine behind them went away. */
  close(): void {
    for (const timer of this.late) clearTimeout(timer)
  }

  private refusal(error: unknown): Reply {
    if (error instanceof DatabaseRefusal) return { code: error.code, message: error.message }
    if (error instanceof HttpAnswer) return { code: 'INVALID_PARAM', message: error.message }
    this.log(`gateway: ${error instanceof Error ? error.stack : error}`)
    return { code: 'SYS_ERR', message: 'local-cloud failed, see its output' }
  }

  private async reply(request: IncomingMessage): Promise<Reply | 'lost'> {
    const bytes = await readBody(request, largestRequestBytes)
    // Only cloud.openapi sends forms, and their files may be large: what is asked for is not in them.
    if (/^multipart\//i.test(request.headers['content-type'] ?? ''))
      return { code: 'NOT_SUPPORTED', message: notServed('wx.openApi') }
    const body = parseJson(bytes)
    if (typeof body !== 'object' || body === null || Array.isArray(body))
      return { code: 'INVALID_PARAM', message: 'the body is not an object' }
    const { action, wxCloudApiToken } = body as Body
    if (typeof action !== 'string') return { code: 'INVALID_PARAM', message: 'the body names no action' }
    if (!this.sessions.caller(wxCloudApiToken))
      return { code: 'SIGN_PARAM_INVALID', message: 'wxCloudApiToken is not that of a running invocation' }
    const served = Object.hasOwn(databaseActions, action) ? databaseActions[action] : undefined
    if (!served) return { code: 'NOT_SUPPORTED', message: notServed(action) }
    if ('transactionId' in body && body.transactionId)
      return { code: 'NOT_SUPPORTED', message: notServed('database.startTransaction') }
    const nowMs = this.clock.nowMs()
    return this.withFaults(served.isWrite, async () => ({
      data: await served.run(this.database, body as Body, nowMs),
    }))
  }

  private async withFaults(isWrite: boolean, work: Work): Promise<Reply | 'lost'> {
    const latencyMs = this.faults.latencyMs()
    if (latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, latencyMs))
    switch (this.faults.next(isWrite)) {
      case 'none':
        return work()
      case 'error':
        return systemError
      case 'lostReply':
        await work()
        return this.faults.isConnectionLost() ? 'lost' : systemError
      case 'lateApply':
        this.applyLate(work)
        return systemError
    }
  }

  private applyLate(work: Work): void {
    const timer = setTimeout(() => {
      this.late.delete(timer)
      work().catch(() => {
        // Nobody waits for the answer of a late write, and a refused one wrote nothing.
      })
    }, this.faults.lateAfterMs())
    this.late.add(timer)
  }
}
