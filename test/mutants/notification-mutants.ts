import type { Mutant } from './mutant'

export const notificationMutants: readonly Mutant[] = [
  {
    guard: 'mark-forward',
    file: 'cloudfunctions/modules/notifications/handlers.ts',
    from: 'if (!mark || mark.readUntilMs >= untilMs)',
    to: 'if (!mark)',
    tests: ['notifications/notifications.test'],
  },
]
