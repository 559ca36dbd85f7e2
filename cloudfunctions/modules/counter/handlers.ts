import { Refusal, refuse } from '../../kernel/refusal'
import { nameOf } from '../../platform/context'
import type { Handlers } from '../../platform/module'
import { maskedName, maskedNumber, memberAtCounter } from '../members'
import type { contract } from './contract'
import { customerShown } from './customer'
import { stateOf } from './domain/look-up'
import { confirm, lookUp, waitingFor } from './look-up'
import { lookUps } from './store'

export const handlers: Handlers<typeof contract> = {
  'members.scan': async (context, { memberCode }) => {
    const member = await memberAtCounter(context, memberCode, nameOf(context.caller), context.nowMs)
    if (member instanceof Refusal) return member
    const customer = await customerShown(context, member._id)
    return customer ? { ...customer, scannedAtMs: context.nowMs } : refuse('unknown_member_code')
  },

  'members.look-up': async (context, input) => {
    const found = await lookUp(context, input)
    if (found instanceof Refusal) return found
    const { asked, candidates } = found
    return {
      requestId: asked._id,
      candidates: candidates.map(({ profile, phone }) => ({
        maskedName: maskedName(profile.nickname),
        maskedPhone: (phone && maskedNumber(context.secrets, phone)) ?? `****${input.phoneTail}`,
      })),
      expiresAtMs: asked.expiresAtMs,
    }
  },

  'members.looked-up': async (context, { storeId, requestId }) => {
    const asked = await context.store.get(lookUps, requestId)
    // guard: own-look-up-only
    if (asked?.storeId !== storeId || asked.staffId !== context.caller.staffId) return refuse('no_such_request')
    const state = stateOf(asked, context.nowMs)
    const isKnown = state === 'confirmed' && asked.confirmedBy !== null
    return { state, customer: isKnown ? await customerShown(context, asked.confirmedBy) : null }
  },

  'orders.requests': async (context) => {
    const waiting = await waitingFor(context, context.caller.memberId)
    if (waiting instanceof Refusal) return waiting
    return {
      items: waiting.map(({ _id, storeName, expiresAtMs }) => ({ requestId: _id, storeName, expiresAtMs })),
    }
  },

  'orders.confirm-member': async (context, { requestId }) => {
    const confirmed = await confirm(context, requestId)
    return confirmed instanceof Refusal ? confirmed : { storeName: confirmed.storeName }
  },
}
