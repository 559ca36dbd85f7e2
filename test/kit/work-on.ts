import { modules } from '../../cloudfunctions/modules'
import { type Command, type Work, workOf } from '../../cloudfunctions/platform/context'
import { guardStore } from '../../cloudfunctions/platform/guarded-store'
import { registryOf } from '../../cloudfunctions/platform/module'
import type { Programme } from './programme'

/** What a handler of this programme would be given: for what no action asks for yet. */
export function workOn(programme: Programme): Work {
  const guard = { timeLeftMs: () => 20_000, sleep: programme.ports.sleep, random: programme.ports.random }
  const store = guardStore(programme.store, guard)
  return workOf(programme.ports, registryOf(modules), store, guard.timeLeftMs)
}

/** A command as `serve` would hand it over. */
export function commandOn(programme: Programme, key: string, input = ''): Command {
  return { key, inputHash: input, madeAtMs: programme.nowMs }
}
