import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Clock } from '../clock'
import type { Database } from '../database/database'
import { DatabaseRefusal } from '../database/refusal'
import type { Sessions } from '../functions/sessions'
import { readForm } from '../openapi/form'
import { answerOpenApi } from '../openapi/open-api'
import type { PhoneBook } from '../openapi/phone-book'
import type { Faults } from './faults'
import { addressOf, HttpAnswer, parseJson, readBody, sendJson } from './http'
import { type Storage, storageActions } from './storage-actions'
import { type Body, databaseActions, notServed } from './wire-actions'

const largestRequestBytes = 32 * 1024 * 1024

type Reply = { data: unknown } | { code: string; message: string }
type Work = () => Promise<Reply>

const systemError: Reply = { code: 'SYS_ERR', message: 'resource system error (injected by /_local/faults)' }

const nobody: Reply = { code: 'SIGN_PARAM_INVALID', message: 'wxCloudApiToken is not that of a running invocation' }

export interface SdkParts {
  readonly database: Database
  readonly storage: Storage
  readonly phoneBook: PhoneBook
  readonly sessions: Sessions
  readonly clock: Clock
  readonly faults: Faults
  readonly log: (line: string) => void
}

/** Where the SDK sends its requests. It answers 200 even to errors, as the cloud does: the SDK reads the body. */
export class SdkEndpoint {
  private readonly late = new Set<NodeJS.Timeout>()

  constructor(private readonly parts: SdkParts) {}

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const reply = await this.reply(request).catch((error) => this.refusal(error))
    if (reply === 'lost') response.destroy()
    else if (Buffer.isBuffer(reply)) response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(reply)
    else sendJson(response, 200, JSON.stringify({ requestId: randomUUID(), ...reply }))
  }

  /** Writes that are still to take effect are forgotten, as when the machine behind them went away. */
  close(): void {
    for (const timer of this.late) clearTimeout(timer)
  }

  private refusal(error: unknown): Reply {
    if (error instanceof DatabaseRefusal) return { code: error.code, message: error.message }
    if (error instanceof HttpAnswer) return { code: 'INVALID_PARAM', message: error.message }
    this.parts.log(`gateway: ${error instanceof Error ? error.stack : error}`)
    return { code: 'SYS_ERR', message: 'local-cloud failed, see its output' }
  }

  private async reply(request: IncomingMessage): Promise<Reply | Buffer | 'lost'> {
    const bytes = await readBody(request, largestRequestBytes)
    const contentType = request.headers['content-type'] ?? ''
    if (/^multipart\//i.test(contentType)) return this.answerForm(readForm(contentType, bytes))
    const body = parseJson(bytes)
    if (typeof body !== 'object' || body === null || Array.isArray(body))
      return { code: 'INVALID_PARAM', message: 'the body is not an object' }
    const { action, wxCloudApiToken } = body as Body
    if (typeof action !== 'string') return { code: 'INVALID_PARAM', message: 'the body names no action' }
    if (!this.parts.sessions.grant(wxCloudApiToken)) return nobody
    if (Object.hasOwn(storageActions, action))
      return { data: storageActions[action]?.(this.parts.storage, body as Body, addressOf(request)) }
    const served = Object.hasOwn(databaseActions, action) ? databaseActions[action] : undefined
    if (!served) return { code: 'NOT_SUPPORTED', message: notServed(action) }
    if ('transactionId' in body && body.transactionId)
      return { code: 'NOT_SUPPORTED', message: notServed('database.startTransaction') }
    const { database, clock } = this.parts
    const nowMs = clock.nowMs()
    return this.withFaults(served.isWrite, async () => ({ data: await served.run(database, body as Body, nowMs) }))
  }

  /** Only calls of WeChat's services come as forms. */
  private answerForm(form: ReadonlyMap<string, Buffer>): Reply | Buffer {
    const text = (name: string) => form.get(name)?.toString('utf8') ?? ''
    const grant = this.parts.sessions.grant(text('wxCloudApiToken'))
    if (!grant) return nobody
    const action = text('action')
    if (action !== 'wx.openApi') return { code: 'NOT_SUPPORTED', message: notServed(action) }
    const { phoneBook, clock, log } = this.parts
    const requestData = form.get('requestData') ?? Buffer.alloc(0)
    const call = { apiName: text('apiName'), requestData, permitted: grant.openapi }
    return answerOpenApi(call, { phoneBook, nowMs: clock.nowMs(), log })
  }

  private async withFaults(isWrite: boolean, work: Work): Promise<Reply | 'lost'> {
    const latencyMs = this.parts.faults.latencyMs()
    if (latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, latencyMs))
    switch (this.parts.faults.next(isWrite)) {
      case 'none':
        return work()
      case 'error':
        return systemError
      case 'lostReply':
        await work()
        return this.parts.faults.isConnectionLost() ? 'lost' : systemError
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
    }, this.parts.faults.lateAfterMs())
    this.late.add(timer)
  }
}
