import type { Mutant } from './mutant'

const STOCK = 'cloudfunctions/modules/ledger/units/stock.ts'
const STOCK_TESTS = ['units/stock.test']
const CLAIM = 'cloudfunctions/modules/coupons/claims/claim.ts'
const CLAIM_TESTS = ['coupons/claims']
const ISSUE = 'cloudfunctions/modules/coupons/issue.ts'
const ISSUE_TESTS = ['coupons/issue.test']
const COUNTER = 'cloudfunctions/modules/coupons/counter'
const COUNTER_TESTS = ['coupons/counter/counter.test']
const GIVE = 'cloudfunctions/modules/coupons/gifts/give.ts'
const ACCEPT = 'cloudfunctions/modules/coupons/gifts/accept.ts'
const GIFT_TESTS = ['coupons/gifts']
const REBATES = 'cloudfunctions/modules/coupons/rebates'
const REBATE_TESTS = ['coupons/rebates']

/** Of stocks that are made part by part, and of coupons from their issue to their end. */
export const couponMutants: readonly Mutant[] = [
  { guard: 'restocked-once', file: STOCK, from: 'if (before) return', to: 'if (!work) return', tests: STOCK_TESTS },
  {
    guard: 'part-forward',
    file: STOCK,
    from: 'const where = { _id: part._id, madeTo: part.madeTo }',
    to: 'const where = { _id: part._id }',
    tests: STOCK_TESTS,
  },
  {
    guard: 'claim-same-input',
    file: CLAIM,
    from: "coupon.inputHash === inputHash ? coupon : refuse('key_reused_with_other_input')",
    to: 'coupon',
    tests: CLAIM_TESTS,
  },
  {
    guard: 'on-sale',
    file: CLAIM,
    from: 'body.stock !== null && !(await isOnSale(context, couponStock.skuOf(templateId)))',
    to: 'body.stock === 0',
    tests: CLAIM_TESTS,
  },
  {
    guard: 'claim-limit',
    file: CLAIM,
    from: 'limitReached(body, claimedAtMs, context.today)',
    to: 'limitReached(body, claimedAtMs.slice(1), context.today)',
    tests: CLAIM_TESTS,
  },
  {
    guard: 'withdrawal-fence',
    file: ISSUE,
    from: "await work.store.insert(coupons, freeCoupon({ ...base, member: '', atMs: work.nowMs }))",
    to: "base && 'inserted'",
    tests: ISSUE_TESTS,
  },
  {
    guard: 'withdrawn-unspent',
    file: ISSUE,
    from: 'update(coupons, { _id, state }, {',
    to: 'update(coupons, { _id }, {',
    tests: ISSUE_TESTS,
  },
  {
    guard: 'coupons-combine',
    file: 'cloudfunctions/modules/coupons/domain/use.ts',
    from: "if (other) return refuse('does_not_combine'",
    to: "if (other && !rules) return refuse('does_not_combine'",
    tests: COUNTER_TESTS,
  },
  {
    guard: 'within-its-days',
    file: `${COUNTER}/decide-use.ts`,
    from: "if (standing !== 'usable')",
    to: 'if (!work)',
    tests: COUNTER_TESTS,
  },
  {
    guard: 'one-purchase',
    file: `${COUNTER}/decide-use.ts`,
    from: 'use?.cartHash !== cartHash',
    to: '!use',
    tests: COUNTER_TESTS,
  },
  {
    guard: 'use-same-input',
    file: `${COUNTER}/verify.ts`,
    from: 'coupon.use.inputHash === inputHash ?',
    to: 'inputHash ?',
    tests: COUNTER_TESTS,
  },
  {
    guard: 'used-once',
    file: `${COUNTER}/verify.ts`,
    from: "update(coupons, { _id: coupon._id, state: 'claimed' }",
    to: 'update(coupons, { _id: coupon._id }',
    tests: COUNTER_TESTS,
  },
  {
    guard: 'undone-while-used',
    file: `${COUNTER}/unverify.ts`,
    from: "if (coupon.state !== 'used')",
    to: 'if (!storeId)',
    tests: COUNTER_TESTS,
  },
  {
    guard: 'undone-in-time',
    file: `${COUNTER}/unverify.ts`,
    from: 'return undoUntilMs(context, coupon, undoMinutes) === null ?',
    to: 'return undoMinutes < 0 ?',
    tests: COUNTER_TESTS,
  },
  {
    guard: 'moved-while-held',
    file: 'cloudfunctions/modules/coupons/merging/move.ts',
    from: "const where = { _id, state: 'claimed' } as const",
    to: 'const where = { _id }',
    tests: ['ops/people/merge/merging-coupons.test'],
  },
  {
    guard: 'returned-by-this',
    file: `${COUNTER}/returns.ts`,
    from: 'coupon.follows?.key === refund.key ? coupon : null',
    to: 'coupon',
    tests: ['coupons/counter/returns.test'],
  },
  {
    guard: 'used-before-refund',
    file: `${COUNTER}/returns.ts`,
    from: "if (coupon.state !== 'used' || coupon.use.atMs > refund.atMs + CLOCKS_APART_MS)",
    to: "if (coupon.state !== 'used')",
    tests: ['coupons/counter/returns.test'],
  },
  {
    guard: 'end-same-input',
    file: 'cloudfunctions/modules/coupons/follow.ts',
    from: 'coupon.follows.inputHash === inputHash ?',
    to: 'inputHash ?',
    tests: COUNTER_TESTS,
  },
  {
    guard: 'give-same-input',
    file: GIVE,
    from: "return other ? refuse('key_reused_with_other_input') : null",
    to: 'return other && null',
    tests: GIFT_TESTS,
  },
  {
    guard: 'given-while-held',
    file: GIVE,
    from: "{ _id: coupon._id, state: 'claimed' }",
    to: '{ _id: coupon._id }',
    tests: GIFT_TESTS,
  },
  { guard: 'own-gift', file: ACCEPT, from: 'if (coupon.member === member)', to: 'if (!member)', tests: GIFT_TESTS },
  {
    guard: 'gift-in-time',
    file: ACCEPT,
    from: 'if (!isWaiting(coupon, context.nowMs))',
    to: "if (coupon.state !== 'giving')",
    tests: GIFT_TESTS,
  },
  {
    guard: 'one-taker',
    file: ACCEPT,
    from: "{ _id: coupon._id, state: 'giving' }",
    to: '{ _id: coupon._id }',
    tests: GIFT_TESTS,
  },
  {
    guard: 'rebate-only-less',
    file: `${REBATES}/of-orders.ts`,
    from: 'if (left >= amountFen)',
    to: 'if (left === amountFen)',
    tests: REBATE_TESTS,
  },
  {
    guard: 'rebate-undecided',
    file: `${REBATES}/of-orders.ts`,
    from: 'update(rebates, { _id: rebate._id, state, amountFen }',
    to: 'update(rebates, { _id: rebate._id }',
    tests: REBATE_TESTS,
  },
  {
    guard: 'rebate-decided-once',
    file: `${REBATES}/decide.ts`,
    from: "if (rebate.state !== 'waiting')",
    to: "if (rebate.state === 'rejected')",
    tests: REBATE_TESTS,
  },
  {
    guard: 'rebate-race',
    file: `${REBATES}/decide.ts`,
    from: "{ _id: rebate._id, state: 'waiting', amountFen: rebate.amountFen }",
    to: '{ _id: rebate._id }',
    tests: REBATE_TESTS,
  },
  {
    guard: 'rebate-four-eyes',
    file: `${REBATES}/handlers.ts`,
    from: 'isSameOperator(rebate.operator, operator)',
    to: 'isSameOperator(rebate.operator, rebateId)',
    tests: REBATE_TESTS,
  },
]
