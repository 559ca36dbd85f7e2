import * as z from 'zod/mini'
import { canonicalJson, type Json } from '../kernel/canonical-json'
import { sha256 } from '../kernel/digest'
import { Refusal, refuse } from '../kernel/refusal'
import { type Caller, type Command, type Context, nameOf, type Ports, type Work, workOf } from './context'
import { type Action, type Audience, RETRYABLE_REFUSALS, type Reply } from './contract'
import { type Gate, gates } from './gate'
import { Busy, guardStore } from './guarded-store'
import { callerAt, type PlatformIdentity } from './identity'
import { type AnyModule, registryOf } from './module'
import { rememberReads } from './remembering-store'
import { OutcomeUnknown } from './store'

interface Served {
  readonly action: Action
  readonly handle: (context: unknown, input: unknown) => Promise<unknown>
}

/** Queries that one call may bring along, so that a page's first data costs one function call. */
const BATCH_LIMIT = 8
const batchInput = z.strictObject({
  queries: z
    .array(z.strictObject({ action: z.string(), input: z.unknown() }))
    .check(z.minLength(1), z.maxLength(BATCH_LIMIT)),
})

/** What a door answers to an event that asks nothing, such as the console's own test event. */
const ASKED_NOTHING: Partial<Record<Audience, string>> = { ops: 'ops.help' }

const KEY = /^[\w.:-]{1,128}$/
const TIMED_KEY = /^([0-9a-z]{7,9})-/

/** One request path for every door: find the action, see who calls, parse, run, reply, write one log line. */
export function serve(
  modules: readonly AnyModule[],
  door: Audience,
  ports: Ports,
): (event: unknown, identity: PlatformIdentity) => Promise<Reply> {
  const actions = actionsFor(modules, door)
  const registry = registryOf(modules)
  const gate = registry.all(gates).find((known) => known.door === door) ?? null

  return async (event, identity) => {
    const startedMs = ports.elapsedMs()
    const timeLeftMs = () => ports.timeLimitMs - (ports.elapsedMs() - startedMs)
    const store = guardStore(ports.store, { timeLeftMs, sleep: ports.sleep, random: ports.random })
    const work = workOf(ports, registry, store, timeLeftMs)
    const envelope = envelopeOf(event, ASKED_NOTHING[door])
    let caller: Caller | null = null
    const answer = async (): Promise<unknown> => {
      caller = callerAt(door, identity, ports.secrets) ?? (await gate?.recognise(work, identity)) ?? null
      if (caller === null) return refuse('unauthorised')
      if (envelope === null) return refuse('invalid_input', { path: '' })
      const context: Context = { ...work, caller }
      if (envelope.action === 'batch') return runBatch({ actions, gate }, context, envelope.input)
      return runOne({ actions, gate }, context, envelope)
    }
    const outcome = await settle(work, answer)
    const reply = replyOf(outcome, work.requestId)
    ports.log({
      requestId: work.requestId,
      door,
      action: envelope?.action ?? null,
      caller: caller && nameOf(caller),
      outcome: reply.ok ? 'ok' : reply.code,
      calls: store.calls(),
      ms: Math.round(ports.elapsedMs() - startedMs),
    })
    return reply
  }
}

/** What a door has: the actions meant for it, and who watches it. */
interface Door {
  readonly actions: ReadonlyMap<string, Served>
  readonly gate: Gate | null
}

interface Envelope {
  readonly action: string
  readonly input: unknown
  readonly key: unknown
}

/** Other members of the event are ignored: WeChat adds its own. */
function envelopeOf(event: unknown, askedNothing: string | undefined): Envelope | null {
  const isObject = typeof event === 'object' && event !== null && !Array.isArray(event)
  if (isObject && 'action' in event) {
    const { action, input, key } = event as Partial<Record<string, unknown>>
    return { action: typeof action === 'string' ? action : '', input, key }
  }
  if (askedNothing !== undefined) return { action: askedNothing, input: {}, key: undefined }
  return isObject ? { action: '', input: {}, key: undefined } : null
}

