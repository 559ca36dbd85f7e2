import { Refusal, refuse } from '../../../kernel/refusal'
import { isCodeOfSlot, thingOfCode } from '../../../kernel/typed-code'
import type { Work } from '../../../platform/context'
import { untilSettled } from '../../../platform/guarded-store'
import type { ContextOf } from '../../../platform/module'
import { carryOut, type Operation } from '../../../platform/operation'
import type { contract } from '../contract'
import { employ, staffAfter } from '../people/employ'
import { rolesOf } from '../people/person'
import { storesNamed } from '../stores/stores'
import { INVITATION_SLOT } from './invite'
import { type Acceptance, type Accepted, type Invitation, invitations } from './store'

type AcceptContext = ContextOf<(typeof contract)['staff.accept']>
type AcceptedInvitation = Invitation & { readonly acceptance: Acceptance }
type Refused = Refusal<'invitation_expired' | 'key_reused_with_other_input'>

/** Accepting touches two documents: the invitation is the intent, the document in `staff` follows from it. */
export const acceptOperation: Operation<Invitation> = {
  name: 'staff-finish-invitations',
  collection: invitations,
  async steps(work, invitation) {
    const { acceptance } = invitation
    if (!acceptance) throw new Error(`invitation ${invitation._id} is open, but nobody accepted it`)
    await employ(work, { ...acceptance, invitation })
  },
}

/** The invitation that this very command has accepted before. */
async function acceptedBy(work: Work, key: string): Promise<Invitation | null> {
  const page = await work.store.find(invitations, { index: 'byAcceptance', equals: { acceptanceKey: key }, limit: 1 })
  return page.items[0] ?? null
}

/** The invitation of a code that may still be accepted. */
async function openInvitation(work: Work, code: string): Promise<Invitation | null> {
  const number = thingOfCode(code)
  // guard: invitation-code
  if (number === null || !isCodeOfSlot(work.secrets.key('staff-invitation'), code, INVITATION_SLOT)) return null
  return work.store.get(invitations, number)
}

/** What somebody will be once an invitation is carried out, as they are answered. */
async function answerFor(work: Work, invitation: Invitation, openid: string): Promise<Accepted | null> {
  const after = await staffAfter(work, openid, invitation)
  const stores = await storesNamed(work, after.stores)
  const isThere = invitation.storeId === null || stores.some(({ storeId }) => storeId === invitation.storeId)
  return isThere ? { stores, roles: rolesOf(after) } : null
}

/** Accepts an invitation, once: the update from open is the race's decision. */
export async function accept(
  context: AcceptContext,
  { code, name }: { readonly code: string; readonly name?: string | undefined },
): Promise<Accepted | Refused> {
  const { key, inputHash } = context.command
  const { openid } = context.caller
  const accepted = await untilSettled<AcceptedInvitation | Refused>(context, async () => {
    const before = (await acceptedBy(context, key)) ?? (await openInvitation(context, code))
    if (before?.acceptance && before.acceptanceKey === key) {
      const isSame = before.acceptance.inputHash === inputHash
      return { value: isSame ? { ...before, acceptance: before.acceptance } : refuse('key_reused_with_other_input') }
    }
    // guard: accepted-in-time
    if (!before || before.expiresAtMs <= context.nowMs) return { value: refuse('invitation_expired') }
    // guard: accepted-once
    if (before.acceptance) return { value: refuse('invitation_expired') }
    const answer = await answerFor(context, before, openid)
    if (!answer) return { value: refuse('invitation_expired') }
    const acceptance: Acceptance = { openid, name: name ?? null, inputHash, atMs: context.nowMs, answer }
    const set = { acceptance, acceptanceKey: key, openSinceMs: context.nowMs }
    // guard: acceptance-race
    const isOurs = await context.store.update(invitations, { _id: before._id, acceptanceKey: null }, { set })
    return isOurs ? { value: { ...before, ...set } } : 'again'
  })
  if (accepted instanceof Refusal) return accepted
  await carryOut(context, acceptOperation, accepted)
  return accepted.acceptance.answer
}
