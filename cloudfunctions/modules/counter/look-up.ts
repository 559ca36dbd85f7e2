import { type Refusal, refuse } from '../../kernel/refusal'
import type { Work } from '../../platform/context'
import { ensureDocument, untilSettled } from '../../platform/guarded-store'
import type { ContextOf } from '../../platform/module'
import { members, membersByPhoneTail, phoneTailHash } from '../members'
import { storeOf } from '../staff'
import type { contract } from './contract'
import { lookUpIdOf, stateOf, WAITS_MS } from './domain/look-up'
import { type LookUp, lookUps } from './store'

type Asking = ContextOf<(typeof contract)['members.look-up']>

/** Writes down that a clerk asks for somebody with such a phone, once in ten minutes; refused where nobody has one. */
export async function lookUp(context: Asking, { storeId, phoneTail: digits }: { storeId: string; phoneTail: string }) {
  const candidates = await membersByPhoneTail(context, digits)
  if (candidates.length === 0) return refuse('nobody_found')
  const { staffId } = context.caller
  const phoneTail = phoneTailHash(context.secrets, digits)
  const wanted: LookUp = {
    _id: lookUpIdOf({ storeId, staffId, phoneTail, atMs: context.nowMs }),
    schema: 1,
    storeId,
    storeName: (await storeOf(context, storeId))?.name ?? storeId,
    staffId,
    phoneTail,
    askedAtMs: context.nowMs,
    expiresAtMs: context.nowMs + WAITS_MS,
    confirmedBy: null,
    confirmedAtMs: null,
    confirmKey: null,
    confirmInputHash: null,
  }
  const asked = await ensureDocument(context, lookUps, wanted)
  if (!asked) throw new Error(`look-up ${wanted._id} could not be written`)
  return { asked, candidates }
}

/** More than a member can be asked for at once. */
const MOST_WAITING = 20

/** What waits for a member to say that it is them: of each clerk the newest. */
export async function waitingFor(work: Work, memberId: string): Promise<readonly LookUp[] | Refusal<'not_a_member'>> {
  const member = await work.store.get(members, memberId)
  if (!member) return refuse('not_a_member')
  if (!member.phoneTail) return []
  const page = await work.store.find(lookUps, {
    index: 'byTail',
    equals: { phoneTail: member.phoneTail },
    range: { from: work.nowMs + 1 },
    limit: MOST_WAITING,
  })
  const waiting = page.items.filter((asked) => stateOf(asked, work.nowMs) === 'waiting')
  return [...new Map(waiting.map((asked) => [`${asked.storeId}|${asked.staffId}`, asked])).values()]
}

type Confirming = ContextOf<(typeof contract)['orders.confirm-member']>
type Confirmed =
  | LookUp
  | Refusal<
      'key_reused_with_other_input' | 'not_a_member' | 'no_such_request' | 'request_expired' | 'already_confirmed'
    >

/** The look-up that this very command has confirmed before. */
async function confirmedWith(work: Work, confirmKey: string): Promise<LookUp | null> {
  const page = await work.store.find(lookUps, { index: 'byConfirm', equals: { confirmKey }, limit: 1 })
  return page.items[0] ?? null
}

/** The caller says that a look-up is them. Of those with such a phone, whoever says so first is the customer. */
export async function confirm(context: Confirming, requestId: string): Promise<Confirmed> {
  const { key, inputHash } = context.command
  return untilSettled<Confirmed>(context, async () => {
    const [known, asked, member] = await Promise.all([
      confirmedWith(context, key),
      context.store.get(lookUps, requestId),
      context.store.get(members, context.caller.memberId),
    ])
    // Looked at in the look-up too: our own confirming may have arrived after the search.
    const recorded = known ?? (asked?.confirmKey === key ? asked : null)
    if (recorded)
      return { value: recorded.confirmInputHash === inputHash ? recorded : refuse('key_reused_with_other_input') }
    if (!member) return { value: refuse('not_a_member') }
    // guard: own-phone-only
    if (!asked || asked.phoneTail !== member.phoneTail) return { value: refuse('no_such_request') }
    // guard: confirmed-once
    if (asked.confirmedBy !== null) return { value: refuse('already_confirmed') }
    if (stateOf(asked, context.nowMs) === 'expired') return { value: refuse('request_expired') }
    const set = {
      confirmedBy: member._id,
      confirmedAtMs: context.nowMs,
      confirmKey: key,
      confirmInputHash: inputHash,
    }
    // guard: first-to-confirm
    const isFirst = await context.store.update(lookUps, { _id: requestId, confirmedBy: null }, { set })
    return isFirst ? { value: { ...asked, ...set } } : 'again'
  })
}
