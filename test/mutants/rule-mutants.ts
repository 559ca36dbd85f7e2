import type { Mutant } from './mutant'

const RULES = 'cloudfunctions/modules/rules'
const EVALUATE_TESTS = ['rules/domain/evaluate.test']
const AWARD_TESTS = ['rules/award.test']
const CHECK_IN = 'cloudfunctions/modules/check-in/post.ts'
const CHECK_IN_TESTS = ['check-in/check-in-campaigns.test']

/** Of what events earn, of the budgets of campaigns, and of check-ins that they give more for than points. */
export const ruleMutants: readonly Mutant[] = [
  {
    guard: 'times-per-member',
    file: `${RULES}/domain/evaluate.ts`,
    from: 'had.times >= perMember.times',
    to: 'had.times > perMember.times',
    tests: EVALUATE_TESTS,
  },
  {
    guard: 'times-per-day',
    file: `${RULES}/domain/evaluate.ts`,
    from: 'had.dayTimes >= perMemberDay.times',
    to: 'had.dayTimes > perMemberDay.times',
    tests: EVALUATE_TESTS,
  },
  {
    guard: 'best-of-group',
    file: `${RULES}/domain/stacking.ts`,
    from: 'offer.points > known.points',
    to: 'offer.points >= known.points',
    tests: EVALUATE_TESTS,
  },
  {
    guard: 'room-for-count',
    file: `${RULES}/counting.ts`,
    from: 'if (!hasRoom && isNeeded) return null',
    to: 'if (!hasRoom && isNeeded) continue',
    tests: AWARD_TESTS,
  },
  {
    guard: 'budget-has-intent',
    file: `${RULES}/award.ts`,
    from: 'hasNoIntent ? gains.filter(hasConsequences) : []',
    to: 'hasNoIntent ? gains.slice(gains.length) : []',
    tests: AWARD_TESTS,
  },
  {
    guard: 'budget-covers',
    file: `${RULES}/budgets.ts`,
    from: 'if (got < amount) return false',
    to: 'if (got === 0) return false',
    tests: AWARD_TESTS,
  },
  {
    guard: 'budget-kept',
    file: `${RULES}/budgets.ts`,
    from: 'if (known === null || known > kept)',
    to: 'if (known !== null && known > kept)',
    tests: AWARD_TESTS,
  },
  {
    guard: 'steps-given',
    file: `${RULES}/take-back.ts`,
    from: "Math.max(0, used('steps') - stands)",
    to: 'Math.max(0, stepsAt(gain, spent, counting.atMs) - stands)',
    tests: ['orders/campaigns-on-orders.test'],
  },
  {
    guard: 'quota-back-once',
    file: 'cloudfunctions/modules/ledger/quotas/give-back.ts',
    from: "sealed: false, decided: { none: { field: 'op', value: name } } }",
    to: 'sealed: false }',
    tests: ['quotas/give-back.test'],
  },
  {
    guard: 'taken-for-this',
    file: 'cloudfunctions/modules/check-in/post.ts',
    from: 'posted instanceof Refusal || parseTrace(posted.entry.trace)?.at !== atMs ? null',
    to: 'posted instanceof Refusal ? null',
    tests: ['check-in/check-in-campaigns'],
  },
  {
    guard: 'check-in-shared',
    file: 'cloudfunctions/modules/check-in/post.ts',
    from: 'isNew ? there : await sharedIntent(work, checkIns, there)',
    to: 'there',
    tests: ['check-in/check-in-campaigns'],
  },
  {
    guard: 'event-shared',
    file: 'cloudfunctions/modules/rules/happened.ts',
    from: 'isNew ? there : await sharedIntent(work, ruleEvents, there)',
    to: 'there',
    tests: ['rules/happened'],
  },
  {
    guard: 'gift-needs-intent',
    file: CHECK_IN,
    from: 'if (preview && needsIntent(',
    to: 'if (preview && taken && needsIntent(',
    tests: CHECK_IN_TESTS,
  },
  {
    guard: 'check-in-same-input',
    file: CHECK_IN,
    from: 'if (there.inputHash !== inputHash)',
    to: "if (there.inputHash === '')",
    tests: CHECK_IN_TESTS,
  },
]
