import type { Work } from '../../platform/context'
import type { Page } from '../../platform/store'
import type { Account } from './domain/account'
import { accounts } from './store'

/** Accounts of which something falls due before a moment, those that are overdue included. */
export async function accountsDueBefore(
  work: Work,
  beforeMs: number,
  limit: number,
  cursor: string | null,
): Promise<Page<Account>> {
  const range = { from: 0, below: beforeMs }
  return work.store.find(accounts, { index: 'byDue', range, limit, ...(cursor === null ? {} : { cursor }) })
}

/** Every database has this index, and only by it does a page cost the same wherever it is: an id is unique, and an order. */
const byId = { ...accounts, indexes: [{ name: 'byId', fields: ['_id'] }] }

/** Accounts in the order of their ids, which begin with their member, for whoever goes through all of them. */
export async function accountsPage(work: Work, limit: number, cursor: string | undefined): Promise<Page<Account>> {
  return work.store.find(byId, { index: 'byId', limit, ...(cursor === undefined ? {} : { cursor }) })
}

/** Accounts whose newest change lies in a period, in the order of their changes. */
export async function accountsChanged(
  work: Work,
  { fromMs, belowMs }: { readonly fromMs: number; readonly belowMs: number },
  { limit, cursor }: { readonly limit: number; readonly cursor: string | null },
): Promise<Page<Account>> {
  const range = { from: fromMs, below: belowMs }
  return work.store.find(accounts, { index: 'byChanged', range, limit, ...(cursor === null ? {} : { cursor }) })
}
