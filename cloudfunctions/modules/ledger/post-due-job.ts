import type { Job } from '../../platform/jobs'
import { accountsDueBefore } from './accounts-pages'
import { postDue } from './change'

const ACCOUNTS_PER_SLICE = 50

/**
 * Posts what fell due for members who do not come. Balances are right without it, since whoever looks folds what is due;
 * it makes the journal say so too, for the close and for whoever reads the documents.
 */
export const postDueJob: Job = {
  name: 'ledger-post-due',
  everyMinutes: 60,
  async slice(work, position) {
    const page = await accountsDueBefore(work, work.nowMs + 1, ACCOUNTS_PER_SLICE, position)
    for (const { member } of page.items) await postDue(work, member)
    return { done: page.items.length, next: page.next }
  },
}
