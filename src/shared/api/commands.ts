import { createPending, type KeyValueStore, type PendingCommand } from './pending'
import {
  type Answer,
  type AnyReply,
  type CommandName,
  type Input,
  type Transport,
  UNANSWERED,
  type Wait,
} from './types'

/** About half a minute in all: as long as someone looks at a button. Then the command rests until `resume`. */
const RETRY_DELAYS_MS = [1_000, 2_000, 4_000, 8_000, 16_000]

/**
 * A tap this soon after an unanswered one means the same thing. Later it is a new wish: yesterday's check-in is not
 * today's, and its reply must not be shown for it.
 */
const SAME_WISH_WITHIN_MS = 10 * 60 * 1000

interface Ports {
  readonly transport: Transport
  readonly store: KeyValueStore
  /** Whose commands these are, where several people share one store (browser windows). */
  readonly caller: string
  readonly wait: Wait
  readonly nowMs: () => number
  readonly random: () => number
  /** Called when commands come into flight or leave it, and when one was answered. */
  readonly onChange: (change: 'flight' | 'answered') => void
}

/**
 * Sends commands so that nothing is lost when the network is. A command is stored with its key before it is first
 * sent and forgotten when it was answered; between the two it may be sent any number of times, because the same key
 * takes effect once. Commands of one action go one after another, in the order of the taps.
 */
export function createCommands(ports: Ports) {
  const pending = createPending(ports.store, ports.caller)
  const inFlight = new Map<string, { action: string; answer: Promise<AnyReply | typeof UNANSWERED> }>()
  const lastOf = new Map<string, Promise<unknown>>()
  let wake = () => {}
  let woken = new Promise<void>((resolve) => {
    wake = resolve
  })

  function newKey(): string {
    const part = () => ports.random().toString(36).slice(2, 10)
    return `${ports.nowMs().toString(36)}-${part()}${part()}`
  }

  async function once(command: PendingCommand): Promise<AnyReply | typeof UNANSWERED> {
    try {
      const { action, input, key } = command
      return (await ports.transport({ action, input, key })) as AnyReply
    } catch {
      return UNANSWERED
    }
  }

  async function untilAnswered(command: PendingCommand): Promise<AnyReply | typeof UNANSWERED> {
    for (let attempt = 0; ; attempt++) {
      const reply = await once(command)
      if (reply.ok || !reply.retryable) {
        pending.forget(command)
        return reply
      }
      const delayMs = RETRY_DELAYS_MS[attempt]
      if (delayMs === undefined) return UNANSWERED
      await Promise.race([ports.wait(delayMs), woken])
    }
  }

  function send(command: PendingCommand): Promise<AnyReply | typeof UNANSWERED> {
    const running = inFlight.get(command.key)
    if (running) return running.answer
    const before = lastOf.get(command.action) ?? Promise.resolve()
    const answer = before
      .then(() => untilAnswered(command))
      .then((reply) => {
        inFlight.delete(command.key)
        ports.onChange(reply === UNANSWERED ? 'flight' : 'answered')
        return reply
      })
    lastOf.set(command.action, answer)
    inFlight.set(command.key, { action: command.action, answer })
    ports.onChange('flight')
    return answer
  }

  return {
    /** Sends a command, or joins the same one that is still unanswered: a second tap is not a second command. */
    perform<A extends CommandName>(action: A, input: Input<A>): Promise<Answer<A>> {
      const asText = JSON.stringify(input)
      const sinceMs = ports.nowMs() - SAME_WISH_WITHIN_MS
      const same = pending
        .list(ports.nowMs())
        .find((made) => made.action === action && JSON.stringify(made.input) === asText && made.madeAtMs >= sinceMs)
      const command = same ?? { key: newKey(), action, input, madeAtMs: ports.nowMs() }
      if (!same) pending.keep(command)
      return send(command) as Promise<Answer<A>>
    },
    /** Finishes what is unanswered: after a start, after the app came back, after the network returned. */
    resume(): void {
      wake()
      woken = new Promise((resolve) => {
        wake = resolve
      })
      for (const command of pending.list(ports.nowMs())) void send(command)
    },
    isInFlight: (action: CommandName): boolean => [...inFlight.values()].some((flying) => flying.action === action),
  }
}
