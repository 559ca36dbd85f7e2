import type { IncomingMessage, ServerResponse } from 'node:http'
import { progressPage } from './progress-page'

export interface Step {
  readonly id: string
  readonly title: string
  readonly state: 'waiting' | 'running' | 'done' | 'failed'
  readonly percent: number
  readonly text: string
}

/** How far the start has come: what the page at `/` shows until the app is there. */
export class Progress {
  private readonly steps = new Map<string, Step>()
  private isReady = false

  constructor(titles: Readonly<Record<string, string>>) {
    for (const [id, title] of Object.entries(titles))
      this.steps.set(id, { id, title, state: 'waiting', percent: 0, text: '等待' })
  }

  set(id: string, change: Partial<Omit<Step, 'id' | 'title'>>): void {
    const step = this.steps.get(id)
    if (!step) throw new Error(`no step ${id}`)
    this.steps.set(id, { ...step, ...change })
  }

  /** From now on the site serves the app, and the page reloads into it. */
  appIsReady(): void {
    this.isReady = true
  }

  /**
   * Serves the page in place of the app, and its numbers at `/_progress` for as long as the server runs: the demo may
   * still be growing when the app is there.
   */
  inFrontOf(site: (request: IncomingMessage, response: ServerResponse) => unknown) {
    return (request: IncomingMessage, response: ServerResponse): void => {
      const path = request.url?.split(/[?#]/, 1)[0]
      const send = (status: number, type: string, body: string) => {
        response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' }).end(body)
      }
      if (path === '/_progress')
        send(200, 'application/json', JSON.stringify({ isReady: this.isReady, steps: [...this.steps.values()] }))
      else if (this.isReady) site(request, response)
      else if (path === '/') send(200, 'text/html', progressPage)
      else send(503, 'text/plain', '正在准备，请稍候')
    }
  }
}
