import { accounts } from '../../cloudfunctions/modules/ledger/store'
import { dataOf, type Programme } from './programme'

/** What is always true of the ledger, by the product's own verifier and by plain sums over the documents. */
export async function assertLedgerHolds(programme: Programme): Promise<void> {
  const { findings } = dataOf(await programme.ops()('ops.verify-ledger', {}))
  expect(findings).toEqual([])
  const page = await programme.store.find(accounts, { index: 'byMember', limit: 1_000 })
  for (const account of page.items) {
    expect(account.lots.reduce((sum, lot) => sum + lot.points, 0)).toBe(account.available)
    expect(account.lots.every((lot) => lot.points > 0)).toBe(true)
    expect(account.holds.reduce((sum, hold) => sum + hold.points, 0)).toBe(account.pending)
    expect(account.openOps).toEqual({})
    expect(new Set(account.tail.map(({ op }) => op)).size).toBe(account.tail.length)
    expect(account.tail.map(({ seq }) => seq)).toEqual(
      account.tail.map((_, position) => account.lastSeq - account.tail.length + 1 + position),
    )
  }
}
