import { sha256 } from '../../cloudfunctions/kernel/digest'
import { Refusal } from '../../cloudfunctions/kernel/refusal'
import { modules } from '../../cloudfunctions/modules'
import { changeAccount } from '../../cloudfunctions/modules/ledger'
import { redemption } from '../../cloudfunctions/modules/ledger/domain/posting'
import { type Work, workOf } from '../../cloudfunctions/platform/context'
import { guardStore } from '../../cloudfunctions/platform/guarded-store'
import { registryOf } from '../../cloudfunctions/platform/module'
import type { Programme } from './programme'

/** Work as a door begins it, for asking a module's own functions. */
export function workIn({ ports }: Programme): Work {
  const timeLeftMs = () => ports.timeLimitMs
  const store = guardStore(ports.store, { timeLeftMs, sleep: ports.sleep, random: ports.random })
  return workOf(ports, registryOf(modules), store, timeLeftMs)
}

/** Spends a member's points through the ledger; answers the code of the refusal, or `spent`. */
export async function spend(programme: Programme, memberId: string, points: number, key: string): Promise<string> {
  const line = await changeAccount(workIn(programme), memberId, {
    command: { key: sha256(key), inputHash: sha256(String(points)), madeAtMs: null },
    decide(account) {
      const cause = { op: `test|${key}`, ref: { kind: 'adjustment', id: key }, trace: { reason: '试' } }
      const posting = redemption(cause, account, points)
      return posting instanceof Refusal ? posting : { posting }
    },
    reply: () => 'spent',
  })
  return line instanceof Refusal ? line.code : line
}
