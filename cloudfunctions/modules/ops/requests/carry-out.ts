import { businessDateOf } from '../../../kernel/business-date'
import { Refusal, refuse } from '../../../kernel/refusal'
import type { Command, Work } from '../../../platform/context'
import { untilSettled } from '../../../platform/guarded-store'
import type { Operation } from '../../../platform/operation'
import {
  type Account,
  addition,
  changeAccount,
  deduction,
  fence,
  type Line,
  lineAt,
  type Posting,
  reinstatementKeyOf,
  wasGivenBack,
} from '../../ledger'
import { type Obstacle, type PointsRequest, requests } from './store'

/** The command under which an expiry is given back: one for all requests, so that it is given back once. */
function reinstatementOf(account: string, expirySeq: number): Command {
  const key = reinstatementKeyOf(account, expirySeq)
  return { key, inputHash: key, madeAtMs: null }
}

function commandOf({ account, expirySeq, key, inputHash, askedAtMs }: PointsRequest): Command {
  return expirySeq === null ? { key, inputHash, madeAtMs: askedAtMs } : reinstatementOf(account, expirySeq)
}

function postingOf(request: PointsRequest, account: Account): Posting | Refusal<'insufficient_points'> {
  const { _id, kind, points, reason, decision, expirySeq } = request
  if (!decision) throw new Error(`request ${_id} is approved by nobody`)
  const op = expirySeq === null ? `rq|${_id}` : `ri|${request.account}|${expirySeq}`
  const cause = { op, ref: { kind, id: _id }, trace: { reason } }
  if (points < 0) return deduction(cause, account, -points)
  const given = addition(cause, account, {
    points,
    on: businessDateOf(decision.atMs),
    expiresOn: decision.expiresOn,
  })
  // What ended went to breakage; what is given back comes from there.
  return kind === 'reinstatement' ? { ...given, contra: 'breakage' } : given
}

type Outcome = Line | Refusal<Obstacle | 'decided_meanwhile' | 'key_reused_with_other_input'>

/** Posts what was approved, unless it has been posted; the request is read again last of all before the account is written. */
async function post(work: Work, request: PointsRequest): Promise<Outcome> {
  return changeAccount<Line, Obstacle | 'decided_meanwhile'>(work, request.member, {
    command: commandOf(request),
    async decide(account) {
      if (account._id !== request.account) return refuse('not_a_member')
      const now = await work.store.get(requests, request._id)
      // guard: still-approved
      if (now?.state !== 'approved') return refuse('decided_meanwhile')
      const expiry = request.expirySeq === null ? null : await lineAt(work, account, request.expirySeq)
      // guard: recovered-meanwhile
      if (expiry && (await wasGivenBack(work, account, expiry.entry))) return refuse('already_reinstated')
      const posting = postingOf(request, account)
      return posting instanceof Refusal ? posting : { posting }
    },
    reply: (line) => line,
  })
}

/** What is known of a request once its line is found, or is known never to come. */
function settledBy(request: PointsRequest, line: Line | null): Partial<PointsRequest> {
  if (line?.entry.ref.id === request._id)
    return { state: 'done', postedSeq: line.entry.seq, obstacle: null, openSinceMs: null }
  if (line) return { state: 'failed', obstacle: { code: 'already_reinstated', missing: 0 }, openSinceMs: null }
  return { state: 'failed', openSinceMs: null }
}

function obstacleOf({ code, params }: Refusal): PointsRequest['obstacle'] {
  return { code: code as Obstacle, missing: Number(params.missing ?? 0) }
}

/** One step of an approved request; null when another was faster or its state is final already. */
async function nextStep(work: Work, request: PointsRequest): Promise<Partial<PointsRequest> | null> {
  if (request.state === 'approved') {
    const outcome = await post(work, request)
    if (!(outcome instanceof Refusal)) return settledBy(request, outcome)
    return outcome.code === 'decided_meanwhile' ? null : { state: 'failing', obstacle: obstacleOf(outcome) }
  }
  // guard: failed-behind-a-fence
  return settledBy(request, await fence(work, request.member, commandOf(request)))
}

/**
 * Carries an approved request to its end and answers it as it then is. "It could not be" is final only behind a fence:
 * another function that found enough points a moment ago can no longer post it.
 */
export async function carryOutRequest(work: Work, id: string): Promise<PointsRequest> {
  return untilSettled(work, async () => {
    const request = await work.store.get(requests, id)
    if (!request) throw new Error(`request ${id} is gone`)
    if (request.state !== 'approved' && request.state !== 'failing') return { value: request }
    const step = await nextStep(work, request)
    if (!step) return 'again'
    const isWritten = await work.store.update(requests, { _id: id, state: request.state }, { set: step })
    return isWritten && step.state !== 'failing' ? { value: { ...request, ...step } } : 'again'
  })
}

/** Finishes requests whose function ended between the decision and the posting. */
export const requestOperation: Operation<PointsRequest> = {
  name: 'ops-finish-requests',
  collection: requests,
  async steps(work, request) {
    await carryOutRequest(work, request._id)
  },
}
