import type { Send } from './types'

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

/** What all clients share: whether the shop's cloud can be reached, and that something has changed. */
export const line = {
  isReachable: () => isReachable,
  /** Counts answered commands: whatever was shown before may be out of date now. */
  revision: () => revision,
  subscribe(listener: () => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  /** The platform said whether there is a network. */
  networkChanged: setReachable,
  commandChanged(change: 'flight' | 'answered'): void {
    if (change === 'answered') revision++
    tell()
  },
  /** Every call shows whether the shop's cloud can be reached, which a phone that is "online" may still be wrong about. */
  watched:
    (send: Send): Send =>
    async (envelope) => {
      try {
        const reply = await send(envelope)
        setReachable(true)
        return reply
      } catch (error) {
        setReachable(false)
        throw error
      }
    },
}
