import { type Refusal, refuse } from '../../kernel/refusal'
import type { Command, Work } from '../../platform/context'
import { ensureDocument, untilSettled } from '../../platform/guarded-store'
import type { Change } from '../../platform/store'
import { type Account, emptyAccount, isSound } from './domain/account'
import { balancesOn, dueEntries } from './domain/due'
import type { Entry, EntryBody } from './domain/entry'
import { type Line, linesBackwards } from './domain/journal'
import { type Marks, type Plan, planChange } from './domain/plan'
import type { Posting } from './domain/posting'
import { isSpending } from './domain/standing'
import { accounts, journal } from './store'

/** Clocks of phones are wrong by minutes and sometimes hours; a key older than this beyond doubt is looked up. */
const CLOCK_TOLERANCE_MS = 24 * 60 * 60_000

/** The account of a member's present enrolment, whatever a hand or newer code has made of it: for whoever verifies it. */
export async function storedAccountOf(work: Work, member: string): Promise<Account | null> {
  const page = await work.store.find(accounts, {
    index: 'byMember',
    equals: { member },
    order: 'descending',
    limit: 1,
  })
  const account = page.items[0]
  return !account || account.status === 'closed' ? null : account
}

/** The account of a member's present enrolment; null for someone who is no member. */
export async function accountOf(work: Work, member: string): Promise<Account | null> {
  const account = await storedAccountOf(work, member)
  if (account && account.schema > 1) throw new Error(`account ${account._id} has a newer schema than this code knows`)
  return account
}

/** The line that already answers a command, wherever it now is. */
export async function recordedLine(
  work: Work,
  account: Account,
  command: Pick<Command, 'key' | 'madeAtMs'>,
): Promise<Line | null> {
  const lineIn = (entries: readonly Entry[], available: number) =>
    entries.some((entry) => entry.key === command.key)
      ? (linesBackwards(entries, available).find(({ entry }) => entry.key === command.key) ?? null)
      : null
  const inTail = lineIn(account.tail, account.available)
  if (inTail) return inTail
  // guard: key-in-pages
  if (account.journalPage === 0 || isCertainlyNewer(command, account, work.nowMs)) return null
  const page = await work.store.find(journal, { index: 'byKeys', equals: { keys: command.key }, limit: 1 })
  const held = page.items[0]
  if (!held || held.account !== account._id) return null
  return lineIn(held.entries, held.close.available)
}

/** Whether a command cannot be in a page: it was made well after the tail begins, by a clock that is not ahead. */
function isCertainlyNewer(command: Pick<Command, 'madeAtMs'>, account: Account, nowMs: number): boolean {
  const oldest = account.tail[0]
  if (command.madeAtMs === null || !oldest) return false
  // guard: fast-clock
  if (command.madeAtMs > nowMs + CLOCK_TOLERANCE_MS) return false
  // guard: slow-clock
  return command.madeAtMs > oldest.atMs + CLOCK_TOLERANCE_MS
}

export interface Decided {
  readonly posting: Posting
  readonly marks?: Marks
}

export interface AccountChange<Reply, Code extends string> {
  readonly command: Command
  /** The account as it was read a moment ago, to save reading it: it is read again when others were faster. */
  readonly account?: Account
  /** Looks at the account, with what has ended already gone, and says what to post or why not. Called again when others were faster. */
  decide(account: Account): Decided | Refusal<Code> | Promise<Decided | Refusal<Code>>
  /**
   * The reply, rebuilt from what was recorded: the same for the first call and for every repetition. The account is as the
   * first call left it, and for a repetition as it now is.
   */
  reply(line: Line, account: Account): Reply
}

