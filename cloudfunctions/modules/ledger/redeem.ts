import { addDays } from '../../kernel/business-date'
import { Refusal, refuse } from '../../kernel/refusal'
import { type Command, settingsOf, type Work } from '../../platform/context'
import type { Job } from '../../platform/jobs'
import { sweepSlice } from '../../platform/operation'
import { accountOf, amendAccount, changeAccount, type Decided } from './change'
import { type Account, MAX_OPEN_OPS, type OpenOp } from './domain/account'
import type { Line } from './domain/journal'
import { hasRoomForLimit, type Limit, limitsWith, limitUsed, MAX_LIMITS } from './domain/limits'
import { type Cause, redemption, voidRedemption } from './domain/posting'
import { ledgerSettings } from './settings'
import { accounts } from './store'
import { claimUnit } from './units/unit'

export interface Redemption extends Omit<Cause, 'op'> {
  readonly command: Command
  /** What is had for the points. */
  readonly sku: string
  readonly points: number
  /** At most so many in a period, counted under a name. */
  readonly limit?: Limit & { readonly most: number }
}

type Refused =
  | 'insufficient_points'
  | 'limit_reached'
  | 'sold_out'
  | 'not_a_member'
  | 'account_frozen'
  | 'key_reused_with_other_input'
  | 'busy'

/** The derived id of a redemption: the same for the same command of the same member. */
function redemptionOp(member: string, command: Command): string {
  return `rd|${member}|${command.key}`
}

/**
 * Points for a unit: posts the redemption with an open mark, then claims the unit. Should the function end between, the
 * next try or the sweeper goes on; when there is no unit, the points go back to the lots they came from.
 */
export async function redeem(work: Work, member: string, wanted: Redemption): Promise<Line | Refusal<Refused>> {
  const op = redemptionOp(member, wanted.command)
  let posted = await post(work, member, op, wanted)
  if (posted instanceof Refusal && posted.code === 'busy') {
    await settleOpen(work, member)
    posted = await post(work, member, op, wanted)
  }
  if (posted instanceof Refusal) return posted
  const claim = await claimUnit(work, { sku: wanted.sku, op, member })
  if (claim === 'claimed') return posted.line
  await giveBack(work, member, op, posted.account)
  return refuse('sold_out')
}

async function post(work: Work, member: string, op: string, wanted: Redemption) {
  const { command, sku, points, ref, trace, limit } = wanted
  return changeAccount<{ readonly line: Line; readonly account: Account }, Refused>(work, member, {
    command,
    decide(account): Decided | Refusal<Refused> {
      if (Object.keys(account.openOps).length >= MAX_OPEN_OPS) return refuse('busy')
      // guard: limit
      if (limit && limitUsed(account, limit) >= limit.most) return refuse('limit_reached', { most: limit.most })
      // guard: limit-room
      if (limit && !hasRoomForLimit(account, limit, work.today)) return refuse('limit_reached', { most: MAX_LIMITS })
      const posting = redemption({ op, ref, trace }, account, points)
      if (posting instanceof Refusal) return posting
      const open: OpenOp = {
        kind: 'redemption',
        sku,
        lots: posting.lots,
        ref,
        limit: limit ? { name: limit.name, period: limit.period } : null,
        atMs: work.nowMs,
      }
      const limits = limit ? limitsWith(account, limit, 1, work.today) : account.limits
      return { posting, marks: { openOps: { ...account.openOps, [op]: open }, limits } }
    },
    reply: (line, account) => ({ line, account }),
  })
}

const without = <T>(record: Readonly<Record<string, T>>, name: string): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(record).filter(([known]) => known !== name))

/** Voids a redemption that found nothing. The open mark goes with the void: so it happens once. */
async function giveBack(work: Work, member: string, op: string, known?: Account): Promise<void> {
  const account = known ?? (await accountOf(work, member))
  const lots = account?.openOps[op]?.lots ?? []
  // What was taken a moment ago has not ended since: then there is no setting to read.
  const hasEnded = lots.some(({ expiresOn }) => expiresOn < work.today)
  const days = hasEnded ? (await settingsOf(work, ledgerSettings)).returnedPointsDays : 0
  const when = { today: work.today, endedUntil: addDays(work.today, days) }
  await amendAccount(
    work,
    member,
    (current) => {
      const open = current.openOps[op]
      if (!open) return null
      const { ref, limit } = open
      const limits = limit ? limitsWith(current, limit, -1, work.today) : current.limits
      const posting = voidRedemption({ op: `${op}|void`, ref, trace: {} }, current, open, when)
      // guard: void-once
      return { posting, marks: { openOps: without(current.openOps, op), limits } }
    },
    account ?? undefined,
  )
}

/** Goes on with every redemption of a member that is open: claims what was not claimed, and closes or gives back. */
async function settleOpen(work: Work, member: string): Promise<void> {
  const account = await accountOf(work, member)
  for (const [op, { sku }] of Object.entries(account?.openOps ?? {})) {
    const claim = await claimUnit(work, { sku, op, member })
    if (claim === 'none_free') await giveBack(work, member, op)
    else
      await amendAccount(work, member, ({ openOps }) =>
        openOps[op] ? { marks: { openOps: without(openOps, op) } } : null,
      )
  }
}

/** Closes redemptions whose function ended, or that are done and only bear their mark. */
export const openRedemptionsJob: Job = {
  name: 'ledger-open-redemptions',
  everyMinutes: 1,
  slice: (work, position) => sweepSlice(work, accounts, position, ({ member }) => settleOpen(work, member)),
}
