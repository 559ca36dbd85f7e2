import type { Mutant } from './mutant'

/** Of who a member is, and of who stands at a counter. */
export const memberMutants: readonly Mutant[] = [
  {
    guard: 'one-counter',
    file: 'cloudfunctions/modules/members/card-use/claim.ts',
    from: 'return use?.counter === counter',
    to: 'return use',
    tests: ['members/card-use'],
  },
]
