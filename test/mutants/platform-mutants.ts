import type { Mutant } from './mutant'

const JOBS = 'cloudfunctions/platform/jobs.ts'

export const platformMutants: readonly Mutant[] = [
  {
    guard: 'lease-held',
    file: JOBS,
    from: 'if (isAhead(found.leaseUntilMs',
    to: 'if (!work && isAhead(found.leaseUntilMs',
    tests: ['platform/jobs.test'],
  },
  {
    guard: 'by-another-clock',
    file: JOBS,
    from: 'nowMs + furthestMs + CLOCKS_APART_MS',
    to: 'nowMs + furthestMs',
    tests: ['platform/jobs.test'],
  },
  {
    guard: 'lease-unchanged',
    file: JOBS,
    from: '{ _id: job.name, leaseBy, leaseUntilMs, dueAtMs, position }',
    to: '{ _id: job.name }',
    tests: ['platform/jobs.test'],
  },
  {
    guard: 'version-genuine',
    file: 'cloudfunctions/platform/published.ts',
    from: 'page.items.filter(isGenuine)',
    to: 'page.items',
    tests: ['platform/published.test'],
  },
  {
    guard: 'shared-as-read',
    file: 'cloudfunctions/platform/operation.ts',
    from: '{ _id, openSinceMs }, { set }',
    to: '{ _id }, { set }',
    tests: ['platform/operation.test'],
  },
  {
    guard: 'time-left',
    file: 'cloudfunctions/platform/guarded-store.ts',
    from: 'if (guard.timeLeftMs() < ANSWER_RESERVE_MS)',
    to: 'if (!guard)',
    tests: ['platform/guarded-store.test'],
  },
  {
    guard: 'settles-its-own',
    file: 'cloudfunctions/platform/operation.ts',
    from: '...operation.stillIs?.(intent), ',
    to: '',
    tests: ['coupons/campaign/used-event.test', 'coupons/rebates/rebates.test'],
  },
]
