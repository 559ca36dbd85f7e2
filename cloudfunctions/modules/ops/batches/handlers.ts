import { shownMoment } from '../../../kernel/business-date'
import { Refusal, refuse } from '../../../kernel/refusal'
import { settingsOf, type Work } from '../../../platform/context'
import { DEFAULT_PAGE_SIZE } from '../../../platform/fields'
import { Busy, ensureDocument, untilSettled } from '../../../platform/guarded-store'
import { runJob } from '../../../platform/jobs'
import type { ContextOf, Handlers } from '../../../platform/module'
import { decodeCursor } from '../../../platform/store'
import { couponTemplate } from '../../coupons'
import { expiresOn, ledgerSettings } from '../../ledger'
import { members } from '../../members'
import type { contract } from '../contract'
import { requestIdOf } from '../requests/ask'
import { strangersAmong } from './audience'
import { batchJob } from './batch-job'
import { type Batch, batchExceptions, batches, type Sum } from './store'

/** A slice takes a second or two; the answer must not wait for one that has no time left. */
const STOP_BELOW_MS = 8_000
const MOST_SLICES = 100

/** As many slices as there is time for; the timer does the rest. What is left undone is no failure of the command. */
async function begin(work: Work): Promise<void> {
  try {
    for (let slice = 0; slice < MOST_SLICES && work.timeLeftMs() > STOP_BELOW_MS; slice += 1) {
      const outcome = await runJob(work, batchJob, 'now')
      if (typeof outcome === 'string' || outcome.isFinished) return
    }
  } catch (error) {
    if (!(error instanceof Busy)) throw error
  }
}

const NONE = { members: 0, points: 0 }

type GrantContext = ContextOf<(typeof contract)['ops.grant']>
type GrantInput = Parameters<Handlers<typeof contract>['ops.grant']>[1]

/** What each member gets: so many points, or one coupon of a template as it is in force. */
async function eachOf(
  work: Work,
  input: GrantInput,
): Promise<Pick<Batch, 'points' | 'coupon'> | Refusal<'no_such_template'>> {
  if (input.kind === 'points') return { points: input.points, coupon: null }
  const template = await couponTemplate(work, input.id)
  if (!template) return refuse('no_such_template')
  const { templateId, version, body } = template
  return { points: 1, coupon: { templateId, version, title: body.title } }
}

interface Audience {
  readonly ids: readonly string[] | null
  readonly expected: number
}

async function writeBatch(
  context: GrantContext,
  input: GrantInput,
  each: Pick<Batch, 'points' | 'coupon'>,
  { ids, expected }: Audience,
) {
  const { pointExpiry } = await settingsOf(context, ledgerSettings)
  const { kind, reason, operator } = input
  const batch: Batch = {
    _id: requestIdOf(context.command),
    schema: 1,
    kind,
    ...each,
    memberIds: ids,
    expected,
    reason,
    operator,
    atMs: context.nowMs,
    expiresOn: expiresOn(context.today, pointExpiry),
    inputHash: context.command.inputHash,
    state: 'granting',
    position: null,
    version: 0,
    granted: NONE,
    skipped: 0,
    takenBack: NONE,
    kept: NONE,
    undoKey: null,
    undo: null,
    openSinceMs: context.nowMs,
  }
  const there = await ensureDocument(context, batches, batch)
  if (!there) throw new Error(`batch ${batch._id} could not be written`)
  return there
}

/** So many points or coupons, as they are told apart. */
const amountOf = ({ kind }: Pick<Batch, 'kind'>, amount: number) =>
  kind === 'points' ? { points: amount, coupons: 0 } : { points: 0, coupons: amount }

const sumOf = (batch: Pick<Batch, 'kind'>, { members: count, points }: Sum) => ({
  members: count,
  ...amountOf(batch, points),
})

const shownGrant = (batch: Batch) => ({
  batchId: batch._id,
  members: batch.expected,
  ...amountOf(batch, batch.expected * batch.points),
})

type Undo = ContextOf<(typeof contract)['ops.undo-grant']>
type UndoRefused = 'no_such_batch' | 'already_undone' | 'key_reused_with_other_input'

