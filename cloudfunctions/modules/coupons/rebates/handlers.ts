import { shownMoment } from '../../../kernel/business-date'
import { isSameOperator } from '../../../kernel/operator-name'
import { Refusal, refuse } from '../../../kernel/refusal'
import { settingsOf } from '../../../platform/context'
import { DEFAULT_PAGE_SIZE } from '../../../platform/fields'
import { ensureDocument } from '../../../platform/guarded-store'
import type { Handlers } from '../../../platform/module'
import { decodeCursor } from '../../../platform/store'
import { accountOf } from '../../ledger'
import { couponIdOf } from '../coupon'
import { couponSettings } from '../settings'
import { couponTemplate } from '../templates/in-force'
import { carryOutRebate } from './carry-out'
import type { rebateContract } from './contract'
import { decideRebate } from './decide'
import { begun, isFit } from './of-orders'
import { opOf, type Rebate, rebateIdOf, rebates } from './store'

const askedReply = ({ _id, needsApproval }: Rebate) => ({
  rebateId: _id,
  state: needsApproval ? ('waiting' as const) : ('approved' as const),
})

export const rebateHandlers: Handlers<typeof rebateContract> = {
  'ops.rebate': async (context, { memberId, templateId, amountFen, reason, operator }) => {
    const { key, inputHash } = context.command
    const _id = rebateIdOf(key)
    const before = await context.store.get(rebates, _id)
    if (before && before.inputHash !== inputHash) return refuse('key_reused_with_other_input')
    if (before) {
      await carryOutRebate(context, before)
      return askedReply(before)
    }
    if (!(await accountOf(context, memberId))) return refuse('no_such_member')
    const template = await couponTemplate(context, templateId)
    if (!template) return refuse('no_such_template')
    if (!isFit(template)) return refuse('template_not_fit')
    const { rebateApprovalAboveFen: aboveFen } = await settingsOf(context, couponSettings)
    const rebate = await ensureDocument(context, rebates, {
      _id,
      schema: 1,
      member: memberId,
      template: templateId,
      version: template.version,
      amountFen,
      order: '',
      rule: null,
      operator,
      reason,
      inputHash,
      askedAtMs: context.nowMs,
      ...begun(context, { amountFen, aboveFen }),
    })
    if (!rebate) throw new Error(`rebate ${_id} could not be written`)
    if (rebate.inputHash !== inputHash) return refuse('key_reused_with_other_input')
    await carryOutRebate(context, rebate)
    return askedReply(rebate)
  },

  'ops.rebates': async (context, { state = 'waiting', cursor, limit = DEFAULT_PAGE_SIZE }) => {
    if (cursor !== undefined && !decodeCursor(cursor)) return refuse('invalid_input', { path: 'input.cursor' })
    const find = { index: 'byState', equals: { state }, limit, ...(cursor === undefined ? {} : { cursor }) }
    const page = await context.store.find(rebates, find)
    const items = page.items.map((rebate) => ({
      rebateId: rebate._id,
      memberId: rebate.member,
      amountFen: rebate.amountFen,
      order: rebate.order,
      operator: rebate.operator,
      reason: rebate.reason,
      at: shownMoment(rebate.askedAtMs),
      state: rebate.state,
      decidedBy: rebate.decision?.operator ?? null,
    }))
    return { items, next: page.next }
  },

  'ops.approve-rebate': async (context, { rebateId, operator }) => {
    // guard: rebate-four-eyes
    const objection = (rebate: Rebate) => (isSameOperator(rebate.operator, operator) ? refuse('same_operator') : null)
    const decided = await decideRebate(context, { rebateId, operator, to: 'approved', reason: '', objection })
    if (decided instanceof Refusal) return decided
    await carryOutRebate(context, decided)
    const { _id, member: memberId, amountFen } = decided
    return { rebateId: _id, memberId, amountFen, couponId: couponIdOf(opOf(decided)) }
  },

  'ops.reject-rebate': async (context, { rebateId, operator, reason }) => {
    const decided = await decideRebate(context, { rebateId, operator, to: 'rejected', reason })
    return decided instanceof Refusal ? decided : { rebateId: decided._id, state: 'rejected' }
  },
}
