import { addDays } from '../../kernel/business-date'
import type { Json } from '../../kernel/canonical-json'
import { sha256 } from '../../kernel/digest'
import { Refusal, refuse } from '../../kernel/refusal'
import { type Command, settingsOf, type Work } from '../../platform/context'
import { accountOf, changeAccount, recordedLine } from './change'
import type { Account } from './domain/account'
import type { Entry } from './domain/entry'
import type { Line } from './domain/journal'
import { type Limit, limitsWith } from './domain/limits'
import type { Lot } from './domain/lots'
import { voidRedemption } from './domain/posting'
import { ledgerSettings } from './settings'

const without = <T>(record: Readonly<Record<string, T>>, name: string): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(record).filter(([known]) => known !== name))

/** The account's open marks without that of an operation. */
export const withoutMark = ({ openOps }: Account, op: string): Account['openOps'] => without(openOps, op)

/** Until when points last that come back today. What has not ended meanwhile keeps its own day: then there is no setting to read. */
export async function endedUntil(work: Work, lots: readonly Lot[]) {
  const hasEnded = lots.some(({ expiresOn }) => expiresOn < work.today)
  const days = hasEnded ? (await settingsOf(work, ledgerSettings)).returnedPointsDays : 0
  return { today: work.today, endedUntil: addDays(work.today, days) }
}

/** A redemption that was carried out and whose unit has been taken back since. */
export interface Returned {
  readonly op: string
  /** Who redeemed, by which command. */
  readonly member: string
  readonly redeemedBy: Pick<Command, 'key' | 'madeAtMs'>
  /** Who gets the points: the same, or the member whom an operator has merged them into. */
  readonly holder: string
  /** What it counted against and how many it was; null where there was no limit. */
  readonly limit: (Limit & { readonly quantity: number }) | null
  /** When it was decided to give the points back. */
  readonly atMs: number
  readonly ref: { readonly kind: string; readonly id: string }
  readonly trace: Json
}

/** The entry that redeemed, in the account of who did; null when it is not of their present enrolment. */
async function redeemedIn(work: Work, account: Account | null, { op, redeemedBy }: Returned): Promise<Entry | null> {
  const line = account && (await recordedLine(work, account, redeemedBy))
  // guard: own-redemption
  return line?.entry.op === op && line.entry.kind === 'redemption' ? line.entry : null
}

/**
 * Gives the points of a redemption back to the lots they came from, as its entry has them, once: asked again, it answers
 * as it did. Null when there is nobody to give them to: the member has left since.
 */
export async function returnRedemption(
  work: Work,
  returned: Returned,
): Promise<Line | Refusal<'account_frozen'> | null> {
  const { op, member, holder, limit, atMs, ref, trace } = returned
  const key = sha256(`${op}|void`)
  const line = await changeAccount<Line, 'nothing_redeemed'>(work, holder, {
    command: { key, inputHash: key, madeAtMs: atMs },
    async decide(account) {
      const isOwn = holder === member
      const redeemed = await redeemedIn(work, isOwn ? account : await accountOf(work, member), returned)
      if (!redeemed) return refuse('nothing_redeemed')
      const when = await endedUntil(work, redeemed.lots)
      const posting = voidRedemption({ op: `${op}|void`, ref, trace }, account, redeemed, when)
      const isCounted = limit !== null && isOwn
      const limits = isCounted ? limitsWith(account, limit, -limit.quantity, work.today) : account.limits
      return { posting, marks: { openOps: withoutMark(account, op), limits } }
    },
    reply: (posted) => posted,
  })
  if (!(line instanceof Refusal)) return line
  // Their account was closed, or is of another enrolment, which never had these points.
  if (line.code === 'not_a_member' || line.code === 'nothing_redeemed') return null
  return refuse('account_frozen')
}
