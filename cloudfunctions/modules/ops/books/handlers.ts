import { shownMoment } from '../../../kernel/business-date'
import { refuse } from '../../../kernel/refusal'
import type { Work } from '../../../platform/context'
import type { Handlers } from '../../../platform/module'
import { closeOf, newestClose, parseReconcileCursor, reconcile, statementAt } from '../../ledger'
import { members } from '../../members'
import type { contract } from '../contract'

type BookActions = 'ops.reconcile' | 'ops.report' | 'ops.statement-at'

/** A moment as an operator writes it, on the shop's clock; null for one that does not exist. */
function momentOf(at: string): number | null {
  const atMs = Date.parse(`${at.replace(' ', 'T')}+08:00`)
  return Number.isNaN(atMs) || shownMoment(atMs) !== at ? null : atMs
}

/** What is owed to members by the month in which it ends, as one closed day has it. */
async function liabilityOn(work: Work, date: string | undefined) {
  const close = date === undefined ? await newestClose(work) : await closeOf(work, date)
  if (!close) return refuse('not_closed', date === undefined ? {} : { date })
  return {
    name: 'liability' as const,
    date: close.date,
    rows: close.liability.map(({ month, points, fen }) => ({ month, points, fen })),
    points: close.liability.reduce((sum, row) => sum + row.points, 0),
    fen: close.liabilityFen,
  }
}

export const bookHandlers: Pick<Handlers<typeof contract>, BookActions> = {
  'ops.reconcile': async (context, { since, cursor }) => {
    if (cursor !== undefined && !parseReconcileCursor(cursor)) return refuse('invalid_input', { path: 'input.cursor' })
    const { checked, findings, next } = await reconcile(context, { since, cursor })
    return { checked, findings: findings.map((finding) => ({ ...finding })), next }
  },

  'ops.report': async (context, { date }) => liabilityOn(context, date),

  'ops.statement-at': async (context, { memberId, at }) => {
    const atMs = momentOf(at)
    if (atMs === null) return refuse('invalid_input', { path: 'input.at' })
    const [member, then] = await Promise.all([
      context.store.get(members, memberId),
      statementAt(context, memberId, atMs),
    ])
    if (!member) return refuse('no_such_member')
    if (!then) return refuse('no_account_then', { at })
    const { account, available, pending, debt, lots, lastSeq, settingsVersion } = then
    return {
      memberId,
      nickname: member.profile.nickname,
      account,
      at,
      available,
      pending,
      debt,
      lots: lots.map(({ points, expiresOn, cohort }) => ({ points, expiresOn, cohort })),
      lastSeq,
      settingsVersion,
    }
  },
}
