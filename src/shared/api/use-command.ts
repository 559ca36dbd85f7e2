import { useSyncExternalStore } from 'react'
import { client } from './client'
import type { CommandName, Input } from './types'

/** A command's button state, which is the client's: a command resumed after a restart is pending here too. */
export function useCommand<A extends CommandName>(action: A) {
  const isPending = useSyncExternalStore(client.subscribe, () => client.isInFlight(action))
  return { isPending, perform: (input: Input<A>) => client.perform(action, input) }
}
