import { shownMoment } from '../../../kernel/business-date'
import { Refusal, refuse } from '../../../kernel/refusal'
import { DEFAULT_PAGE_SIZE } from '../../../platform/fields'
import type { Handlers } from '../../../platform/module'
import { decodeCursor } from '../../../platform/store'
import { accountOf, balancesOn, lineAt, wasGivenBack } from '../../ledger'
import type { contract } from '../contract'
import { answerAsked, requestIdOf, writeRequest } from './ask'
import { carryOutRequest } from './carry-out'
import { decideRequest } from './decide'
import { requests } from './store'

type Actions = 'ops.adjust' | 'ops.reinstate' | 'ops.approve' | 'ops.reject' | 'ops.requests'

export const requestHandlers: Pick<Handlers<typeof contract>, Actions> = {
  'ops.adjust': async (context, { memberId, points, reason, operator }) => {
    const before = await context.store.get(requests, requestIdOf(context.command))
    if (before) return answerAsked(context, before)
    const account = await accountOf(context, memberId)
    if (!account) return refuse('no_such_member')
    const missing = -points - balancesOn(account, context.today).available
    if (points < 0 && account.status === 'frozen') return refuse('account_frozen')
    if (points < 0 && missing > 0) return refuse('insufficient_points', { missing })
    const asked = { kind: 'adjustment', member: memberId, account: account._id, expirySeq: null } as const
    return answerAsked(context, await writeRequest(context, { ...asked, points, reason, operator }))
  },

  'ops.reinstate': async (context, { memberId, seq, reason, operator }) => {
    const before = await context.store.get(requests, requestIdOf(context.command))
    if (before) return answerAsked(context, before)
    const account = await accountOf(context, memberId)
    if (!account) return refuse('no_such_member')
    const line = await lineAt(context, account, seq)
    if (!line) return refuse('no_such_entry')
    if (line.entry.kind !== 'expiry') return refuse('not_an_expiry')
    if (await wasGivenBack(context, account, line.entry)) return refuse('already_reinstated')
    const asked = { kind: 'reinstatement', member: memberId, account: account._id, expirySeq: seq } as const
    return answerAsked(context, await writeRequest(context, { ...asked, points: -line.entry.points, reason, operator }))
  },

  'ops.approve': async (context, { requestId, operator }) => {
    const decided = await decideRequest(context, { requestId, operator, to: 'approved', reason: '' })
    if (decided instanceof Refusal) return decided
    const { member: memberId, points, postedSeq, obstacle } = await carryOutRequest(context, decided._id)
    if (obstacle) return refuse(obstacle.code, { missing: obstacle.missing })
    if (postedSeq === null) throw new Error(`request ${requestId} is neither posted nor hindered`)
    return { requestId, state: 'done', memberId, points, seq: postedSeq }
  },

  'ops.reject': async (context, { requestId, operator, reason }) => {
    const decided = await decideRequest(context, { requestId, operator, to: 'rejected', reason })
    return decided instanceof Refusal ? decided : { requestId, state: 'rejected' }
  },

  'ops.requests': async (context, { state = 'waiting', cursor, limit = DEFAULT_PAGE_SIZE }) => {
    if (cursor !== undefined && !decodeCursor(cursor)) return refuse('invalid_input', { path: 'input.cursor' })
    const find = { index: 'byState', equals: { state }, limit, ...(cursor === undefined ? {} : { cursor }) }
    const page = await context.store.find(requests, find)
    return {
      items: page.items.map((request) => ({
        requestId: request._id,
        kind: request.kind,
        memberId: request.member,
        points: request.points,
        reason: request.reason,
        operator: request.operator,
        at: shownMoment(request.askedAtMs),
        state: request.state,
        decidedBy: request.decision?.operator ?? null,
        why: request.obstacle?.code ?? request.decision?.reason ?? '',
      })),
      next: page.next,
    }
  },
}
