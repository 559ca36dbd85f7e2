import { type Document, defineCollection } from '../../platform/store'
import type { Account, StatusChange } from './domain/account'
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

/** Every change of a status by the key of its command, so that a repetition answers the same for ever. */
interface RecordedStatusChange extends Document, Omit<StatusChange, 'key'> {
  readonly schema: 1
  readonly account: string
  /** Known once another change has taken its place in the account. */
  readonly isApplied: boolean
}

export const statusChanges = defineCollection<RecordedStatusChange>({
  name: 'status_changes',
  indexes: [{ name: 'byAccount', fields: ['account', 'atMs'] }],
})
