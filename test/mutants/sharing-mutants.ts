import type { Mutant } from './mutant'

const CARD = 'cloudfunctions/modules/sharing/card.ts'
const TOUCH = 'cloudfunctions/modules/sharing/touch.ts'
const ORDERING = 'cloudfunctions/modules/sharing/ordering.ts'
const CARD_TESTS = ['sharing/card.test']
const OPEN_TESTS = ['sharing/open.test']
const ORDERING_TESTS = ['sharing/ordering.test']

/** Those of sharing. */
export const sharingMutants: readonly Mutant[] = [
  { guard: 'title-allowed', file: CARD, from: 'if (words.length > 0)', to: 'if (!work)', tests: CARD_TESTS },
  {
    guard: 'code-of-this-command',
    file: CARD,
    from: 'if (card && card.key !== commandKey) continue',
    to: '',
    tests: CARD_TESTS,
  },
  { guard: 'card-of-this-input', file: CARD, from: 'card.inputHash === inputHash', to: 'true', tests: CARD_TESTS },
  { guard: 'card-of-this-store', file: CARD, from: 'card?.store === storeId', to: 'storeId', tests: CARD_TESTS },
  {
    guard: 'picture-of-this-input',
    file: 'cloudfunctions/modules/sharing/picture.ts',
    from: 'there?.inputHash === inputHash',
    to: 'inputHash',
    tests: CARD_TESTS,
  },
  {
    guard: 'touch-only-newer',
    file: 'cloudfunctions/modules/sharing/room.ts',
    from: 'const isNewer = touch.atMs > kept.atMs',
    to: 'const isNewer = touch.atMs !== kept.atMs',
    tests: OPEN_TESTS,
  },
  {
    guard: 'touch-carried-out',
    file: TOUCH,
    from: 'await carryOut(work, touchOperation, found)',
    to: '',
    tests: OPEN_TESTS,
  },
  {
    guard: 'first-touch',
    file: TOUCH,
    from: 'if (atMs < found.untilMs)',
    to: 'if (atMs < found.atMs)',
    tests: OPEN_TESTS,
  },
  {
    guard: 'touch-unchanged',
    file: TOUCH,
    from: '{ _id: member, atMs: found.atMs }',
    to: '{ _id: member }',
    tests: OPEN_TESTS,
  },
  { guard: 'own-card', file: TOUCH, from: 'if (card.staffId === member)', to: 'if (!work)', tests: OPEN_TESTS },
  {
    guard: 'other-card-visited',
    file: TOUCH,
    from: 'if (touch.card !== card._id)',
    to: 'if (!work)',
    tests: OPEN_TESTS,
  },
  {
    guard: 'opened-while-joining',
    file: 'cloudfunctions/modules/sharing/joining.ts',
    from: 'if (touch && touch.untilMs > atMs && known?.atMs !== touch.atMs)',
    to: 'if (!work)',
    tests: ['sharing/joining.test'],
  },
  {
    guard: 'touch-before-order',
    file: ORDERING,
    from: 'if (!touch || touch.afterSeq >= (order.award?.seq ?? 0)) return',
    to: 'if (!touch) return',
    tests: ORDERING_TESTS,
  },
  {
    guard: 'only-less',
    file: ORDERING,
    from: ', amountFen: { atLeast: order.leftFen + 1 } }',
    to: ' }',
    tests: ORDERING_TESTS,
  },
  {
    guard: 'one-merchant',
    file: ORDERING,
    from: ' || !(await isOfMerchantOf(work, card.store, [order.store]))',
    to: '',
    tests: ORDERING_TESTS,
  },
  {
    guard: 'undone-use-fence',
    file: 'cloudfunctions/modules/sharing/spending.ts',
    from: 'if (card)\n',
    to: 'if (card && !isUndone)\n',
    tests: ['sharing/spending.test'],
  },
]
