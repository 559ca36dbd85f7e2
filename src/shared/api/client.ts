import { createCommands } from './commands'
import { line } from './line'
import { createQueries } from './queries'
import { keyValueStore } from './store'
import { createBrowserTransport } from './transport.h5'
import { createWeappTransport } from './transport.weapp'
import type { Door } from './types'
import { commandHooks } from './use-command'
import { queryHook } from './use-query'

const { transport, caller } = process.env.TARO_ENV === 'weapp' ? createWeappTransport() : createBrowserTransport()

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** What screens ask and do at one door. What comes late is kept where a screen lists it: `lateRefusals`. */
function createClient<D extends Door>(door: D, lateRefusals: 'kept' | 'dropped') {
  const send = line.watched((envelope) => transport(door, envelope))
  const query = createQueries<D>({ transport: send, wait })
  const commands = createCommands({
    door,
    caller,
    transport: send,
    store: keyValueStore,
    lateRefusals,
    wait,
    nowMs: Date.now,
    random: Math.random,
    onChange: line.commandChanged,
  })
  return { query, ...commands, useQuery: queryHook(query), ...commandHooks(commands) }
}

export type Client<D extends Door> = ReturnType<typeof createClient<D>>

/** For members. */
export const client = createClient('member', 'dropped')

/** For the staff of a store. What they entered and the cloud refused later must reach their eyes. */
export const merchant = createClient('merchant', 'kept')

/** For operators who come through the mini program. */
export const operator = createClient('ops', 'dropped')

/** Finishes what is unanswered at any door: after a start, after the app came back, after the network returned. */
export function resumeCommands(): void {
  client.resume()
  merchant.resume()
  operator.resume()
}