async function runBatch(door: Door, context: Context, input: unknown): Promise<unknown> {
  const parsed = z.safeParse(batchInput, input)
  if (!parsed.success) return invalidInput(parsed.error, 'input')
  // Queries change nothing, so what one has read the next need not read again.
  const shared = { ...context, store: rememberReads(context.store) }
  const replies = await Promise.all(
    parsed.data.queries.map(async (asked) => {
      const found = door.actions.get(asked.action)
      if (found?.action.kind === 'command')
        return replyOf(refuse('invalid_input', { path: 'action' }), context.requestId)
      const outcome = await settle(shared, () => runOne(door, shared, { ...asked, key: undefined }))
      return replyOf(outcome, context.requestId)
    }),
  )
  return { replies }
}

async function runOne(door: Door, context: Context, envelope: Envelope): Promise<unknown> {
  const found = door.actions.get(envelope.action)
  if (!found) return refuse('unknown_action')
  const { action } = found
  const parsed = z.safeParse(action.input, envelope.input ?? {})
  if (!parsed.success) return invalidInput(parsed.error, 'input')
  const isCommand = action.kind === 'command'
  const { key } = envelope
  if (isCommand && (typeof key !== 'string' || !KEY.test(key))) return refuse('invalid_input', { path: 'key' })
  const { caller } = context
  const command = isCommand ? commandOf(caller, envelope.action, String(key), parsed.data) : null
  const asked = { caller, name: envelope.action, action, input: parsed.data, command }
  const refused = await door.gate?.mayAsk(context, asked)
  return refused ?? found.handle(command ? { ...context, command } : context, parsed.data)
}

function commandOf(caller: Caller, action: string, key: string, input: unknown): Command {
  const made = TIMED_KEY.exec(key)?.[1]
  return {
    key: sha256(`${nameOf(caller)}|${action}|${key}`),
    inputHash: sha256(canonicalJson(input as Json)),
    madeAtMs: made === undefined ? null : Number.parseInt(made, 36),
  }
}

function invalidInput(error: z.core.$ZodError, root: string): Refusal {
  const issue = error.issues[0]
  const unknownName = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : []
  // A name in the path came from the caller: it is cut so that a reply stays small.
  const path = [root, ...(issue?.path ?? []), ...unknownName].map((part) => String(part).slice(0, 64)).join('.')
  return refuse('invalid_input', { path })
}

/** Runs a handler; a bug or an unfinished call becomes a refusal, and the bug's text is for the log only. */
async function settle(work: Work, answer: () => Promise<unknown>): Promise<unknown> {
  try {
    return await answer()
  } catch (error) {
    // A write whose outcome its handler did not wait for is no bug: the same request finds out what became of it.
    if (error instanceof Busy || error instanceof OutcomeUnknown) return refuse('busy')
    work.report(error)
    return refuse('internal')
  }
}

function replyOf(outcome: unknown, requestId: string): Reply {
  if (!(outcome instanceof Refusal)) return { ok: true, data: outcome, requestId }
  return {
    ok: false,
    code: outcome.code,
    params: outcome.params,
    retryable: RETRYABLE_REFUSALS.has(outcome.code),
    requestId,
  }
}

function actionsFor(modules: readonly AnyModule[], door: Audience): ReadonlyMap<string, Served> {
  const actions = new Map<string, Served>()
  for (const module of modules) {
    for (const [name, action] of Object.entries(module.contract)) {
      if (!action.audiences.includes(door)) continue
      if (actions.has(name)) throw new Error(`two modules declare ${name}`)
      const handler = module.handlers[name]
      if (!handler) throw new Error(`${module.name} has no handler for ${name}`)
      actions.set(name, { action, handle: handler as Served['handle'] })
    }
  }
  return actions
}