/** Turns a batch round, whether or not it was at its end. */
async function turnRound(
  context: Undo,
  input: { batchId: string; operator: string; reason: string },
): Promise<Batch | Refusal<UndoRefused>> {
  const { key, inputHash } = context.command
  return untilSettled<Batch | Refusal<UndoRefused>>(context, async () => {
    const elsewhere = await context.store.find(batches, { index: 'byUndo', equals: { undoKey: key }, limit: 1 })
    const batch = elsewhere.items[0] ?? (await context.store.get(batches, input.batchId))
    if (!batch) return { value: refuse('no_such_batch') }
    if (batch.undo && batch.undoKey === key)
      return { value: batch.undo.inputHash === inputHash ? batch : refuse('key_reused_with_other_input') }
    // guard: undone-once
    if (batch.undo) return { value: refuse('already_undone') }
    const { operator, reason } = input
    const set = {
      state: 'undoing',
      undoKey: key,
      undo: { inputHash, operator, reason, atMs: context.nowMs },
      position: null,
      // Counted anew: a slice may be giving points at this very moment.
      granted: NONE,
      version: batch.version + 1,
      openSinceMs: context.nowMs,
    } as const
    const isTurned = await context.store.update(batches, { _id: batch._id, version: batch.version }, { set })
    return isTurned ? { value: { ...batch, ...set } } : 'again'
  })
}

export const batchHandlers: Pick<Handlers<typeof contract>, 'ops.grant' | 'ops.undo-grant' | 'ops.batch'> = {
  'ops.grant': async (context, input) => {
    const before = await context.store.get(batches, requestIdOf(context.command))
    if (before && before.inputHash !== context.command.inputHash) return refuse('key_reused_with_other_input')
    if (before) return shownGrant(before)
    const { audience, dryRun = false } = input
    const each = await eachOf(context, input)
    if (each instanceof Refusal) return each
    const ids = 'memberIds' in audience ? [...new Set(audience.memberIds)] : null
    const strangers = ids ? await strangersAmong(context, ids) : []
    if (strangers.length > 0) return refuse('no_such_member', { missing: strangers.length, first: strangers[0] ?? '' })
    const expected = ids ? ids.length : await context.store.count(members, {})
    if (dryRun) return { batchId: null, members: expected, ...amountOf(input, expected * each.points) }
    const batch = await writeBatch(context, input, each, { ids, expected })
    if (batch.inputHash !== context.command.inputHash) return refuse('key_reused_with_other_input')
    await begin(context)
    return shownGrant(batch)
  },

  'ops.undo-grant': async (context, input) => {
    const batch = await turnRound(context, input)
    if (batch instanceof Refusal) return batch
    if (batch.state === 'undoing') await begin(context)
    return { batchId: batch._id }
  },

  'ops.batch': async (context, { batchId, cursor }) => {
    if (cursor !== undefined && !decodeCursor(cursor)) return refuse('invalid_input', { path: 'input.cursor' })
    const batch = await context.store.get(batches, batchId)
    if (!batch) return refuse('no_such_batch')
    const page = await context.store.find(batchExceptions, {
      index: 'byBatch',
      equals: { batch: batchId },
      limit: DEFAULT_PAGE_SIZE,
      ...(cursor === undefined ? {} : { cursor }),
    })
    const { kind, state, points, coupon, expected, reason, operator, atMs, skipped, undo } = batch
    return {
      batchId,
      kind,
      state,
      points: kind === 'points' ? points : 0,
      coupon: coupon?.title ?? null,
      members: expected,
      reason,
      operator,
      at: shownMoment(atMs),
      granted: sumOf(batch, batch.granted),
      skipped,
      takenBack: sumOf(batch, batch.takenBack),
      kept: sumOf(batch, batch.kept),
      undo: undo && { reason: undo.reason, operator: undo.operator, at: shownMoment(undo.atMs) },
      exceptions: page.items.map(({ member, what, why, points: left }) => ({
        memberId: member,
        what,
        why,
        ...amountOf(batch, left),
      })),
      next: page.next,
    }
  },
}
