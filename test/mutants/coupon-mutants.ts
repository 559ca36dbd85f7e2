import type { Mutant } from './mutant'

const STOCK = 'cloudfunctions/modules/ledger/units/stock.ts'
const STOCK_TESTS = ['units/stock.test']
const CLAIM = 'cloudfunctions/modules/coupons/claims/claim.ts'
const CLAIM_TESTS = ['coupons/claims']
const ISSUE = 'cloudfunctions/modules/coupons/issue.ts'
const ISSUE_TESTS = ['coupons/issue.test']

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
]
