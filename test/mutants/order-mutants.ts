import type { Mutant } from './mutant'

const RECORD = 'cloudfunctions/modules/orders/record.ts'
const TAKE_BACK = 'cloudfunctions/modules/orders/take-back.ts'
const ROUNDS = 'cloudfunctions/modules/orders/domain/rounds.ts'
const REFUND = 'cloudfunctions/modules/orders/domain/refund.ts'
const ORDERS = ['orders/orders.test']
const FAULTS = ['orders/orders-under-faults']
const IMPORTS = ['orders/imports/imports.test']

/** Of orders that are recorded once, refunds that fit, and imports. */
export const orderMutants: readonly Mutant[] = [
  {
    guard: 'paid-in-the-future',
    file: RECORD,
    from: "if (paidAtMs > nowMs + MOST_AHEAD_MS) return 'ahead'",
    to: '',
    tests: IMPORTS,
  },
  {
    guard: 'paid-too-long-ago',
    file: RECORD,
    from: "> orderMaxAgeDays ? 'old' : null",
    to: '> 9_999 ? null : null',
    tests: IMPORTS,
  },
  {
    guard: 'key-of-one-order',
    file: RECORD,
    from: 'if (place.opens === round) return',
    to: 'if (!work) return',
    tests: ORDERS,
  },
  {
    guard: 'order-same-input',
    file: ROUNDS,
    from: 'own.inputHash === purchase.inputHash',
    to: 'true',
    tests: ['orders/domain/rounds.test'],
  },
  {
    guard: 'paid-anew',
    file: ROUNDS,
    from: 'isAnew(last, purchase) ||',
    to: 'last.leftFen === 0 ||',
    tests: ['orders/domain/rounds.test'],
  },
  {
    guard: 'order-same-content',
    file: ROUNDS,
    from: 'return again && !isNew ? { is: again }',
    to: 'return !isNew ? { is: again ?? last }',
    tests: ['orders/domain/rounds.test'],
  },
  {
    guard: 'repeat-kept',
    file: RECORD,
    from: 'order.key === purchase.key || purchase.askedAtMs !== undefined || keepRepeat(work, order, purchase)',
    to: 'true',
    tests: ORDERS,
  },
  {
    guard: 'repeat-once',
    file: 'cloudfunctions/modules/orders/repeats.ts',
    from: "repeats: { none: { field: 'key', value: key } },",
    to: '',
    tests: ORDERS,
  },
  {
    guard: 'repeat-as-read',
    file: 'cloudfunctions/modules/orders/repeats.ts',
    from: 'version: order.version,',
    to: '',
    tests: FAULTS,
  },
  {
    guard: 'refund-kept',
    file: TAKE_BACK,
    from: 'found.refund.key === asked.key) return true',
    to: 'found.refund) return true',
    tests: ORDERS,
  },
  {
    guard: 'award-shared',
    file: 'cloudfunctions/modules/orders/finish-award.ts',
    from: 'award !== null || version > 0',
    to: 'true || award || version',
    tests: ['orders/campaigns-on-orders'],
  },
  {
    guard: 'award-alone',
    file: 'cloudfunctions/modules/orders/finish-award.ts',
    from: 'award !== null || (isNew && version > order.version)',
    to: 'award !== null || (false && version)',
    tests: ['orders/campaigns-on-orders'],
  },
  {
    guard: 'order-settled-once',
    file: 'cloudfunctions/modules/orders/posting.ts',
    from: '{ _id: now._id, version: now.version }, { set }',
    to: '{ _id: now._id }, { set }',
    tests: ['orders/orders-under-faults.test'],
  },
  {
    guard: 'refund-same-input',
    file: TAKE_BACK,
    from: 'if (before && before.inputHash !== asked.inputHash) return',
    to: 'if (!work) return',
    tests: ORDERS,
  },
  {
    guard: 'refund-same-content',
    file: TAKE_BACK,
    from: 'return !byNumber || isSame(byNumber, asked) ?',
    to: 'return !byNumber || byNumber ?',
    tests: ORDERS,
  },
  {
    guard: 'refund-known-by-now',
    file: TAKE_BACK,
    from: 'const since = order === last ? null :',
    to: 'const since = order ? null :',
    tests: ['orders/orders-under-faults'],
  },
  {
    guard: 'refund-version',
    file: TAKE_BACK,
    from: 'version: order.version,\n',
    to: '\n',
    tests: ORDERS,
  },
  {
    guard: 'refund-no-repeat',
    file: TAKE_BACK,
    from: "repeats: { none: { field: 'key', value: asked.key } },",
    to: '',
    tests: FAULTS,
  },
  {
    guard: 'refund-fits',
    file: REFUND,
    from: 'if (asked.amountFen > leftFen) return',
    to: 'if (asked.amountFen < 0) return',
    tests: ['orders/domain/refund.test'],
  },
  {
    guard: 'line-refund-fits',
    file: REFUND,
    from: '(line) => line.leftFen < 0',
    to: '() => false',
    tests: ['orders/domain/refund.test'],
  },
  {
    guard: 'import-version',
    file: 'cloudfunctions/modules/orders/imports/import-job.ts',
    from: '{ _id: open._id, version: open.version }',
    to: '{ _id: open._id }',
    tests: IMPORTS,
  },
  {
    guard: 'import-undone-once',
    file: 'cloudfunctions/modules/orders/imports/handlers.ts',
    from: "if (found.undo) return { value: refuse('already_undone') }",
    to: '',
    tests: IMPORTS,
  },
  {
    guard: 'nothing-left-to-vest',
    file: 'cloudfunctions/modules/orders/events/order-events.ts',
    from: 'if (order.leftFen === 0) return',
    to: '',
    tests: ['orders/events'],
  },
]
