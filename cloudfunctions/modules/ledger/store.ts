import { defineCollection } from '../../platform/store'
import type { Account } from './domain/account'
import type { JournalPage } from './domain/journal'

export const accounts = defineCollection<Account>({
  name: 'accounts',
  indexes: [
    { name: 'byMember', fields: ['member', 'enrolment'] },
    { name: 'byDue', fields: ['nextDueAtMs'] },
    { name: 'byOpen', fields: ['openSinceMs'] },
    { name: 'byChanged', fields: ['changedAtMs'] },
  ],
})

export const journal = defineCollection<JournalPage>({
  name: 'journal',
  indexes: [{ name: 'byKeys', fields: ['keys'] }],
})
