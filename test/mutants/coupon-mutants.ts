import type { Mutant } from './mutant'

const STOCK = 'cloudfunctions/modules/ledger/units/stock.ts'
const STOCK_TESTS = ['units/stock.test']

/** Of stocks that are made part by part. */
export const couponMutants: readonly Mutant[] = [
  { guard: 'restocked-once', file: STOCK, from: 'if (before) return', to: 'if (!work) return', tests: STOCK_TESTS },
  {
    guard: 'part-forward',
    file: STOCK,
    from: 'const where = { _id: part._id, madeTo: part.madeTo }',
    to: 'const where = { _id: part._id }',
    tests: STOCK_TESTS,
  },
]