/** The only way in which a member's points change: read, decide, one update on the version that was read. */
export async function changeAccount<Reply, Code extends string>(
  work: Work,
  member: string,
  change: AccountChange<Reply, Code>,
): Promise<Reply | Refusal<Code | 'not_a_member' | 'account_frozen' | 'key_reused_with_other_input'>> {
  const headKey = work.secrets.key('ledger-head')
  type Outcome = Reply | Refusal<Code | 'not_a_member' | 'account_frozen' | 'key_reused_with_other_input'>
  let read = change.account
  return untilSettled<Outcome>(work, async () => {
    const account = read ?? (await accountOf(work, member))
    read = undefined
    if (!account) return { value: refuse('not_a_member') }
    const recorded = await recordedLine(work, account, change.command)
    // guard: command-recorded
    if (recorded) {
      // guard: same-input
      const isSameInput = recorded.entry.inputHash === change.command.inputHash
      return { value: isSameInput ? change.reply(recorded, account) : refuse('key_reused_with_other_input') }
    }
    // guard: account-sound
    if (!isSound(account, headKey)) return { value: refuse('account_frozen') }
    const decided = await change.decide({ ...account, ...balancesOn(account, work.today) })
    if (!('posting' in decided)) return { value: decided }
    // guard: frozen-spends-nothing
    if (account.status === 'frozen' && isSpending(decided.posting)) return { value: refuse('account_frozen') }
    const { key, inputHash } = change.command
    const body: EntryBody = { ...decided.posting, key, inputHash, atMs: work.nowMs }
    const plan = planChange(
      account,
      // guard: due-first
      { bodies: [...dueEntries(account, work.today), body], marks: decided.marks, nowMs: work.nowMs },
      headKey,
    )
    if (!(await write(work, account, plan))) return 'again'
    const entry = plan.posted.at(-1)
    if (!entry) throw new Error('a change posts an entry')
    return { value: change.reply({ entry, balance: plan.after.available }, plan.after) }
  })
}

/**
 * Changes an account without a command of its own: for going on with what a command began, and for sweeps. The decision
 * must see by the account itself whether it was made before; null then, or when there is nothing to do.
 */
export async function amendAccount(
  work: Work,
  member: string,
  decide: (account: Account) => { readonly posting?: Posting; readonly marks?: Marks } | null,
  /** The account as it was read or left a moment ago, to save reading it. */
  known?: Account,
): Promise<'amended' | 'nothing'> {
  const headKey = work.secrets.key('ledger-head')
  let read = known
  return untilSettled<'amended' | 'nothing'>(work, async () => {
    const account = read ?? (await accountOf(work, member))
    read = undefined
    if (!account || !isSound(account, headKey)) return { value: 'nothing' }
    const amendment = decide({ ...account, ...balancesOn(account, work.today) })
    if (!amendment) return { value: 'nothing' }
    const { posting, marks } = amendment
    const own = posting ? [{ ...posting, key: '', inputHash: '', atMs: work.nowMs }] : []
    const bodies = [...dueEntries(account, work.today), ...own]
    const plan = planChange(account, { bodies, marks, nowMs: work.nowMs }, headKey)
    return (await write(work, account, plan)) ? { value: 'amended' } : 'again'
  })
}

/** Posts what fell due by the start of today; answers how many entries that were. An account that a hand has touched is left alone. */
export async function postDue(work: Work, member: string): Promise<number> {
  const headKey = work.secrets.key('ledger-head')
  return untilSettled(work, async () => {
    const account = await accountOf(work, member)
    if (!account || !isSound(account, headKey)) return { value: 0 }
    const bodies = dueEntries(account, work.today)
    if (bodies.length === 0) return { value: 0 }
    const plan = planChange(account, { bodies, nowMs: work.nowMs }, headKey)
    return (await write(work, account, plan)) ? { value: bodies.length } : 'again'
  })
}

/** Writes a plan; false when the account has changed since it was read. */
async function write(work: Work, account: Account, plan: Plan): Promise<boolean> {
  // The page first: should the function end here, another writer writes the same bytes again.
  // guard: page-first
  if (plan.page) await work.store.insert(journal, plan.page)
  const set = Object.fromEntries(
    Object.entries(plan.after).filter(([field, value]) => value !== account[field as keyof Account]),
  ) as Partial<Account>
  const { tail, ...fields } = set
  const changed: Change<Account> = plan.page ? { set } : { set: fields, push: { tail: plan.posted } }
  // guard: account-version
  return work.store.update(accounts, { _id: account._id, version: account.version }, changed)
}

/** Opens the account of an enrolment with its first entry and rooms, if any; answers the account that is there. */
export async function openAccount(
  work: Work,
  opening: {
    member: string
    enrolment: number
    posting: Posting | null
    rooms?: Account['rooms']
    limits?: Account['limits']
    command: Pick<Command, 'key' | 'inputHash'>
    /** When it was decided: resumed later, the same account is opened. */
    atMs: number
  },
): Promise<Account> {
  const empty = emptyAccount(opening.member, opening.enrolment, opening.atMs)
  const { key, inputHash } = opening.command
  const bodies = opening.posting ? [{ ...opening.posting, key, inputHash, atMs: opening.atMs }] : []
  const { rooms, limits } = opening
  const change = { bodies, marks: { rooms, ...(limits ? { limits } : {}) }, nowMs: opening.atMs }
  const { after } = planChange(empty, change, work.secrets.key('ledger-head'))
  const account = await ensureDocument(work, accounts, after)
  if (!account) throw new Error(`account ${after._id} could not be opened`)
  return account
}
