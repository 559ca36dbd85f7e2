import { must } from '../must'

/** What a client was told: `again` when it may simply ask again, `marked` when a refusal must be remembered. */
export type Answer =
  | { readonly kind: 'done' | 'marked'; readonly text: string; readonly seq?: number }
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'again' }

interface Settled {
  readonly kind: 'done' | 'marked'
  readonly text: string
  /** The entry that the answer is rebuilt from. */
  readonly seq: number | undefined
  readonly member: string
  /** When the first such answer came, counted in answers and questions. */
  readonly at: number
  /** When it was asked, by the clock of the function that was asked. */
  readonly askedAtMs: number
}

/** Said at the door of whoever may not come in, or has asked too much today: it says nothing of what they once did. */
const AT_THE_DOOR: ReadonlySet<string> = new Set(['unauthorised', 'too_many_today'])

/** What was told under each command: once it took effect, the same for ever. */
export class Answers {
  private moments = 0
  readonly settled = new Map<string, Settled>()
  /** Why a command that is not settled was last refused. */
  readonly refused = new Map<string, string>()
  /** And at which moment, by the clock of the function that refused it. */
  readonly refusedAtMs = new Map<string, number>()

  constructor(private readonly happened: (what: string) => void) {}

  /** The moment of a question: to be given back with its answer. */
  asked(): number {
    this.moments += 1
    return this.moments
  }

  /** @param identity the command: its key and its input */
  told(identity: string, member: string, asked: { readonly at: number; readonly nowMs: number }, answer: Answer): void {
    this.moments += 1
    if (answer.kind === 'again') return
    const before = this.settled.get(identity)
    if (answer.kind === 'refused') {
      // Who asked before may have been told so of what was there before.
      const isLater = before !== undefined && asked.at > before.at && !AT_THE_DOOR.has(answer.code)
      must(!isLater, `${identity} was answered "${before?.text}" and is now refused as ${answer.code}`)
      if (!before) this.refused.set(identity, answer.code)
      this.refusedAtMs.set(identity, asked.nowMs)
      return
    }
    if (before) {
      must(before.text === answer.text, `${identity} was answered "${before.text}" and now "${answer.text}"`)
      this.happened('answered again, the same')
      return
    }
    this.refused.delete(identity)
    this.settled.set(identity, {
      kind: answer.kind,
      text: answer.text,
      seq: answer.seq,
      member,
      at: this.moments,
      askedAtMs: asked.nowMs,
    })
  }
}
