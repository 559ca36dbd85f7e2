import { type BusinessDate, lastDayOf, monthOf } from '../../kernel/business-date'
import { Refusal, refuse } from '../../kernel/refusal'
import { nameOf, type Work } from '../../platform/context'
import { ensureDocument } from '../../platform/guarded-store'
import type { ContextOf } from '../../platform/module'
import {
  type Account,
  accountOf,
  changeAccount,
  type EntryTitle,
  hasRoomForLimit,
  type Line,
  limitsWith,
  limitUsed,
  recordedLine,
  unrewarded,
} from '../ledger'
import { claimMemberCode } from '../members'
import type { contract } from './contract'
import { extraOf, usedOf } from './domain/benefit-limits'
import type { Benefit } from './domain/ladder'
import { tierHeld } from './standing-of'
import { benefitUses } from './store'

/** A benefit of a member's tier with what is left of it. */
export interface UsableBenefit extends Benefit {
  readonly left: number
  readonly periodEndsOn: BusinessDate
}

function leftOf(benefit: Benefit, account: Account, today: BusinessDate): number {
  return Math.max(0, benefit.quota - limitUsed(account, usedOf(benefit, today)))
}

/** All that a member may use: what their tier has, and what campaigns gave on top, also of other tiers' benefits. */
async function allBenefits(work: Work, account: Account): Promise<readonly Benefit[]> {
  const { ladder, tier } = await tierHeld(work, account)
  const own = tier?.benefits ?? []
  const others = [...new Map(ladder.flatMap(({ benefits }) => benefits).map((one) => [one.benefitId, one])).values()]
  const more = (benefit: Benefit) => limitUsed(account, extraOf(benefit, work.today))
  return [
    ...own.map((benefit) => ({ ...benefit, quota: benefit.quota + more(benefit) })),
    ...others
      .filter(({ benefitId }) => !own.some((benefit) => benefit.benefitId === benefitId))
      .map((benefit) => ({ ...benefit, quota: more(benefit) }))
      .filter(({ quota }) => quota > 0),
  ]
}

/** What a member's tier gives, with what is left of it in the running month or year. */
export async function benefitsOf(work: Work, account: Account): Promise<readonly UsableBenefit[]> {
  return (await allBenefits(work, account)).map((benefit) => ({
    ...benefit,
    left: leftOf(benefit, account, work.today),
    periodEndsOn: benefit.per === 'month' ? lastDayOf(monthOf(work.today)) : `${work.today.slice(0, 4)}-12-31`,
  }))
}

const REF_KIND = 'benefit'

/** What the entry of a use says of it: the use log, and what its repetition is answered from. */
interface UseTrace {
  readonly name: string
  readonly left: number
  readonly store: string
  readonly staff: string
}

const traceOf = ({ entry }: Pick<Line, 'entry'>) => entry.trace as unknown as UseTrace

type UseContext = ContextOf<(typeof contract)['benefits.use']>

interface Use {
  readonly storeId: string
  readonly memberCode: string
  readonly benefitId: string
  readonly scannedAtMs?: number | undefined
}

/**
 * The account of the member whose code it is. A command that took effect is answered for ever, and its code is not good
 * for ever: then the account in which the command is found.
 */
async function whoseCode(
  context: UseContext,
  { memberCode, scannedAtMs = context.nowMs }: Use,
): Promise<Account | Refusal<'unknown_member_code'>> {
  const claimed = await claimMemberCode(context, memberCode, nameOf(context.caller), scannedAtMs)
  if (!(claimed instanceof Refusal)) return (await accountOf(context, claimed._id)) ?? refuse('unknown_member_code')
  const begun = await context.store.get(benefitUses, context.command.key)
  const account = begun && (await accountOf(context, begun.member))
  return account && (await recordedLine(context, account, context.command)) ? account : claimed
}

/** Whether the command's key is this command's: it may have come before, about somebody else. */
async function claimKey({ command, ...work }: UseContext, member: string): Promise<boolean> {
  const { key: _id, inputHash } = command
  const use = await ensureDocument(work, benefitUses, { _id, schema: 1, member, inputHash, atMs: work.nowMs })
  return use?.inputHash === inputHash
}

/** Uses a benefit once. Counted in the account itself, by the same update that writes the use down: never beyond its quota. */
export async function useBenefit(context: UseContext, use: Use) {
  const account = await whoseCode(context, use)
  if (account instanceof Refusal) return account
  const { command, caller, today } = context
  return changeAccount(context, account.member, {
    command,
    account,
    async decide(now) {
      // guard: frozen-uses-nothing
      if (now.status === 'frozen') return refuse('account_frozen')
      const benefit = (await allBenefits(context, now)).find(({ benefitId }) => benefitId === use.benefitId)
      if (!benefit) return refuse('no_such_benefit')
      const left = leftOf(benefit, now, today)
      const limit = usedOf(benefit, today)
      // guard: benefit-quota
      if (left === 0) return refuse('none_left', { quota: benefit.quota })
      // guard: benefit-room
      if (!hasRoomForLimit(now, limit, today)) return refuse('none_left', { quota: benefit.quota })
      // guard: benefit-key
      if (!(await claimKey(context, now.member))) return refuse('key_reused_with_other_input')
      const trace = { name: benefit.name, left: left - 1, store: use.storeId, staff: caller.staffId }
      const cause = { op: `bu|${now._id}|${command.key}`, ref: { kind: REF_KIND, id: benefit.benefitId }, trace }
      return { posting: unrewarded(cause), marks: { limits: limitsWith(now, limit, 1, today) } }
    },
    reply: (line) => ({ name: traceOf(line).name, left: traceOf(line).left }),
  })
}

export const benefitTitle: EntryTitle = {
  refKind: REF_KIND,
  title: (entry) => `使用权益：${traceOf({ entry }).name}`,
}
