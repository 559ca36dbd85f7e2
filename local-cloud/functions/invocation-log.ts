const mostItems = 500
const longestText = 20_000

export interface InvocationRecord {
  readonly seq: number
  readonly atMs: number
  readonly function: string
  readonly source: string
  readonly openid: string | null
  readonly ms: number
  readonly event: unknown
  readonly reply: unknown
  readonly lines: readonly string[]
}

/** Large values are shown by their size, so that a few hundred records stay small. */
function shown(text: string): unknown {
  return text.length > longestText ? { tooLargeToShow: text.length } : JSON.parse(text)
}

/** The newest invocations, in memory. */
export class InvocationLog {
  private readonly records: InvocationRecord[] = []
  private lastSeq = 0

  add(record: Omit<InvocationRecord, 'seq' | 'event' | 'reply'> & { eventText: string; replyText: string }): void {
    const { eventText, replyText, ...rest } = record
    this.records.push({ seq: ++this.lastSeq, ...rest, event: shown(eventText), reply: shown(replyText) })
    if (this.records.length > mostItems) this.records.shift()
  }

  /** What came after a record, oldest first; without one, the newest. */
  after(seq: number | undefined, limit: number): InvocationRecord[] {
    if (seq === undefined) return this.records.slice(-limit)
    return this.records.filter((record) => record.seq > seq).slice(0, limit)
  }
}
