import type { Json } from '../../kernel/canonical-json'
import { Refusal, refuse } from '../../kernel/refusal'
import type { Command, Work } from '../../platform/context'
import { sweepOf } from '../../platform/operation'
import { accountOf, amendAccount, changeAccount, type Decided } from './change'
import { type Account, MAX_OPEN_OPS, type OpenOp } from './domain/account'
import type { Line } from './domain/journal'
import { hasRoomForLimit, type Limit, limitsWith, limitUsed, MAX_LIMITS } from './domain/limits'
import { type Cause, redemption, voidRedemption } from './domain/posting'
import { endedUntil, withoutMark } from './give-back'
import { accounts } from './store'
import { claimPieces } from './units/pieces'
import { stockKinds } from './units/stock'
import { issueUnit, PLAIN, type UnitKind, unitOf } from './units/unit'

/** What is had for points, and how many. */
export interface Wanted extends Omit<Cause, 'op'> {
  readonly sku: string
  readonly points: number
  /** Pieces, had together or not at all; one where nothing is said. */
  readonly quantity?: number
  /** Taken from no stock: there is always one more. */
  readonly isUnlimited?: true
  /** At most so many in a period, counted under a name. */
  readonly limit?: Limit & { readonly most: number }
  /** What the unit has besides, from the moment it is claimed. */
  readonly own?: Readonly<Record<string, Json>>
}

export interface Redemption<Code extends string> {
  readonly command: Command
  /** The kind of stock that it is taken from; absent where the units are the ledger's own. */
  readonly stock?: string
  /** The account as it was read a moment ago, to save reading it. */
  readonly account?: Account
  /** Says in sight of the account what is wanted, or why it is not to be had. Not asked when the command took effect before. */
  decide(account: Account, op: string): Wanted | Refusal<Code> | Promise<Wanted | Refusal<Code>>
}

/** Why a redemption came to nothing, whatever it was for. */
export type Unredeemed =
  | 'insufficient_points'
  | 'limit_reached'
  | 'sold_out'
  | 'not_a_member'
  | 'account_frozen'
  | 'key_reused_with_other_input'
  | 'busy'

/** The derived id of a redemption: the same for the same command of the same member. Its unit has it too. */
export function redemptionOp(member: string, { key }: Pick<Command, 'key'>): string {
  return `rd|${member}|${key}`
}

/**
 * Points for a unit: posts the redemption with an open mark, then claims the unit. Should the function end between, the
 * next try or the sweeper goes on; when there is no unit, the points go back to the lots they came from.
 */
export async function redeem<Code extends string = never>(
  work: Work,
  member: string,
  redemption: Redemption<Code>,
): Promise<Line | Refusal<Code | Unredeemed>> {
  const op = redemptionOp(member, redemption.command)
  let posted = await post(work, member, op, redemption)
  if (posted instanceof Refusal && posted.code === 'busy') {
    await settleOpen(work, member)
    // What was read before is no longer so.
    const { account: _, ...again } = redemption
    posted = await post(work, member, op, again)
  }
  if (posted instanceof Refusal) return posted
  const { line, account } = posted
  const open = account.openOps[op]
  if (!open) return (await isHad(work, op, redemption.stock)) ? line : refuse('sold_out')
  if ((await claimFor(work, member, op, open)) === 'claimed') return line
  await giveBack(work, member, op, account)
  return refuse('sold_out')
}

function kindOf(work: Work, stock: string | undefined): UnitKind {
  if (stock === undefined) return PLAIN
  const kind = work.registry.all(stockKinds).find((known) => known.kind === stock)
  if (!kind) throw new Error(`no module has stocks of ${stock}`)
  return kind
}

/** Whether a redemption that was closed before had its unit, whatever has become of that since. */
async function isHad(work: Work, op: string, stock: string | undefined): Promise<boolean> {
  const unit = await unitOf(work, kindOf(work, stock).units, op)
  return unit !== null && unit.state !== 'tombstone'
}

