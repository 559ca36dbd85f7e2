import { shownMoment } from '../../kernel/business-date'
import { refuse } from '../../kernel/refusal'
import { contracts } from '../../platform/contract'
import { DEFAULT_PAGE_SIZE } from '../../platform/fields'
import { jobs, runJob } from '../../platform/jobs'
import type { Handlers } from '../../platform/module'
import { accountOf, linesBelow, parseCursor, titleOf } from '../ledger'
import { members } from '../members'
import { batchHandlers } from './batches/handlers'
import { bookHandlers } from './books/handlers'
import type { contract } from './contract'
import { diagnose, inspectedIndexes } from './doctor'
import { initialise } from './initialise'
import { peopleHandlers } from './people/handlers'
import { publishingHandlers } from './publishing/handlers'
import { requestHandlers } from './requests/handlers'
import { standingHandlers } from './standing/handlers'
import { verifyAll, verifyOne } from './verify-ledger'

export const handlers: Handlers<typeof contract> = {
  ...batchHandlers,
  ...bookHandlers,
  ...peopleHandlers,
  ...publishingHandlers,
  ...requestHandlers,
  ...standingHandlers,

  'ops.help': async (context) => ({
    commands: context.registry.all(contracts).flatMap((known) =>
      Object.entries(known)
        .filter(([, action]) => action.audiences.includes('ops'))
        .map(([name, { kind, help }]) => {
          if (!help) throw new Error(`${name} has no help`)
          const key = kind === 'command' ? { key: `ops-${context.requestId}` } : {}
          return { action: name, text: help.text, example: { action: name, input: help.input, ...key } }
        }),
    ),
  }),

  'ops.init': async (context) => initialise(context),

  'ops.doctor': async (context) => {
    const { findings, unpublished } = await diagnose(context)
    return {
      isHealthy: findings.length === 0,
      findings: [...findings],
      unpublished: [...unpublished],
      compare: inspectedIndexes(context),
    }
  },

  'ops.statement': async (context, { memberId, cursor }) => {
    const below = cursor === undefined ? Number.MAX_SAFE_INTEGER : parseCursor(cursor)
    if (below === null) return refuse('invalid_input', { path: 'input.cursor' })
    const [member, account] = await Promise.all([context.store.get(members, memberId), accountOf(context, memberId)])
    if (!member || !account) return refuse('no_such_member')
    const { _id, status, available, pending, debt, lots } = account
    const lines = await linesBelow(context, account, below, DEFAULT_PAGE_SIZE)
    const last = lines.at(-1)?.entry.seq ?? 1
    return {
      memberId,
      nickname: member.profile.nickname,
      account: _id,
      status,
      available,
      pending,
      debt,
      lots: lots.map(({ points, expiresOn, cohort }) => ({ points, expiresOn, cohort })),
      items: await Promise.all(
        lines.map(async ({ entry, balance }) => ({
          seq: entry.seq,
          kind: entry.kind,
          points: entry.points,
          at: shownMoment(entry.atMs),
          title: await titleOf(context, entry),
          balance,
        })),
      ),
      next: last > 1 ? String(last) : null,
    }
  },

  'ops.verify-ledger': async (context, { memberId, cursor }) =>
    memberId === undefined ? verifyAll(context, cursor) : verifyOne(context, memberId),

  'ops.run-job': async (context, { name }) => {
    const job = context.registry.all(jobs).find((known) => known.name === name)
    if (!job) return refuse('no_such_job')
    const outcome = await runJob(context, job, 'now')
    return typeof outcome === 'string' ? refuse('job_is_running') : { name, ...outcome }
  },
}
