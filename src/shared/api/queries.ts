import {
  type Answer,
  type AnyReply,
  type Door,
  type Input,
  type QueryAt,
  type Send,
  UNANSWERED,
  type Wait,
} from './types'

/** The door refuses longer batches. */
const MAX_BATCH = 8
const RETRY_DELAYS_MS = [400, 1200]

interface Asked {
  readonly query: { readonly action: string; readonly input: unknown }
  readonly asText: string
  readonly answers: ((reply: AnyReply | typeof UNANSWERED) => void)[]
}

export type AskQuery<D extends Door> = <A extends QueryAt<D>>(action: A, input: Input<A>) => Promise<Answer<A>>

/**
 * Asks queries. Those asked in one tick travel in one function call, because a function call is what costs the
 * member time and the shop money; equal ones among them are asked once. A query changes nothing, so one without an answer is simply asked again, twice.
 */
export function createQueries<D extends Door = 'member'>(ports: { transport: Send; wait: Wait }): AskQuery<D> {
  let asked: Asked[] = []

  async function send(envelope: { action: string; input: unknown }): Promise<AnyReply | typeof UNANSWERED> {
    for (let attempt = 0; ; attempt++) {
      try {
        return (await ports.transport(envelope)) as AnyReply
      } catch {
        const delayMs = RETRY_DELAYS_MS[attempt]
        if (delayMs === undefined) return UNANSWERED
        await ports.wait(delayMs)
      }
    }
  }

  async function sendTogether(batch: readonly Asked[]): Promise<void> {
    const queries = batch.map(({ query }) => query)
    const [only] = queries
    if (!only) return
    const reply = await send(queries.length === 1 ? only : { action: 'batch', input: { queries } })
    // The batch's own reply holds theirs; a refused batch refuses each of them.
    const replies =
      queries.length === 1 || !reply.ok ? null : (reply.data as unknown as { replies: AnyReply[] }).replies
    batch.forEach(({ answers }, at) => {
      for (const answer of answers) answer(replies === null ? reply : (replies[at] ?? UNANSWERED))
    })
  }

  function flush(): void {
    const batch = asked
    asked = []
    for (let from = 0; from < batch.length; from += MAX_BATCH) void sendTogether(batch.slice(from, from + MAX_BATCH))
  }

  return (action, input) =>
    new Promise((resolve) => {
      // The reply to an action has that action's type: the door's contract, which the compiler cannot see from here.
      const answer = resolve as Asked['answers'][number]
      const asText = JSON.stringify([action, input])
      const same = asked.find((other) => other.asText === asText)
      if (same) return void same.answers.push(answer)
      asked.push({ query: { action, input }, asText, answers: [answer] })
      if (asked.length === 1) void Promise.resolve().then(flush)
    })
}
