import { useEffect, useState, useSyncExternalStore } from 'react'
import type { Commands, Unconfirmed } from './commands'
import { line } from './line'
import type { CommandAt, CommandName, Door, Input } from './types'

/** Two lists that say the same on a screen are one: an answer to something else draws nothing anew. */
const asShown = (list: readonly Pick<Unconfirmed<CommandName>, 'key' | 'refusal'>[]): string =>
  list.map(({ key, refusal }) => key + (refusal?.code ?? '')).join()

/** The hooks for the commands of one door. */
export function commandHooks<D extends Door>(commands: Commands<D>) {
  return {
    /** A command's button state, which is the client's: a command resumed after a restart is pending here too. */
    useCommand<A extends CommandAt<D>>(action: A) {
      const isPending = useSyncExternalStore(line.subscribe, () => commands.isInFlight(action))
      return { isPending, perform: (input: Input<A>) => commands.perform(action, input) }
    },
    /** What the cloud has not confirmed of an action, an earlier start's included; a late refusal stays until dismissed. */
    usePending<A extends CommandAt<D>>(action: A): readonly Unconfirmed<A>[] {
      const [list, setList] = useState(() => commands.unconfirmed(action))
      useEffect(() => {
        const look = () => {
          const now = commands.unconfirmed(action)
          setList((before) => (asShown(before) === asShown(now) ? before : now))
        }
        look()
        return line.subscribe(look)
      }, [action])
      return list
    },
  }
}
