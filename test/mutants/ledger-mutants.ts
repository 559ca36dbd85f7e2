import type { Mutant } from './mutant'

const CHANGE = 'cloudfunctions/modules/ledger/change.ts'
const QUOTA = 'cloudfunctions/modules/ledger/quotas/quota.ts'
const UNIT = 'cloudfunctions/modules/ledger/units/unit.ts'
const REDEEM = 'cloudfunctions/modules/ledger/redeem.ts'
const QUOTA_TESTS = ['quotas/quota.test']
const REDEEM_TESTS = ['ledger/redeem.test']
const RECOVER = 'cloudfunctions/modules/ledger/recover.ts'
const RECOVERY = 'cloudfunctions/modules/ledger/domain/recovery.ts'
const RECOVER_TESTS = ['ledger/recover.test']
const EVENT = 'cloudfunctions/modules/ledger/events/event.ts'
const EVENT_TESTS = ['events/event.test']

export const ledgerMutants: readonly Mutant[] = [
  {
    guard: 'key-in-pages',
    file: CHANGE,
    from: 'if (account.journalPage === 0 || isCertainlyNewer(command, account, work.nowMs)) return null',
    to: 'if (work) return null',
    tests: ['ledger/ledger.test'],
  },
  {
    guard: 'slow-clock',
    file: CHANGE,
    from: 'command.madeAtMs > oldest.atMs + CLOCK_TOLERANCE_MS',
    to: 'command.madeAtMs > 0',
    tests: ['ledger/ledger.test'],
  },
  {
    guard: 'fast-clock',
    file: CHANGE,
    from: 'if (command.madeAtMs > nowMs + CLOCK_TOLERANCE_MS) return false',
    to: '',
    tests: ['ledger/ledger.test'],
  },
  {
    guard: 'command-recorded',
    file: CHANGE,
    from: 'if (recorded) {',
    to: 'if (!work) {',
    tests: ['check-in/check-in.test'],
  },
  {
    guard: 'same-input',
    file: CHANGE,
    from: 'recorded.entry.inputHash === change.command.inputHash',
    to: 'true',
    tests: ['check-in/check-in.test'],
  },
  {
    guard: 'account-sound',
    file: CHANGE,
    from: 'if (!isSound(account, headKey)) return',
    to: 'if (!work) return',
    tests: ['ledger/ledger.test'],
  },
  {
    guard: 'frozen-spends-nothing',
    file: CHANGE,
    from: "if (account.status === 'frozen' && isSpending(decided.posting))",
    to: 'if (!work)',
    tests: ['ops/standing'],
  },
  {
    guard: 'due-first',
    file: CHANGE,
    from: 'bodies: [...dueEntries(account, work.today), body]',
    to: 'bodies: [body]',
    tests: ['ledger/ledger.test'],
  },
  {
    guard: 'page-first',
    file: CHANGE,
    from: 'if (plan.page) await work.store.insert(journal, plan.page)',
    to: '',
    tests: ['ledger/ledger.test'],
  },
  {
    guard: 'account-version',
    file: CHANGE,
    from: '{ _id: account._id, version: account.version }',
    to: '{ _id: account._id }',
    tests: ['check-in/check-in.test', 'simulation'],
  },
  {
    guard: 'status-version',
    file: 'cloudfunctions/modules/ledger/freeze.ts',
    from: '{ _id: account._id, version: account.version },',
    to: '{ _id: account._id },',
    tests: ['ops/standing'],
  },
  {
    guard: 'status-recorded',
    file: 'cloudfunctions/modules/ledger/freeze.ts',
    from: 'if (recorded) return { value: recorded }',
    to: '',
    tests: ['ops/standing'],
  },
  {
    guard: 'quota-once',
    file: QUOTA,
    from: "{ none: { field: 'op', value: op } }",
    to: "{ none: { field: 'op', value: '' } }",
    tests: QUOTA_TESTS,
  },
  { guard: 'quota-take', file: QUOTA, from: ', left: { atLeast: amount } }', to: ' }', tests: QUOTA_TESTS },
  {
    guard: 'quota-made-meanwhile',
    file: QUOTA,
    from: "if (newest.left >= amount) return 'again'",
    to: "if (newest.left < 0) return 'again'",
    tests: QUOTA_TESTS,
  },
  {
    guard: 'quota-fence',
    file: QUOTA,
    from: 'push: { decided: [{ op, amount: -1 }] }',
    to: 'push: { decided: [] }',
    tests: QUOTA_TESTS,
  },
  {
    guard: 'quota-known-generation',
    file: QUOTA,
    from: '(wanted.isNew && work.recent.peek<number>(name)) || 0',
    to: 'work.recent.peek<number>(name) || 0',
    tests: QUOTA_TESTS,
  },
  {
    guard: 'quota-earlier',
    file: QUOTA,
    from: 'let from = search.generation;',
    to: 'let from = generation;',
    tests: QUOTA_TESTS,
  },
  {
    guard: 'no-account-no-budget',
    file: EVENT,
    from: 'if (!account) return null',
    to: '',
    tests: EVENT_TESTS,
  },
  {
    guard: 'event-needs-account',
    file: EVENT,
    from: "if (!account) return { state: 'no_account', line: null }",
    to: 'if (!account) happened.member',
    tests: EVENT_TESTS,
  },
  {
    guard: 'takeable',
    file: EVENT,
    from: 'if (isRefused && !(await work.store.get(events, id)))',
    to: 'if (!work)',
    tests: EVENT_TESTS,
  },
  {
    guard: 'no-more-than-awarded',
    file: EVENT,
    from: 'if (!canTakeBack(event, awarded))',
    to: 'if (!work)',
    tests: EVENT_TESTS,
  },
  {
    guard: 'grace',
    file: RECOVER,
    from: 'if (until < work.today)',
    to: 'if (!work)',
    tests: RECOVER_TESTS,
  },
  {
    guard: 'recovered-once',
    file: RECOVER,
    from: 'if (pointsOf(ended) === 0)',
    to: 'if (!work)',
    tests: RECOVER_TESTS,
  },
  {
    guard: 'given-back-once',
    file: RECOVERY,
    from: '({ seq }) => !isGivenBack(account, entries, seq)',
    to: '() => true',
    tests: RECOVER_TESTS,
  },
  {
    guard: 'ends-for-good',
    file: RECOVERY,
    from: 'negated(stillThere(ended, before))',
    to: '[]',
    tests: RECOVER_TESTS,
  },
  {
    guard: 'unit-free',
    file: UNIT,
    from: "updateAny(kind.units, { sku, state: 'free' }",
    to: 'updateAny(kind.units, { sku }',
    tests: REDEEM_TESTS,
  },
  {
    guard: 'unit-fence',
    file: UNIT,
    from: 'await work.store.insert(kind.units, tombstone)',
    to: "'inserted'",
    tests: REDEEM_TESTS,
  },
  {
    guard: 'limit',
    file: REDEEM,
    from: 'if (limit && limitUsed(account, limit) + quantity > limit.most)',
    to: 'if (!work)',
    tests: REDEEM_TESTS,
  },
  {
    guard: 'limit-room',
    file: REDEEM,
    from: 'if (limit && !hasRoomForLimit(account, limit, work.today))',
    to: 'if (!work)',
    tests: REDEEM_TESTS,
  },
  {
    guard: 'void-once',
    file: REDEEM,
    from: 'marks: { openOps: withoutMark(current, op), limits }',
    to: 'marks: { limits }',
    tests: REDEEM_TESTS,
  },
]
