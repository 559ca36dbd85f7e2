import { type Refusal, refuse } from '../../../kernel/refusal'
import type { Work } from '../../../platform/context'
import { ensureDocument } from '../../../platform/guarded-store'
import type { ContextOf } from '../../../platform/module'
import type { contract } from '../contract'
import { type Member, members } from '../store'
import { carryOutBinding } from './carry-out'
import { sealNumber } from './number'
import { type PhoneBinding, phoneBindings } from './store'

type BindContext = ContextOf<(typeof contract)['members.bind-phone']>
type Bound = PhoneBinding & { readonly of: Member }
type Refused = 'not_a_member' | 'key_reused_with_other_input' | 'phone_code_invalid' | 'phone_taken'

/** WeChat sends a mainland number as eleven digits, another with its country's. */
const NUMBER = /^\d{5,20}$/
/** The same command may be under way in another instance, which was given the number that this one was not. */
const LOOKS = 3
const BETWEEN_LOOKS_MS = 100

/** What the same command has written down before, or is about to. */
async function writtenMeanwhile(work: Work, key: string): Promise<PhoneBinding | null> {
  for (let look = 0; look < LOOKS; look += 1) {
    const found = await work.store.get(phoneBindings, key)
    if (found) return found
    await work.sleep(BETWEEN_LOOKS_MS)
  }
  return null
}

/** Asks WeChat, and writes down what it said before anything is done with it: it says so once. */
async function begin(context: BindContext, member: Member, code: string): Promise<PhoneBinding | null> {
  const { key, inputHash } = context.command
  const number = await context.wechat.phoneNumberOf(code)
  if (number === null) return writtenMeanwhile(context, key)
  // The number itself must not get into a log.
  if (!NUMBER.test(number)) throw new Error(`WeChat answered ${number.length} characters that are no phone number`)
  return ensureDocument(context, phoneBindings, {
    _id: key,
    schema: 1,
    member: member._id,
    inputHash,
    profile: member.profile,
    number: sealNumber(context.secrets, number, key),
    from: null,
    atMs: context.nowMs,
    state: 'open',
    openSinceMs: context.nowMs,
  })
}

/** Binds the number behind a code to the caller, and frees the one they had. */
export async function bindPhone(context: BindContext, code: string): Promise<Bound | Refusal<Refused>> {
  const { key, inputHash } = context.command
  const [member, known] = await Promise.all([
    context.store.get(members, context.caller.memberId),
    context.store.get(phoneBindings, key),
  ])
  if (!member) return refuse('not_a_member')
  // guard: number-written-down
  const binding = known ?? (await begin(context, member, code))
  if (!binding) return refuse('phone_code_invalid')
  if (binding.inputHash !== inputHash) return refuse('key_reused_with_other_input')
  const done = await carryOutBinding(context, key)
  return done.state === 'taken' ? refuse('phone_taken') : { ...done, of: member }
}
