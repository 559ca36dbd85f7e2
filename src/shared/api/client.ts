import { createCommands } from './commands'
import { createQueries } from './queries'
import { keyValueStore } from './store'
import { createBrowserTransport } from './transport.h5'
import { createWeappTransport } from './transport.weapp'
import type { Envelope } from './types'

const { transport, caller } = process.env.TARO_ENV === 'weapp' ? createWeappTransport() : createBrowserTransport()

const listeners = new Set<() => void>()
let revision = 0
let isReachable = true

const tell = () => {
  for (const listener of [...listeners]) listener()
}

function setReachable(reachable: boolean): void {
  if (reachable === isReachable) return
  isReachable = reachable
  tell()
}

/** Every call shows whether the shop's cloud can be reached, which a phone that is "online" may still be wrong about. */
async function watched(envelope: Envelope): Promise<unknown> {
  try {
    const reply = await transport(envelope)
    setReachable(true)
    return reply
  } catch (error) {
    setReachable(false)
    throw error
  }
}

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

const commands = createCommands({
  transport: watched,
  store: keyValueStore,
  caller,
  wait,
  nowMs: Date.now,
  random: Math.random,
  onChange(change) {
    if (change === 'answered') revision++
    tell()
  },
})

/** The one client of the app: what it asks, what it does, and what screens may watch. */
export const client = {
  query: createQueries({ transport: watched, wait }),
  perform: commands.perform,
  isInFlight: commands.isInFlight,
  /** Counts answered commands: whatever was shown before may be out of date now. */
  revision: () => revision,
  isReachable: () => isReachable,
  subscribe(listener: () => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  /** The platform said whether there is a network. */
  networkChanged(isConnected: boolean): void {
    setReachable(isConnected)
    if (isConnected) commands.resume()
  },
  resume: commands.resume,
}
