import { Refusal } from '../../cloudfunctions/kernel/refusal'
import { eventIdOf } from '../../cloudfunctions/modules/ledger/events/event'
import { Busy } from '../../cloudfunctions/platform/guarded-store'
import { joined, type Programme } from './programme'

/** Asks again while the answer is "busy", as a client does with its key. */
export async function settled<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    try {
      const outcome = await work()
      if (!(outcome instanceof Refusal && outcome.code === 'busy')) return outcome
    } catch (error) {
      if (!(error instanceof Busy)) throw error
    }
  }
  throw new Error('never settled')
}

/** So many who have joined, however often the store failed while they did. */
export async function withMembers(count: number, programme: Programme) {
  const members: string[] = []
  for (let number = 0; number < count; number += 1) {
    const reply = await settled(() => joined(programme, `o-${number}m`).catch(() => new Refusal('busy')))
    if (!(reply instanceof Refusal)) members.push(reply.memberId)
  }
  return members
}

/** An order worth so many points, of a budget or not. */
export const awardEvent = (member: string, sourceId: string, points: number, budget?: string) => ({
  id: eventIdOf('order', sourceId),
  member,
  ref: { kind: 'joined', id: 'test' },
  trace: {},
  decision: {
    kind: 'award' as const,
    points,
    on: '2026-03-10',
    expiresOn: '2027-12-31',
    ...(budget ? { budget: { id: budget, shards: 1 } } : {}),
  },
})
