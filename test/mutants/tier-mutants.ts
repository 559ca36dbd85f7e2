import type { Mutant } from './mutant'

const REVIEW = 'cloudfunctions/modules/tiers/after-change.ts'
const BENEFITS = 'cloudfunctions/modules/tiers/benefits.ts'

/** Of reviews that race each other, and of what a tier gives. */
export const tierMutants: readonly Mutant[] = [
  {
    guard: 'tier-grace',
    file: 'cloudfunctions/modules/tiers/domain/standing.ts',
    from: 'if (now.grace.until >= today) return now',
    to: '',
    tests: ['tiers/domain/standing.test'],
  },
  {
    guard: 'review-newer',
    file: REVIEW,
    from: '|| there.version > account.version',
    to: '',
    tests: ['tiers/tiers.test'],
  },
  {
    guard: 'review-version',
    file: REVIEW,
    from: 'version: there.version, lookAtMs: there.lookAtMs }',
    to: '}',
    tests: ['tiers/tiers.test'],
  },
  {
    guard: 'frozen-uses-nothing',
    file: BENEFITS,
    from: "if (now.status === 'frozen') return refuse('account_frozen')",
    to: '',
    tests: ['tiers/benefits.test'],
  },
  {
    guard: 'benefit-quota',
    file: BENEFITS,
    from: "if (left === 0) return refuse('none_left', { quota: benefit.quota })",
    to: '',
    tests: ['tiers/benefits.test'],
  },
  {
    guard: 'benefit-room',
    file: BENEFITS,
    from: "if (!hasRoomForLimit(now, limit, today)) return refuse('none_left', { quota: benefit.quota })",
    to: '',
    tests: ['tiers/benefits.test'],
  },
  {
    guard: 'benefit-key',
    file: BENEFITS,
    from: 'if (!(await claimKey(context, now.member)))',
    to: 'if (!command)',
    tests: ['tiers/benefits.test'],
  },
  {
    guard: 'longer-loan',
    file: 'cloudfunctions/modules/tiers/campaign/tier-boost.ts',
    from: 'if (isRunning && (orderOf(before.tier) > tier.order || isLonger(before))) return {}',
    to: '',
    tests: ['tiers/campaign'],
  },
  {
    guard: 'own-loan',
    file: 'cloudfunctions/modules/tiers/campaign/tier-boost.ts',
    from: 'lent?.op === op',
    to: 'lent',
    tests: ['tiers/campaign'],
  },
]
