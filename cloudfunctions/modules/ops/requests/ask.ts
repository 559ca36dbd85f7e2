import { addDays } from '../../../kernel/business-date'
import { type Refusal, refuse } from '../../../kernel/refusal'
import { type Command, settingsOf, type Work } from '../../../platform/context'
import { ensureDocument } from '../../../platform/guarded-store'
import { expiresOn, ledgerSettings } from '../../ledger'
import { opsSettings } from '../settings'
import { carryOutRequest } from './carry-out'
import { type PointsRequest, requests } from './store'

/** Enough of the command's hash that no two requests share one, and short enough to be pasted. */
const ID_DIGITS = 24

export const requestIdOf = ({ key }: Pick<Command, 'key'>): string => key.slice(0, ID_DIGITS)

/** The last day of what a request gives when it is decided today. */
export async function lastDayOf(work: Work, kind: PointsRequest['kind']): Promise<string> {
  if (kind === 'reinstatement') return addDays(work.today, (await settingsOf(work, opsSettings)).reinstatedForDays)
  return expiresOn(work.today, (await settingsOf(work, ledgerSettings)).pointExpiry)
}

type Asked = Pick<PointsRequest, 'kind' | 'member' | 'account' | 'points' | 'expirySeq' | 'reason' | 'operator'>

/** Writes a request down: to wait for another operator, or as decided by the one who asks when it is small enough. */
export async function writeRequest(work: Work & { command: Command }, asked: Asked): Promise<PointsRequest> {
  const { key, inputHash } = work.command
  const { approvalAbovePoints } = await settingsOf(work, opsSettings)
  const needsApproval = Math.abs(asked.points) > approvalAbovePoints
  const decision = {
    inputHash,
    operator: asked.operator,
    reason: '',
    atMs: work.nowMs,
    expiresOn: await lastDayOf(work, asked.kind),
  }
  const request: PointsRequest = {
    _id: requestIdOf(work.command),
    schema: 1,
    ...asked,
    askedAtMs: work.nowMs,
    key,
    inputHash,
    needsApproval,
    ...(needsApproval
      ? { state: 'waiting', decision: null, decisionKey: null, openSinceMs: null }
      : { state: 'approved', decision, decisionKey: key, openSinceMs: work.nowMs }),
    postedSeq: null,
    obstacle: null,
  }
  const there = await ensureDocument(work, requests, request)
  if (!there) throw new Error(`request ${request._id} could not be written`)
  return there
}

/** The answer to who asked: the same for the first call and every repetition, whatever was decided since. */
export async function answerAsked(
  work: Work & { command: Command },
  request: PointsRequest,
): Promise<
  | { requestId: string; state: 'waiting' | 'done' }
  | Refusal<NonNullable<PointsRequest['obstacle']>['code'] | 'key_reused_with_other_input'>
> {
  if (request.inputHash !== work.command.inputHash) return refuse('key_reused_with_other_input')
  if (request.needsApproval) return { requestId: request._id, state: 'waiting' }
  const { obstacle } = await carryOutRequest(work, request._id)
  return obstacle ? refuse(obstacle.code, { missing: obstacle.missing }) : { requestId: request._id, state: 'done' }
}
