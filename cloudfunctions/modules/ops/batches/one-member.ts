import { businessDateOf } from '../../../kernel/business-date'
import { sha256 } from '../../../kernel/digest'
import { Refusal, refuse } from '../../../kernel/refusal'
import type { Command, Work } from '../../../platform/context'
import { ensureDocument } from '../../../platform/guarded-store'
import { accountOf, accrual, changeAccount, fence, type Line, recordedLine, reversal } from '../../ledger'
import { createdLots } from '../domain/created-lots'
import { type Batch, type BatchException, batchExceptions, exceptionIdOf } from './store'

/** What became of one member: nothing is counted twice, since every repetition finds the same. */
export interface Outcome {
  readonly granted: number
  readonly takenBack: number
  readonly kept: number
  readonly skipped: number
}

export const NOTHING: Outcome = { granted: 0, takenBack: 0, kept: 0, skipped: 0 }

function commandOf({ _id, atMs }: Batch, member: string, what: 'grant' | 'undo'): Command {
  const key = sha256(`${what}|${_id}|${member}`)
  // The batch was written before any of its entries: by the server's own clock.
  return { key, inputHash: key, madeAtMs: atMs }
}

/** Writes down what could not be done of a member, once: the first word stands. */
export async function except(
  work: Work,
  batch: Batch,
  member: string,
  exception: Pick<BatchException, 'what' | 'points' | 'why'>,
): Promise<BatchException> {
  const _id = exceptionIdOf(batch, exception.what, member)
  const written: BatchException = { _id, schema: 1, batch: batch._id, member, ...exception }
  const there = await ensureDocument(work, batchExceptions, written)
  if (!there) throw new Error(`exception ${_id} could not be written`)
  return there
}

/** Gives one member the batch's points, once. Who cannot have them is written down, and does not get them later. */
export async function grantOne(
  work: Work,
  batch: Batch,
  member: string,
  known: BatchException | undefined,
): Promise<Outcome> {
  const skipped = { ...NOTHING, skipped: 1 }
  const granted = { ...NOTHING, granted: batch.points }
  if (known) return skipped
  const command = commandOf(batch, member, 'grant')
  const line = await changeAccount<Line, never>(work, member, {
    command,
    decide(account) {
      const cause = {
        op: `gr|${batch._id}|${member}`,
        ref: { kind: 'grant', id: batch._id },
        trace: { reason: batch.reason },
      }
      const { points, atMs, expiresOn } = batch
      return { posting: accrual(cause, account, { points, on: businessDateOf(atMs), expiresOn }) }
    },
    reply: (posted) => posted,
  })
  if (!(line instanceof Refusal)) return granted
  if (await fence(work, member, command)) return granted
  const why = line.code === 'not_a_member' ? 'not_a_member' : 'account_frozen'
  await except(work, batch, member, { what: 'not_granted', points: batch.points, why })
  return skipped
}

/** Takes back from one member what is still there of the lots that the batch created; the rest is written down. */
export async function undoOne(
  work: Work,
  batch: Batch,
  member: string,
  known: BatchException | undefined,
): Promise<Outcome> {
  const { points, undo } = batch
  const keeping = (kept: number): Outcome => ({ ...NOTHING, granted: points, takenBack: points - kept, kept })
  if (known) return keeping(known.points)
  if (!undo) throw new Error(`batch ${batch._id} is undone by nobody`)
  const account = await accountOf(work, member)
  const given = account && (await recordedLine(work, account, commandOf(batch, member, 'grant')))
  if (!given) return NOTHING
  const { lots, moved } = given.entry
  const made = createdLots(lots, { points: points - moved, expiresOn: batch.expiresOn })
  const command = commandOf(batch, member, 'undo')
  const line = await changeAccount<Line, 'all_gone'>(work, member, {
    command,
    decide(now) {
      const cause = {
        op: `gr|${batch._id}|${member}|void`,
        ref: { kind: 'grant_undone', id: batch._id },
        trace: { reason: undo.reason },
      }
      const posting = reversal(cause, now, { lots: made, holds: [] })
      return posting ? { posting } : refuse('all_gone')
    },
    reply: (posted) => posted,
  })
  const isStopped = line instanceof Refusal && line.code === 'account_frozen'
  const late = isStopped ? await fence(work, member, command) : null
  const taken = line instanceof Refusal ? late : line
  const kept = points + (taken?.entry.points ?? 0)
  if (kept === 0) return keeping(0)
  const why = isStopped ? 'account_frozen' : 'spent_or_ended'
  return keeping((await except(work, batch, member, { what: 'not_taken_back', points: kept, why })).points)
}
