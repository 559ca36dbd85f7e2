import type { Job } from '../../platform/jobs'
import { postDue } from './change'
import { accounts } from './store'

const ACCOUNTS_PER_SLICE = 50

/**
 * Posts what fell due for members who do not come. Balances are right without it, since whoever looks folds what is due;
 * it makes the journal say so too, for the close and for whoever reads the documents.
 */
export const postDueJob: Job = {
  name: 'ledger-post-due',
  everyMinutes: 60,
  async slice(work, position) {
    const page = await work.store.find(accounts, {
      index: 'byDue',
      range: { from: 0, below: work.nowMs + 1 },
      limit: ACCOUNTS_PER_SLICE,
      ...(position === null ? {} : { cursor: position }),
    })
    for (const { member } of page.items) await postDue(work, member)
    return { done: page.items.length, next: page.next }
  },
}
