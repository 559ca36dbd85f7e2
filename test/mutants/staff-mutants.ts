import type { Mutant } from './mutant'

const NEXT_VERSION = 'cloudfunctions/modules/ops/publishing/next-version.ts'

/** Of what is published, and of who may do what at a counter. */
export const staffMutants: readonly Mutant[] = [
  {
    guard: 'published-once',
    file: NEXT_VERSION,
    from: 'if (made)',
    to: 'if (!work)',
    tests: ['publishing/publishing.test'],
  },
  {
    guard: 'published-by-another',
    file: NEXT_VERSION,
    from: 'if (there && isGenuine(there)) return',
    to: 'if (!work) return',
    tests: ['publishing/publishing.test'],
  },
]
