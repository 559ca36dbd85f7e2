import type { Work } from '../../platform/context'
import type { Account } from './domain/account'
import { type JournalPage, pageIdOf } from './domain/journal'
import { type Finding, verifyAccount } from './domain/verify'
import { journal } from './store'

/** Pages of one account that are read at once: of 32 entries each. */
const PAGES_PER_READ = 100

/** Reads an account's whole journal and names every difference. */
export async function verify(work: Work, account: Account): Promise<readonly Finding[]> {
  const pages: JournalPage[] = []
  for (let first = 0; first < account.journalPage; first += PAGES_PER_READ) {
    const count = Math.min(PAGES_PER_READ, account.journalPage - first)
    const ids = Array.from({ length: count }, (_, offset) => pageIdOf(account._id, first + offset))
    pages.push(...(await work.store.getMany(journal, ids)))
  }
  return verifyAccount(account, pages, work.secrets.key('ledger-head'))
}