/** Claims what an open redemption is for. */
async function claimFor(work: Work, member: string, op: string, open: OpenOp): Promise<'claimed' | 'none_free'> {
  const { sku, isUnlimited, quantity = 1 } = open
  const kind = kindOf(work, open.stock)
  const claim = { sku, op, member, ...(open.own ? { own: open.own as object } : {}) }
  if (!isUnlimited) return claimPieces(work, claim, quantity, kind)
  await issueUnit(work, claim, kind)
  return 'claimed'
}

function openOpOf(wanted: Wanted, stock: string | undefined, lots: OpenOp['lots'], atMs: number): OpenOp {
  const { sku, ref, limit, quantity = 1, isUnlimited, own } = wanted
  return {
    kind: 'redemption',
    sku,
    lots,
    ref,
    limit: limit ? { name: limit.name, period: limit.period } : null,
    ...(stock === undefined ? {} : { stock }),
    ...(quantity > 1 ? { quantity } : {}),
    ...(isUnlimited ? { isUnlimited } : {}),
    ...(own ? { own } : {}),
    atMs,
  }
}

async function post<Code extends string>(work: Work, member: string, op: string, asked: Redemption<Code>) {
  type Posted = { readonly line: Line; readonly account: Account }
  return changeAccount<Posted, Code | Unredeemed>(work, member, {
    command: asked.command,
    ...(asked.account ? { account: asked.account } : {}),
    async decide(account): Promise<Decided | Refusal<Code | Unredeemed>> {
      if (Object.keys(account.openOps).length >= MAX_OPEN_OPS) return refuse('busy')
      const wanted = await asked.decide(account, op)
      if (wanted instanceof Refusal) return wanted
      const { ref, trace, points, limit, quantity = 1 } = wanted
      // guard: limit
      if (limit && limitUsed(account, limit) + quantity > limit.most)
        return refuse('limit_reached', { most: limit.most })
      // guard: limit-room
      if (limit && !hasRoomForLimit(account, limit, work.today)) return refuse('limit_reached', { most: MAX_LIMITS })
      const posting = redemption({ op, ref, trace }, account, points)
      if (posting instanceof Refusal) return posting
      const open = openOpOf(wanted, asked.stock, posting.lots, work.nowMs)
      const limits = limit ? limitsWith(account, limit, quantity, work.today) : account.limits
      return { posting, marks: { openOps: { ...account.openOps, [op]: open }, limits } }
    },
    reply: (line, account) => ({ line, account }),
  })
}

/** Voids a redemption that found nothing. The open mark goes with the void: so it happens once. */
async function giveBack(work: Work, member: string, op: string, known?: Account): Promise<void> {
  const account = known ?? (await accountOf(work, member))
  const when = await endedUntil(work, account?.openOps[op]?.lots ?? [])
  await amendAccount(
    work,
    member,
    (current) => {
      const open = current.openOps[op]
      if (!open) return null
      const { ref, limit, quantity = 1 } = open
      const limits = limit ? limitsWith(current, limit, -quantity, work.today) : current.limits
      const posting = voidRedemption({ op: `${op}|void`, ref, trace: {} }, current, open, when)
      // guard: void-once
      return { posting, marks: { openOps: withoutMark(current, op), limits } }
    },
    account ?? undefined,
  )
}

/** Goes on with every redemption of a member that is open: claims what was not claimed, and closes or gives back. */
async function settleOpen(work: Work, member: string): Promise<void> {
  const account = await accountOf(work, member)
  for (const [op, open] of Object.entries(account?.openOps ?? {})) {
    const claim = await claimFor(work, member, op, open)
    if (claim === 'none_free') await giveBack(work, member, op)
    else
      await amendAccount(work, member, (current) =>
        current.openOps[op] ? { marks: { openOps: withoutMark(current, op) } } : null,
      )
  }
}

/** Closes redemptions whose function ended, or that are done and only bear their mark. */
export const openRedemptionsJob = sweepOf('ledger-open-redemptions', accounts, (work, { member }) =>
  settleOpen(work, member),
)
