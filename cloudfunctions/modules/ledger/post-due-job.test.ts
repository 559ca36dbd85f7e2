import { assertLedgerHolds } from '../../../test/kit/ledger-holds'
import { dataOf, joined, Programme } from '../../../test/kit/programme'
import { accounts } from './store'

test('the sweep posts what ended for those who do not come, once, and changes no balance that was seen', async () => {
  const programme = await Programme.start({ at: '2026-03-10T10:00:00+08:00' })
  const members = []
  for (let number = 0; number < 60; number += 1) members.push(await joined(programme, `o-${number}m`))
  await programme.tick()
  programme.at('2028-01-01T03:00:00+08:00')
  const seen = dataOf(await programme.member('o-0m')('members.me', {})).points.available
  const ticks = [await programme.tick(), await programme.tick()]
  expect(
    ticks.map((ticked) => 'ran' in ticked && ticked.ran.find(({ job }) => job === 'ledger-post-due')?.done),
  ).toEqual([60, undefined])
  for (const { memberId } of members) {
    const account = await programme.store.get(accounts, `${memberId}.1`)
    expect(account).toMatchObject({ available: seen, lots: [], nextDueAtMs: null, lastSeq: 2 })
    expect(account?.tail.at(-1)).toMatchObject({ kind: 'expiry', points: -50, contra: 'breakage' })
  }
  await assertLedgerHolds(programme)
})

test('an account that a hand has touched does not keep the others waiting', async () => {
  const programme = await Programme.start({ at: '2026-03-10T10:00:00+08:00' })
  const touched = await joined(programme, 'o-touched')
  const other = await joined(programme, 'o-other')
  await programme.store.update(accounts, { _id: `${touched.memberId}.1` }, { set: { available: 9 } })
  programme.at('2028-01-01T03:00:00+08:00')
  await programme.tick()
  expect((await programme.store.get(accounts, `${other.memberId}.1`))?.lastSeq).toBe(2)
  expect((await programme.store.get(accounts, `${touched.memberId}.1`))?.lastSeq).toBe(1)
})
