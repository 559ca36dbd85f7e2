import { assertLedgerHolds } from '../../../../test/kit/ledger-holds'
import { codeOf, dataOf, joined, Programme } from '../../../../test/kit/programme'
import { accounts } from '../../ledger/store'

/** Three members, a week of check-ins, and every day closed by the timer. */
async function week() {
  const programme = await Programme.start({ at: '2026-03-10T10:00:00+08:00', timeLimitMs: 60_000 })
  const members = [await joined(programme, 'o-a1'), await joined(programme, 'o-b2'), await joined(programme, 'o-c3')]
  for (let day = 0; day < 7; day += 1) {
    for (const { ask } of members) dataOf(await ask('check-in.perform', {}))
    programme.advanceDays(1)
    await programme.tick()
  }
  return { programme, members, ops: programme.ops() }
}

test('what is owed is told by the month in which it ends, for the newest closed day and for an earlier one', async () => {
  const { programme, ops } = await week()
  const newest = dataOf(await ops('ops.report', { name: 'liability' }))
  // The welcome award, the ladder of seven and the prize of the seventh day, for three members; a point is a fen.
  const each = 50 + 66 + 20
  expect(newest).toEqual({
    name: 'liability',
    date: '2026-03-16',
    rows: [{ month: '2027-12', points: 3 * each, fen: 3 * each }],
    points: 3 * each,
    fen: 3 * each,
  })
  expect(dataOf(await ops('ops.report', { name: 'liability', date: '2026-03-10' })).points).toBe(3 * 55)
  expect(codeOf(await ops('ops.report', { name: 'liability', date: '2026-03-17' }))).toBe('not_closed')
  await assertLedgerHolds(programme)
})

test('a statement of the past is what the member saw then, to the second', async () => {
  const { ops, members } = await week()
  const at = async (moment: string) =>
    dataOf(await ops('ops.statement-at', { memberId: members[0]?.memberId ?? '', at: moment }))
  expect(await at('2026-03-12 09:59:59')).toMatchObject({ available: 60, lastSeq: 3, settingsVersion: 1 })
  expect(await at('2026-03-12 10:00:00')).toMatchObject({ available: 68, lastSeq: 4 })
  const refused = (memberId: string, moment: string) => ops('ops.statement-at', { memberId, at: moment }).then(codeOf)
  expect(await refused(members[0]?.memberId ?? '', '2026-03-09 12:00:00')).toBe('no_account_then')
  expect(await refused('nobody', '2026-03-12 10:00:00')).toBe('no_such_member')
  expect(await refused(members[0]?.memberId ?? '', '2026-02-30 10:00:00')).toBe('invalid_input')
})

test('reconciling finds nothing, until a hand changes an account: then it says which, and which field', async () => {
  const { programme, ops, members } = await week()
  expect(dataOf(await ops('ops.reconcile', { since: '2026-03-10' }))).toMatchObject({ findings: [], next: null })
  const account = `${members[1]?.memberId}.1`
  await programme.store.update(accounts, { _id: account }, { set: { available: 9_999 } })
  const { findings } = dataOf(await ops('ops.reconcile', {}))
  expect(findings).toContainEqual(expect.objectContaining({ account, field: 'available' }))
  expect(codeOf(await ops('ops.reconcile', { cursor: 'nonsense' }))).toBe('invalid_input')
})
