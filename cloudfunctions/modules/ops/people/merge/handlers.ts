import { Refusal, refuse } from '../../../../kernel/refusal'
import type { Work } from '../../../../platform/context'
import { ensureDocument } from '../../../../platform/guarded-store'
import type { ContextOf, Handlers } from '../../../../platform/module'
import { missingOf, sumOf } from '../../../ledger'
import { mergeRooms } from '../../../members'
import type { contract } from '../../contract'
import { requestIdOf } from '../../requests/ask'
import { carryOutMerge } from './carry-out'
import { type MergePlan, planMerge } from './plan'
import { type Gone, type Merge, merges } from './store'
import { turnBack } from './turn-back'

type MergeContext = ContextOf<(typeof contract)['ops.merge-members']>

function shown(work: Work, { lots, holds, debt, phone, coupons, rooms }: Gone) {
  const merging = work.registry.all(mergeRooms).filter(({ room }) => rooms[room] !== undefined)
  return {
    available: sumOf(lots),
    pending: sumOf(holds),
    debt,
    lots: lots.map(({ points, expiresOn, cohort }) => ({ points, expiresOn, cohort })),
    holds: holds.map(({ points, vestsOn, expiresOn, cohort }) => ({ points, vestsOn, expiresOn, cohort })),
    phone,
    coupons,
    rooms: merging.map(({ room, text }) => text(rooms[room] ?? null)),
  }
}

async function writeMerge(
  context: MergeContext,
  { from, into, phone }: MergePlan,
  { reason, operator }: { reason: string; operator: string },
): Promise<Merge> {
  const merge: Merge = {
    _id: requestIdOf(context.command),
    schema: 1,
    from,
    into,
    phone,
    reason,
    operator,
    atMs: context.nowMs,
    inputHash: context.command.inputHash,
    state: 'merging',
    moved: null,
    undoKey: null,
    undo: null,
    returned: null,
    openSinceMs: context.nowMs,
  }
  return (await ensureDocument(context, merges, merge)) ?? merge
}

/** The answer to who merged: the same for the first call and every repetition, whatever was undone since. */
async function answerMerged(context: MergeContext, merge: Merge) {
  if (merge.inputHash !== context.command.inputHash) return refuse('key_reused_with_other_input')
  const done = await carryOutMerge(context, merge._id)
  if (done === 'waits' || !done.moved) return refuse('busy')
  return {
    mergeId: done._id,
    from: done.from.member,
    into: done.into.member,
    moved: shown(context, done.moved),
  }
}

export const mergeHandlers: Pick<Handlers<typeof contract>, 'ops.merge-members' | 'ops.undo-merge'> = {
  'ops.merge-members': async (context, input) => {
    const before = await context.store.get(merges, requestIdOf(context.command))
    if (before) return answerMerged(context, before)
    const plan = await planMerge(context, input)
    if (plan instanceof Refusal) return plan
    const { from, into, moves } = plan
    if (input.dryRun) return { mergeId: null, from: from.member, into: into.member, moved: shown(context, moves) }
    return answerMerged(context, await writeMerge(context, plan, input))
  },

  'ops.undo-merge': async (context, input) => {
    const turned = await turnBack(context, input)
    if (turned instanceof Refusal) return turned
    const done = await carryOutMerge(context, turned._id)
    if (done === 'waits' || !done.moved || !done.returned) return refuse('busy')
    const kept = missingOf(done.moved, done.returned)
    return {
      mergeId: done._id,
      returned: shown(context, done.returned),
      kept: {
        points: sumOf(kept.lots),
        lots: kept.lots.map(({ points, expiresOn, cohort }) => ({ points, expiresOn, cohort })),
        debt: kept.debt,
        coupons: done.moved.coupons - done.returned.coupons,
      },
    }
  },
}
