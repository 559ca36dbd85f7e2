import { campaignMutants } from './campaign-mutants'
import { couponMutants } from './coupon-mutants'
import { lotteryMutants } from './lottery-mutants'
import { memberMutants } from './member-mutants'
import type { Mutant } from './mutant'
import { orderMutants } from './order-mutants'
import { referralMutants } from './referral-mutants'
import { rewardMutants } from './reward-mutants'
import { ruleMutants } from './rule-mutants'
import { sharingMutants } from './sharing-mutants'
import { staffMutants } from './staff-mutants'
import { tierMutants } from './tier-mutants'

const CHANGE = 'cloudfunctions/modules/ledger/change.ts'
const JOBS = 'cloudfunctions/platform/jobs.ts'
const PROFILE = 'cloudfunctions/modules/members/update-profile.ts'
const STREAK = 'cloudfunctions/modules/check-in/domain/streak.ts'

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

/** One for every `// guard: name` in the functions. */
export const mutants: readonly Mutant[] = [
  ...campaignMutants,
  ...couponMutants,
  ...rewardMutants,
  ...lotteryMutants,
  ...referralMutants,
  ...ruleMutants,
  ...memberMutants,
  ...orderMutants,
  ...staffMutants,
  ...tierMutants,
  ...sharingMutants,
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
    guard: 'lease-held',
    file: JOBS,
    from: 'if (isAhead(found.leaseUntilMs',
    to: 'if (!work && isAhead(found.leaseUntilMs',
    tests: ['platform/jobs.test'],
  },
  {
    guard: 'lease-unchanged',
    file: JOBS,
    from: '{ _id: job.name, leaseBy, leaseUntilMs, dueAtMs, position }',
    to: '{ _id: job.name }',
    tests: ['platform/jobs.test'],
  },
  {
    guard: 'version-genuine',
    file: 'cloudfunctions/platform/published.ts',
    from: 'page.items.filter(isGenuine)',
    to: 'page.items',
    tests: ['platform/published.test'],
  },
  {
    guard: 'answer-kept',
    file: PROFILE,
    from: 'if (member.lastChange) {',
    to: 'if (!member) {',
    tests: ['members/members.test'],
  },
  {
    guard: 'profile-version',
    file: PROFILE,
    from: '{ _id: member._id, version: member.version }',
    to: '{ _id: member._id }',
    tests: ['members/members.test'],
  },
  {
    guard: 'change-recorded',
    file: PROFILE,
    from: 'if (before) return',
    to: 'if (!member) return',
    tests: ['members/members.test'],
  },
  {
    guard: 'consent',
    file: 'cloudfunctions/modules/members/join.ts',
    from: 'if (input.consentVersion !== consentVersion)',
    to: 'if (!input)',
    tests: ['members/members.test'],
  },
  {
    guard: 'join-shared',
    file: 'cloudfunctions/modules/members/join.ts',
    from: 'isNew ? enrolled.member : await sharedIntent(context, members, enrolled.member)',
    to: 'enrolled.member',
    tests: ['members/joining-campaigns'],
  },
  {
    guard: 'joining-shared',
    file: 'cloudfunctions/modules/members/join.ts',
    from: 'await sharedIntent(work, members, member)',
    to: 'member',
    tests: ['members/joining-campaigns'],
  },
  {
    guard: 'shared-as-read',
    file: 'cloudfunctions/platform/operation.ts',
    from: '{ _id, openSinceMs }, { set }',
    to: '{ _id }, { set }',
    tests: ['platform/operation.test'],
  },
  {
    guard: 'day-once',
    file: STREAK,
    from: "if (isCheckedIn(days, today)) return refuse('already_checked_in')",
    to: '',
    tests: ['check-in/check-in.test'],
  },
  {
    guard: 'day-not-forgotten',
    file: STREAK,
    from: "if (isForgotten(days, today)) return refuse('already_checked_in')",
    to: '',
    tests: ['check-in/domain/streak.test'],
  },
  {
    guard: 'made-up-not-forgotten',
    file: STREAK,
    from: "if (isForgotten(days, date)) return refuse('nothing_to_make_up')",
    to: '',
    tests: ['check-in/domain/streak.test'],
  },
  {
    guard: 'make-up-quota',
    file: STREAK,
    from: 'if (left === 0) return refuse',
    to: 'if (!days) return refuse',
    tests: ['check-in/check-in.test'],
  },
  {
    guard: 'decided-once',
    file: 'cloudfunctions/modules/ops/requests/decide.ts',
    from: "if (request.state !== 'waiting') return",
    to: 'if (!work) return',
    tests: ['ops/requests'],
  },
  {
    guard: 'four-eyes',
    file: 'cloudfunctions/modules/ops/requests/decide.ts',
    from: "asked.to === 'approved' && isSameOperator(request.operator, asked.operator)",
    to: '!work',
    tests: ['ops/requests'],
  },
  {
    guard: 'decision-race',
    file: 'cloudfunctions/modules/ops/requests/decide.ts',
    from: "{ _id: request._id, state: 'waiting' }",
    to: '{ _id: request._id }',
    tests: ['ops/requests'],
  },
  {
    guard: 'still-approved',
    file: 'cloudfunctions/modules/ops/requests/carry-out.ts',
    from: "if (now?.state !== 'approved') return refuse('decided_meanwhile')",
    to: '',
    tests: ['ops/requests'],
  },
  {
    guard: 'failed-behind-a-fence',
    file: 'cloudfunctions/modules/ops/requests/carry-out.ts',
    from: 'await fence(work, request.member, commandOf(request))',
    to: 'null',
    tests: ['ops/requests'],
  },
  {
    guard: 'accepted-findings',
    file: 'cloudfunctions/modules/ops/standing/findings.ts',
    from: 'if (current.statusChange?.accepted === digestOf(found))',
    to: 'if (!work)',
    tests: ['ops/standing'],
  },
  {
    guard: 'findings-remain',
    file: 'cloudfunctions/modules/ops/standing/handlers.ts',
    from: 'findings.length > 0 && !(accept && isAcceptable)',
    to: '!isAcceptable',
    tests: ['ops/standing'],
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
    guard: 'batch-version',
    file: 'cloudfunctions/modules/ops/batches/batch-job.ts',
    from: 'const where = { _id: batch._id, version: batch.version }',
    to: 'const where = { _id: batch._id }',
    tests: ['ops/batches'],
  },
  {
    guard: 'undone-once',
    file: 'cloudfunctions/modules/ops/batches/handlers.ts',
    from: "if (batch.undo) return { value: refuse('already_undone') }",
    to: '',
    tests: ['ops/batches'],
  },
  {
    guard: 'time-left',
    file: 'cloudfunctions/platform/guarded-store.ts',
    from: 'if (guard.timeLeftMs() < ANSWER_RESERVE_MS)',
    to: 'if (!guard)',
    tests: ['platform/guarded-store.test'],
  },
  {
    guard: 'mark-forward',
    file: 'cloudfunctions/modules/notifications/handlers.ts',
    from: 'if (!mark || mark.readUntilMs >= untilMs)',
    to: 'if (!mark)',
    tests: ['notifications/notifications.test'],
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
    guard: 'recovered-meanwhile',
    file: 'cloudfunctions/modules/ops/requests/carry-out.ts',
    from: 'if (expiry && (await wasGivenBack(work, account, expiry.entry)))',
    to: 'if (!work)',
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
