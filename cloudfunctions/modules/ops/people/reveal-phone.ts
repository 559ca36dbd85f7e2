import { type Refusal, refuse } from '../../../kernel/refusal'
import { nameOf } from '../../../platform/context'
import { ensureDocument } from '../../../platform/guarded-store'
import type { ContextOf } from '../../../platform/module'
import { members, openNumber } from '../../members'
import type { contract } from '../contract'
import { requestIdOf } from '../requests/ask'
import { type Reveal, reveals } from './store'

type RevealContext = ContextOf<(typeof contract)['ops.reveal-phone']>

/** Writes down who wants to see a number, the first time. */
async function writeDown(
  context: RevealContext,
  { memberId, reason, operator }: { memberId: string; reason: string; operator: string },
): Promise<Reveal | Refusal<'no_such_member' | 'no_phone'>> {
  const member = await context.store.get(members, memberId)
  if (!member) return refuse('no_such_member')
  if (!member.phone) return refuse('no_phone')
  const reveal: Reveal = {
    _id: requestIdOf(context.command),
    schema: 1,
    member: memberId,
    sealed: member.phone.sealed,
    reason,
    operator,
    caller: nameOf(context.caller),
    atMs: context.nowMs,
    inputHash: context.command.inputHash,
  }
  return (await ensureDocument(context, reveals, reveal)) ?? reveal
}

/** A number in clear. Nobody sees one without a record of it. */
export async function revealPhone(
  context: RevealContext,
  input: { memberId: string; reason: string; operator: string },
): Promise<
  { memberId: string; phone: string } | Refusal<'no_such_member' | 'no_phone' | 'key_reused_with_other_input'>
> {
  const before = await context.store.get(reveals, requestIdOf(context.command))
  const written = before ?? (await writeDown(context, input))
  if (!('sealed' in written)) return written
  if (written.inputHash !== context.command.inputHash) return refuse('key_reused_with_other_input')
  const phone = openNumber(context.secrets, written)
  return phone === null ? refuse('no_phone') : { memberId: written.member, phone }
}
