import { createPending, type KeyValueStore, type PendingCommand } from './pending'
import {
  type Answer,
  type AnyReply,
  type CommandAt,
  type CommandName,
  type Door,
  type Input,
  type RefusalCode,
  type Send,
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

/**
 * What is asked for its answer alone: nobody is helped by an answer that nobody sees. Such a command is sent only while
 * somebody waits for it, and a tap is the same wish however late: the code of a gift card is shown to one key, once.
 */
const FOR_THEIR_ANSWER: readonly string[] = ['rewards.reveal', 'rewards.address'] satisfies CommandName[]

interface Ports<D extends Door> {
  readonly door: D
  /** Whose commands these are, where several people share one store (browser windows). */
  readonly caller: string
  readonly transport: Send
  readonly store: KeyValueStore
  /** What to do with a refusal that comes when the tap is long forgotten: keep it until a screen showed it, or drop it. */
  readonly lateRefusals: 'kept' | 'dropped'
  readonly wait: Wait
  readonly nowMs: () => number
  readonly random: () => number
  /** Called when commands come into flight or leave it, and when one was answered. */
  readonly onChange: (change: 'flight' | 'answered') => void
}

/** A command that the cloud has not confirmed: unanswered until now, or refused when nobody waited any more. */
export interface Unconfirmed<A extends CommandName> {
  readonly key: string
  readonly input: Input<A>
  readonly madeAtMs: number
  readonly refusal: { readonly code: RefusalCode<A>; readonly params: Readonly<Record<string, unknown>> } | null
}

type Outcome = AnyReply | typeof UNANSWERED

interface Flight {
  readonly action: string
  readonly answer: Promise<Outcome>
  /** Whether a tap waits for the answer, or only the app. */
  isAwaited: boolean
}

/**
 * Sends commands so that nothing is lost when the network is. A command is stored with its key before it is first
 * sent and forgotten when it was answered; between the two it may be sent any number of times, because the same key
 * takes effect once. Commands of one action go one after another, in the order of the taps.
 */
export function createCommands<D extends Door>(ports: Ports<D>) {
  const pending = createPending(ports.store, ports)
  const inFlight = new Map<string, Flight>()
  const lastOf = new Map<string, Promise<unknown>>()
  let wake = () => {}
  let woken = new Promise<void>((resolve) => {
    wake = resolve
  })

  function newKey(): string {
    const part = () => ports.random().toString(36).slice(2, 10)
    return `${ports.nowMs().toString(36)}-${part()}${part()}`
  }

  async function once(command: PendingCommand): Promise<Outcome> {
    try {
      const { action, input, key } = command
      return (await ports.transport({ action, input, key })) as AnyReply
    } catch {
      return UNANSWERED
    }
  }

  function close(command: PendingCommand, reply: AnyReply): void {
    const isSeen = inFlight.get(command.key)?.isAwaited || ports.lateRefusals === 'dropped'
    if (reply.ok || isSeen) pending.forget(command.key)
    else pending.keep({ ...command, refusal: { code: reply.code, params: reply.params } })
  }

  async function untilAnswered(command: PendingCommand): Promise<Outcome> {
    for (let attempt = 0; ; attempt++) {
      const reply = await once(command)
      if (reply.ok || !reply.retryable) {
        close(command, reply)
        return reply
      }
      const delayMs = RETRY_DELAYS_MS[attempt]
      if (delayMs === undefined) return UNANSWERED
      await Promise.race([ports.wait(delayMs), woken])
    }
  }

  function send(command: PendingCommand): Flight {
    const running = inFlight.get(command.key)
    if (running) return running
    const before = lastOf.get(command.action) ?? Promise.resolve()
    const answer = before
      .then(() => untilAnswered(command))
      .then((reply) => {
        inFlight.delete(command.key)
        ports.onChange(reply === UNANSWERED ? 'flight' : 'answered')
        return reply
      })
    const flight: Flight = { action: command.action, answer, isAwaited: false }
    lastOf.set(command.action, answer)
    inFlight.set(command.key, flight)
    ports.onChange('flight')
    return flight
  }

  const isSameWish = ({ action, madeAtMs }: PendingCommand, sinceMs: number) =>
    madeAtMs >= sinceMs || FOR_THEIR_ANSWER.includes(action)
  const unanswered = () => pending.list(ports.nowMs()).filter(({ refusal }) => !refusal)

  return {
    /** Sends a command, or joins the same one that is still unanswered: a second tap is not a second command. */
    perform<A extends CommandAt<D>>(action: A, input: Input<A>): Promise<Answer<A>> {
      const asText = JSON.stringify(input)
      const sinceMs = ports.nowMs() - SAME_WISH_WITHIN_MS
      const same = unanswered().find(
        (made) => made.action === action && JSON.stringify(made.input) === asText && isSameWish(made, sinceMs),
      )
      const command = same ?? { key: newKey(), action, input, madeAtMs: ports.nowMs() }
      if (!same) pending.keep(command)
      const flight = send(command)
      flight.isAwaited = true
      return flight.answer as Promise<Answer<A>>
    },
    /** Finishes what is unanswered: after a start, after the app came back, after the network returned. */
    resume(): void {
      wake()
      woken = new Promise((resolve) => {
        wake = resolve
      })
      for (const command of unanswered()) if (!FOR_THEIR_ANSWER.includes(command.action)) send(command)
    },
    isInFlight: (action: CommandAt<D>): boolean => [...inFlight.values()].some((flying) => flying.action === action),
    /** The commands of an action that the cloud has not confirmed, oldest first. */
    unconfirmed: <A extends CommandAt<D>>(action: A): readonly Unconfirmed<A>[] =>
      pending
        .list(ports.nowMs())
        .filter((command) => command.action === action)
        // What was stored for an action was its input.
        .map(({ key, input, madeAtMs, refusal = null }) => ({ key, input, madeAtMs, refusal }) as Unconfirmed<A>),
    /** Somebody was told of a refusal that came late. */
    dismiss(key: string): void {
      pending.forget(key)
      ports.onChange('flight')
    },
  }
}

export type Commands<D extends Door> = ReturnType<typeof createCommands<D>>
