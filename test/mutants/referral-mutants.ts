import type { Mutant } from './mutant'

const REFERRALS = 'cloudfunctions/modules/referrals'
const TESTS = ['modules/referrals/referrals.test']
const REFUNDS = ['modules/referrals/refunds.test']
const HOLDS = ['modules/referrals/holds.test']
const SLOW = ['modules/referrals/slow-functions.test']

export const referralMutants: readonly Mutant[] = [
  {
    guard: 'joined-before',
    file: `${REFERRALS}/bind.ts`,
    from: 'if (member.enrolment !== 1 || own.openedAtMs < member.joinedAtMs) return',
    to: '',
    tests: HOLDS,
  },
  {
    guard: 'bought-while-joining',
    file: `${REFERRALS}/bind.ts`,
    from: 'await lookForOrder(work, member._id, null)',
    to: '',
    tests: REFUNDS,
  },
  {
    guard: 'members-come-by-nobody',
    file: `${REFERRALS}/touch.ts`,
    from: 'if (await work.store.get(members, visitor)) return',
    to: '',
    tests: TESTS,
  },
  {
    guard: 'first-referrer',
    file: `${REFERRALS}/touch.ts`,
    from: 'if (work.nowMs < found.untilMs) return { value: null }',
    to: '',
    tests: TESTS,
  },
  {
    guard: 'referrer-unchanged',
    file: `${REFERRALS}/touch.ts`,
    from: '{ _id: visitor, atMs: found.atMs }',
    to: '{ _id: visitor }',
    tests: TESTS,
  },
  {
    guard: 'same-person',
    file: `${REFERRALS}/paying/doubts.ts`,
    from: "if (friend === referrer) return { to: 'refused', doubt: 'same_person' }",
    to: '',
    tests: HOLDS,
  },
  {
    guard: 'same-phone',
    file: `${REFERRALS}/paying/doubts.ts`,
    from: "if (shareNumber(own, referrers)) return { to: 'refused', doubt: 'same_phone' }",
    to: '',
    tests: HOLDS,
  },
  {
    guard: 'shared-phone',
    file: `${REFERRALS}/paying/doubts.ts`,
    from: "if (others.some(({ _id }) => owners.includes(_id))) return { to: 'held', doubt: 'shared_phone' }",
    to: '',
    tests: HOLDS,
  },
  {
    guard: 'many-at-once',
    file: `${REFERRALS}/paying/doubts.ts`,
    from: 'most !== null && sameDay.length >= most',
    to: 'most === 0',
    tests: HOLDS,
  },
  {
    guard: 'referral-version',
    file: `${REFERRALS}/paying/qualify.ts`,
    from: 'update(referrals, { _id: referral._id, version: referral.version }, { set: change })',
    to: 'update(referrals, { _id: referral._id }, { set: change })',
    tests: HOLDS,
  },
  {
    guard: 'vested-first',
    file: `${REFERRALS}/paying/qualify.ts`,
    from: "if (referral?.state !== 'bound' || referral.dueAtMs === null || referral.dueAtMs > work.nowMs)",
    to: "if (referral?.state !== 'bound' || referral.dueAtMs === null)",
    tests: TESTS,
  },
  {
    guard: 'nothing-paid-while-off',
    file: `${REFERRALS}/paying/qualify.ts`,
    from: 'if (!(await isPaying(work, referral))) return { value: null }',
    to: '',
    tests: TESTS,
  },
  {
    guard: 'referrer-cap',
    file: `${REFERRALS}/paying/posting.ts`,
    from: 'if (limitUsed(account, limit) >= friends || !hasRoomForLimit(account, limit, today)) {',
    to: 'if (!hasRoomForLimit(account, limit, today)) {',
    tests: TESTS,
  },
  {
    guard: 'settled-by-version',
    file: `${REFERRALS}/paying/operation.ts`,
    from: '{ _id: now._id, version: now.version }',
    to: '{ _id: now._id }',
    tests: SLOW,
  },
  {
    guard: 'place-taken',
    file: `${REFERRALS}/paying/operation.ts`,
    from: "=== 'none_left')",
    to: "=== 'taken' && !work)",
    tests: TESTS,
  },
  {
    guard: 'refunded-while-paying',
    file: `${REFERRALS}/paying/operation.ts`,
    from: "now.isRefunded ? { ...got, state: 'taking_back' }",
    to: "!now ? { ...got, state: 'taking_back' }",
    tests: SLOW,
  },
  {
    guard: 'waits-version',
    file: `${REFERRALS}/watch.ts`,
    from: 'const asRead = { _id: referral._id, version: referral.version }',
    to: 'const asRead = { _id: referral._id }',
    tests: SLOW,
  },
  {
    guard: 'brought-by-nobody',
    file: `${REFERRALS}/watch.ts`,
    from: 'if (account?.member === order.member && !isReferred(account)) return {}',
    to: '',
    tests: ['orders/order-cost.test'],
  },
  {
    guard: 'hold-same-input',
    file: `${REFERRALS}/holds/decide.ts`,
    from: 'before.decision?.inputHash === inputHash',
    to: 'before',
    tests: HOLDS,
  },
  {
    guard: 'hold-decided-once',
    file: `${REFERRALS}/holds/decide.ts`,
    from: "if (referral.state !== 'held')",
    to: 'if (!referral)',
    tests: HOLDS,
  },
  {
    guard: 'nothing-shown-while-off',
    file: `${REFERRALS}/members/status.ts`,
    from: 'if (!(await areOn(work))) return CLOSED',
    to: '',
    tests: TESTS,
  },
]
