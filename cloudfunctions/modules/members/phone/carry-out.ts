import type { Work } from '../../../platform/context'
import { ensureDocument, untilSettled } from '../../../platform/guarded-store'
import type { Operation } from '../../../platform/operation'
import { type Member, members } from '../store'
import { type PhoneBinding, type PhoneClaim, phoneBindings, phones } from './store'

/** Whether a claim still holds. The binding is read first: once it is closed, its member has the number or never will. */
async function isHeld(work: Work, claim: PhoneClaim): Promise<boolean> {
  const binding = await work.store.get(phoneBindings, claim.by)
  if (binding && binding.openSinceMs !== null) return true
  const holder = await work.store.get(members, claim.member)
  return holder?.phone?.hash === claim._id
}

/** Whether the number may be taken from whoever claimed it: from oneself, from who gives it up, or where none has it. */
async function isFree(work: Work, there: PhoneClaim, { member, from }: PhoneBinding): Promise<boolean> {
  if (there.member === member) return true
  if (there.member !== from) return !(await isHeld(work, there))
  // What they have begun for it is finished first: it would take the number back.
  if (await work.store.get(phoneBindings, there.by)) await carryOutBinding(work, there.by)
  return true
}

async function claim(work: Work, binding: PhoneBinding): Promise<'claimed' | 'held' | 'again'> {
  const { _id: by, member, number } = binding
  const wanted: PhoneClaim = { _id: number.hash, schema: 1, member, by }
  const there = await ensureDocument(work, phones, wanted)
  if (!there) throw new Error(`a number of ${by} could not be claimed`)
  if (there.by === by) return 'claimed'
  // guard: number-held
  if (!(await isFree(work, there, binding))) return 'held'
  // guard: number-claimed-once
  const isTaken = await work.store.update(phones, { _id: number.hash, by: there.by }, { set: { member, by } })
  return isTaken ? 'claimed' : 'again'
}

/** Takes the number from who gives it up, as long as the binding wants it. */
async function giveUp(work: Work, { _id, from, number }: PhoneBinding): Promise<void> {
  if (from === null) return
  await untilSettled(work, async () => {
    const member = await work.store.get(members, from)
    if (member?.phone?.hash !== number.hash) return { value: null }
    // Read after the member: once it is closed, they may have the number back by another.
    // guard: given-up-once
    if ((await work.store.get(phoneBindings, _id))?.state !== 'open') return { value: null }
    return (await withoutPhone(work, member)) ? { value: null } : 'again'
  })
}

/** One update on the version that was read. */
export async function withoutPhone(work: Work, { _id, version }: Member): Promise<boolean> {
  // guard: phone-given-up
  return work.store.update(members, { _id, version }, { set: { phone: null, phoneTail: null, version: version + 1 } })
}

async function close(work: Work, id: string, state: 'bound' | 'taken'): Promise<void> {
  await work.store.update(phoneBindings, { _id: id }, { set: { state, openSinceMs: null } })
}

/** Gives the member the claimed number, by one update on the version that was read. */
async function moveIn(work: Work, binding: PhoneBinding): Promise<'bound' | 'failing' | 'again'> {
  const { _id: by, atMs, number } = binding
  const member = await work.store.get(members, binding.member)
  if (!member) return 'failing'
  // Bound to another number since: then this one was theirs for no time.
  // guard: newer-number-stays
  if (member.phone && (member.phone.by === by || member.phone.atMs > atMs)) return 'bound'
  // Read after the member: whoever shut this binding out did so before raising the member's version.
  const now = await work.store.get(phoneBindings, by)
  // guard: binding-open
  if (now?.state !== 'open') return 'again'
  // The one that is replaced is closed first: gone on with later, it would put its number back.
  if (member.phone) await close(work, member.phone.by, 'bound')
  const phone = { hash: number.hash, sealed: number.sealed, by, atMs }
  const set = { phone, phoneTail: number.tail, version: member.version + 1 }
  // guard: phone-version
  const isMoved = await work.store.update(members, { _id: member._id, version: member.version }, { set })
  return isMoved ? 'bound' : 'again'
}

/** After this, nothing that was begun for the binding can still give the number to its member. */
async function shutOut(work: Work, { _id, member: id }: PhoneBinding): Promise<'bound' | 'taken' | 'again'> {
  const member = await work.store.get(members, id)
  if (!member) return 'taken'
  if (member.phone?.by === _id) return 'bound'
  const where = { _id: id, version: member.version }
  // guard: taken-behind-a-fence
  return (await work.store.update(members, where, { set: { version: member.version + 1 } })) ? 'taken' : 'again'
}

async function nextStep(work: Work, binding: PhoneBinding): Promise<'bound' | 'failing' | 'taken' | 'again'> {
  if (binding.state === 'failing') return shutOut(work, binding)
  const claimed = await claim(work, binding)
  if (claimed !== 'claimed') return claimed === 'held' ? 'failing' : 'again'
  await giveUp(work, binding)
  return moveIn(work, binding)
}

/** Carries a binding to its end and answers it as it then is. That another has the number is final only behind a fence. */
export async function carryOutBinding(work: Work, id: string): Promise<PhoneBinding> {
  return untilSettled(work, async () => {
    const binding = await work.store.get(phoneBindings, id)
    if (!binding) throw new Error(`phone binding ${id} is gone`)
    if (binding.openSinceMs === null) return { value: binding }
    const state = await nextStep(work, binding)
    if (state === 'again') return 'again'
    const set = { state, openSinceMs: state === 'failing' ? binding.openSinceMs : null }
    const isWritten = await work.store.update(phoneBindings, { _id: id, state: binding.state }, { set })
    return isWritten && state !== 'failing' ? { value: { ...binding, ...set } } : 'again'
  })
}

/** Finishes bindings whose function ended before they were bound or refused. */
export const bindingOperation: Operation<PhoneBinding> = {
  name: 'members-finish-phones',
  collection: phoneBindings,
  async steps(work, binding) {
    await carryOutBinding(work, binding._id)
  },
}
