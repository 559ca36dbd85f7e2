import { type Refusal, refuse } from '../../../../kernel/refusal'
import type { Work } from '../../../../platform/context'
import { untilSettled } from '../../../../platform/guarded-store'
import type { ContextOf } from '../../../../platform/module'
import { accountOf, canBeChanged } from '../../../ledger'
import type { contract } from '../../contract'
import { carryOutMerge } from './carry-out'
import { type Merge, merges, type Side } from './store'

type UndoContext = ContextOf<(typeof contract)['ops.undo-merge']>
type Turned =
  | Merge
  | Refusal<'no_such_merge' | 'already_undone' | 'account_frozen' | 'busy' | 'key_reused_with_other_input'>

/** The merge that this very command undoes. */
async function turnedBy(work: Work, undoKey: string): Promise<Merge | null> {
  const page = await work.store.find(merges, { index: 'byUndo', equals: { undoKey }, limit: 1 })
  return page.items[0] ?? null
}

/** Whether points may be taken from an account, which a frozen one does not allow. */
async function mayGive(work: Work, { member, account: id }: Side): Promise<boolean> {
  const account = await accountOf(work, member)
  return account?._id === id && account.status !== 'frozen' && canBeChanged(work, account)
}

/** Begins to undo a merge, once it has come to its end. */
export async function turnBack(context: UndoContext, asked: { mergeId: string; operator: string }): Promise<Turned> {
  const { key, inputHash } = context.command
  return untilSettled<Turned>(context, async () => {
    const merge = (await turnedBy(context, key)) ?? (await context.store.get(merges, asked.mergeId))
    if (!merge) return { value: refuse('no_such_merge') }
    if (merge.undo && merge.undoKey === key)
      return { value: merge.undo.inputHash === inputHash ? merge : refuse('key_reused_with_other_input') }
    // guard: merge-undone-once
    if (merge.undo) return { value: refuse('already_undone') }
    if (merge.state === 'merging')
      return (await carryOutMerge(context, merge._id)) === 'waits' ? { value: refuse('busy') } : 'again'
    if (!(await mayGive(context, merge.into)))
      return { value: refuse('account_frozen', { memberId: merge.into.member }) }
    const undo = { inputHash, operator: asked.operator, atMs: context.nowMs }
    const set = { state: 'undoing', undoKey: key, undo, openSinceMs: context.nowMs } as const
    // guard: merge-turned-once
    const isTurned = await context.store.update(merges, { _id: merge._id, state: 'merged' }, { set })
    return isTurned ? { value: { ...merge, ...set } } : 'again'
  })
}
