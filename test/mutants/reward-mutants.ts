import type { Mutant } from './mutant'

const REWARDS = 'cloudfunctions/modules/rewards'

/** Of rewards, their orders and codes. */
export const rewardMutants: readonly Mutant[] = [
  {
    guard: 'own-redemption',
    file: 'cloudfunctions/modules/ledger/give-back.ts',
    from: "redeemed?.entry.op !== op || redeemed.entry.kind !== 'redemption'",
    to: '!redeemed',
    tests: ['ledger/give-back.test'],
  },
  {
    guard: 'shelf-version',
    file: `${REWARDS}/catalogue/put-on-shelf.ts`,
    from: '{ _id, version: known.version }',
    to: '{ _id }',
    tests: ['rewards/catalogue/catalogue.test'],
  },
]
