import { Refusal, refuse } from '../../kernel/refusal'
import type { Command, Work } from '../../platform/context'
import { ensureDocument, untilSettled } from '../../platform/guarded-store'
import { accountOf, recordedLine } from './change'
import { type Account, isSound, type StatusChange } from './domain/account'
import type { Line } from './domain/journal'
import { accounts, statusChanges } from './store'

type Decided = Pick<StatusChange, 'status' | 'reason' | 'operator' | 'accepted'>

/** Whether the ledger would build upon the account: it never does on one that a hand has touched, whatever its status. */
export function canBeChanged(work: Work, account: Account): boolean {
  return isSound(account, work.secrets.key('ledger-head'))
}

/** The change of status that already answers a command. */
async function recordedChange(
  work: Work,
  account: Account,
  key: string,
): Promise<StatusChange | 'other_account' | null> {
  if (account.statusChange?.key === key) return account.statusChange
  const claimed = await work.store.get(statusChanges, key)
  if (!claimed) return null
  if (claimed.account !== account._id) return 'other_account'
  const { _id, schema, account: _, isApplied, ...change } = claimed
  return isApplied ? { key, ...change } : null
}

/**
 * Freezes or unfreezes a member's account, by one update on the version that was read. The change stands in the
 * account; before the next one takes its place it is marked as applied in its own document, so that a repetition of an
 * old command answers what it did and does not do it again.
 */
export async function changeStatus<Code extends string>(
  work: Work,
  member: string,
  wanted: {
    readonly command: Pick<Command, 'key' | 'inputHash'>
    decide(account: Account): Promise<Decided | Refusal<Code>>
  },
): Promise<StatusChange | Refusal<Code | 'not_a_member' | 'key_reused_with_other_input'>> {
  type Outcome = StatusChange | Refusal<Code | 'not_a_member' | 'key_reused_with_other_input'>
  const { key, inputHash } = wanted.command
  return untilSettled<Outcome>(work, async () => {
    const account = await accountOf(work, member)
    if (!account) return { value: refuse('not_a_member') }
    const recorded = await recordedChange(work, account, key)
    if (recorded === 'other_account' || (recorded && recorded.inputHash !== inputHash))
      return { value: refuse('key_reused_with_other_input') }
    // guard: status-recorded
    if (recorded) return { value: recorded }
    const decided = await wanted.decide(account)
    if (decided instanceof Refusal) return { value: decided }
    const { status, reason, operator, accepted } = decided
    const change: StatusChange = { key, inputHash, status, reason, operator, accepted, atMs: work.nowMs }
    const { key: _id, ...claim } = change
    const claimed = await ensureDocument(work, statusChanges, {
      _id,
      schema: 1,
      account: account._id,
      isApplied: false,
      ...claim,
    })
    if (claimed?.inputHash !== inputHash) return { value: refuse('key_reused_with_other_input') }
    if (account.statusChange)
      await work.store.update(statusChanges, { _id: account.statusChange.key }, { set: { isApplied: true } })
    // guard: status-version
    const isWritten = await work.store.update(
      accounts,
      { _id: account._id, version: account.version },
      // The moment of the first try stands: whoever asks again is told the same.
      {
        set: {
          status,
          statusChange: { ...change, atMs: claimed.atMs },
          version: account.version + 1,
          changedAtMs: work.nowMs,
        },
      },
    )
    return isWritten ? { value: { ...change, atMs: claimed.atMs } } : 'again'
  })
}

/**
 * After this, nothing that was decided about the account before can still be written. Answers the line of a command
 * that was posted after all: who then says "it was not" says the truth.
 */
export async function fence(
  work: Work,
  member: string,
  command: Pick<Command, 'key' | 'madeAtMs'>,
): Promise<Line | null> {
  return untilSettled<Line | null>(work, async () => {
    const account = await accountOf(work, member)
    if (!account) return { value: null }
    const line = await recordedLine(work, account, command)
    if (line) return { value: line }
    const where = { _id: account._id, version: account.version }
    return (await work.store.update(accounts, where, { set: { version: account.version + 1 } }))
      ? { value: null }
      : 'again'
  })
}
