import { sha256 } from '../../kernel/digest'
import { Refusal, refuse } from '../../kernel/refusal'
import { settingsOf, type Work } from '../../platform/context'
import { ensureDocument } from '../../platform/guarded-store'
import { carryOut, type Intent, type Operation, sharedIntent, sweepOf } from '../../platform/operation'
import { defineCollection } from '../../platform/store'
import {
  type Account,
  accrual,
  changeAccount,
  type Decided,
  type Entry,
  expiresOn,
  ledgerSettings,
  unrewarded,
} from '../ledger'
import { awardFor } from './award'
import { Taken } from './budgets'
import { isRuledOut } from './domain/compile'
import { AT, type Facts, type RuleEvent } from './domain/rule'
import { finishAwarded } from './finish'
import { rulesOn } from './in-force'

/** Something that happened in a module which posts nothing for it, and that some rule listens to: the intent of its award. */
export interface RuleEventRecord extends Intent {
  readonly schema: 1
  readonly event: RuleEvent
  /** What happened, by the id that the module has for it. */
  readonly source: string
  readonly member: string
  readonly facts: Facts
  /** When it happened. */
  readonly happenedAtMs: number
  /** The version of the settings that decides. */
  readonly rulesVersion: number
  readonly atMs: number
}

export const ruleEvents = defineCollection<RuleEventRecord>({
  name: 'rule_events',
  indexes: [{ name: 'byOpen', fields: ['openSinceMs'] }],
})

export const RULE_EVENT = 'rule_event'

/** An account that a hand has touched is put right some day, and what is owed to it is not lost until then. */
class Waits extends Error {}

async function decide(work: Work, record: RuleEventRecord, account: Account, taken: Taken) {
  const { _id, event, source, facts, happenedAtMs: atMs, rulesVersion: settingsVersion } = record
  const op = `re|${_id}`
  const { points, trace, limits, decision } = await awardFor(work, {
    event,
    facts,
    atMs,
    op,
    account,
    settingsVersion,
    taken,
  })
  if (points === 0 && decision.gains.length === 0) return refuse('nothing_earned')
  const cause = { op, ref: { kind: RULE_EVENT, id: source }, trace }
  const { pointExpiry } = await settingsOf(work, ledgerSettings)
  const earned = { points, on: work.today, expiresOn: expiresOn(work.today, pointExpiry) }
  return {
    posting: points === 0 ? unrewarded(cause) : accrual(cause, account, earned),
    marks: { limits },
  } satisfies Decided
}

/** Who carries it out just after it was written down: then nothing was ever decided for it. */
const operation = (isNew: boolean): Operation<RuleEventRecord> => ({
  name: 'rules-happened',
  collection: ruleEvents,
  async steps(work, record) {
    const { _id, event, member, facts, happenedAtMs } = record
    const taken = new Taken(isNew)
    const posted = await changeAccount<Entry, 'nothing_earned'>(work, member, {
      command: { key: _id, inputHash: '', madeAtMs: record.atMs },
      decide: (account) => decide(work, record, account, taken),
      reply: ({ entry }) => entry,
    })
    if (posted instanceof Refusal && posted.code === 'account_frozen') throw new Waits()
    const entry = posted instanceof Refusal ? null : posted
    await finishAwarded(work, { op: `re|${_id}`, member, entry, event, atMs: happenedAtMs, facts, taken })
  },
})

async function goOn(work: Work, record: RuleEventRecord, isNew: boolean): Promise<void> {
  try {
    await carryOut(work, operation(isNew), record)
  } catch (error) {
    if (!(error instanceof Waits)) throw error
  }
}

export interface Happened {
  readonly event: RuleEvent
  /** What happened, by the id that the module has for it: the same is awarded once, however often it is told. */
  readonly source: string
  readonly member: string
  readonly facts: Facts
  /** When it happened: told again, it names the same moment. */
  readonly atMs: number
}

/**
 * Tells the rules of something that happened in a module which posts nothing for it itself. While no rule in force then
 * can apply nothing is read or written; else it is an operation of its own.
 */
export async function happened(work: Work, { event, source, member, facts, atMs }: Happened): Promise<void> {
  const { compiled, version } = await rulesOn(work, event, { atMs })
  const seen = { ...facts, [AT]: atMs }
  const listening = [...compiled.programme, ...compiled.campaigns.matching(seen)]
  if (listening.every((rule) => isRuledOut(rule, seen))) return
  const record: RuleEventRecord = {
    _id: sha256(`${event}|${source}`),
    schema: 1,
    event,
    source,
    member,
    facts,
    happenedAtMs: atMs,
    rulesVersion: version,
    atMs: work.nowMs,
    openSinceMs: work.nowMs,
  }
  const there = await ensureDocument(work, ruleEvents, record)
  if (!there) return
  const isNew = there === record
  // guard: event-shared
  await goOn(work, isNew ? there : await sharedIntent(work, ruleEvents, there), isNew)
}

/** Goes on with events whose function ended, and with those of accounts that were not sound. */
export const openRuleEventsJob = sweepOf('rules-happened', ruleEvents, (work, record) => goOn(work, record, false))
