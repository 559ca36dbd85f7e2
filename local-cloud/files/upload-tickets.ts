import { randomBytes } from 'node:crypto'

const lifetimeMs = 10 * 60_000
const mostTickets = 1_000

/** Permissions to upload one file to one path, each good once. They go to running invocations only. */
export class UploadTickets {
  private readonly issued = new Map<string, { readonly path: string; readonly untilMs: number }>()

  issue(path: string): string {
    const [oldest] = this.issued.keys()
    if (oldest !== undefined && this.issued.size >= mostTickets) this.issued.delete(oldest)
    const ticket = randomBytes(16).toString('hex')
    this.issued.set(ticket, { path, untilMs: performance.now() + lifetimeMs })
    return ticket
  }

  /** Whether this ticket is for this path; it no longer is afterwards. */
  take(ticket: unknown, path: string): boolean {
    if (typeof ticket !== 'string') return false
    const found = this.issued.get(ticket)
    if (!found || found.path !== path) return false
    this.issued.delete(ticket)
    return performance.now() < found.untilMs
  }
}
