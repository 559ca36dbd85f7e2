import { type Refusal, refuse } from '../../../kernel/refusal'
import { nameOf, type Work } from '../../../platform/context'
import { ensureDocument, untilSettled } from '../../../platform/guarded-store'
import type { ContextOf } from '../../../platform/module'
import { orderOf } from '../orders/order-id'
import { type RewardUnit, rewardUnits } from '../orders/store'
import { asOrder } from '../orders/take-step'
import type { codeContract } from './contract'
import { openCode } from './sealed-code'
import { type CodeReveal, codeReveals } from './store'

/** The code in clear. Throws where a hand has changed it: then nobody can read it, and somebody must look. */
function inClear(work: Work, unit: RewardUnit) {
  const code = openCode(work.secrets, unit.sealed)
  if (code === null) throw new Error(`the code of ${unit.orderId} cannot be opened`)
  return { orderId: unit.orderId, title: asOrder(unit).order.title, code }
}

type RevealContext = ContextOf<(typeof codeContract)['rewards.reveal']>
type Revealed = ReturnType<typeof inClear>
type NotRevealed = Refusal<'no_such_order' | 'no_code' | 'already_shown' | 'key_reused_with_other_input'>

/** The order whose code this very command was shown. */
async function shownTo(work: Work, key: string): Promise<RewardUnit | null> {
  const page = await work.store.find(rewardUnits, { index: 'byKeys', equals: { keys: key }, limit: 1 })
  return page.items[0] ?? null
}

/** Shows a member their code, once: that it is shown is written down before it is. */
export async function reveal(context: RevealContext, orderId: string): Promise<Revealed | NotRevealed> {
  const { key, inputHash } = context.command
  const { memberId } = context.caller
  return untilSettled<Revealed | NotRevealed>(context, async () => {
    const [keyed, unit] = await Promise.all([shownTo(context, key), orderOf(context, orderId)])
    const before = keyed ?? (unit?.shown?.key === key ? unit : null)
    if (before?.shown)
      return {
        value: before.shown.inputHash === inputHash ? inClear(context, before) : refuse('key_reused_with_other_input'),
      }
    // guard: own-code
    if (unit?.owner !== memberId) return { value: refuse('no_such_order') }
    if (unit.sealed === '') return { value: refuse('no_code') }
    // guard: shown-once
    if (unit.shown) return { value: refuse('already_shown', { atMs: unit.shown.atMs }) }
    const set = {
      shown: { key, inputHash, atMs: context.nowMs },
      keys: [...unit.keys, key],
      version: unit.version + 1,
    }
    // guard: shown-version
    const isWritten = await context.store.update(rewardUnits, { _id: unit._id, version: unit.version }, { set })
    return isWritten ? { value: inClear(context, unit) } : 'again'
  })
}

type OpsContext = ContextOf<(typeof codeContract)['ops.reveal-code']>

interface RevealAsked {
  readonly orderId: string
  readonly reason: string
  readonly operator: string
}

const ID_DIGITS = 32

/** Writes down who wants to see a code, the first time. */
async function writeDown(
  context: OpsContext,
  unit: RewardUnit,
  { reason, operator }: RevealAsked,
): Promise<CodeReveal> {
  const { key, inputHash } = context.command
  const written: CodeReveal = {
    _id: key.slice(0, ID_DIGITS),
    schema: 1,
    order: unit.orderId,
    member: unit.owner,
    reason,
    operator,
    caller: nameOf(context.caller),
    atMs: context.nowMs,
    inputHash,
  }
  return (await ensureDocument(context, codeReveals, written)) ?? written
}

/** A code in clear for an operator. Nobody sees one without a record of it. */
export async function revealForOperator(
  context: OpsContext,
  asked: RevealAsked,
): Promise<
  (Revealed & { readonly memberId: string }) | Refusal<'no_such_order' | 'no_code' | 'key_reused_with_other_input'>
> {
  const unit = await orderOf(context, asked.orderId)
  if (!unit) return refuse('no_such_order')
  if (unit.sealed === '') return refuse('no_code')
  const written = await writeDown(context, unit, asked)
  if (written.inputHash !== context.command.inputHash) return refuse('key_reused_with_other_input')
  return { ...inClear(context, unit), memberId: unit.owner }
}
