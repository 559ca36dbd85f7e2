import { assertLedgerHolds } from '../../../test/kit/ledger-holds'
import { dataOf, joined, Programme } from '../../../test/kit/programme'
import { commandOn, workOn } from '../../../test/kit/work-on'
import { returnRedemption } from './give-back'
import { redeem, redemptionOp } from './redeem'
import { accounts } from './store'
import { makeUnits } from './units/unit'

const REF = { kind: 'joined', id: 'test' }
const LIMIT = { name: 'cup', period: 'ever' }

/** Who has 50 points of a first year and 5 of the next, and has redeemed 52. */
async function redeemed(at = '2027-12-31T10:00:00+08:00') {
  const programme = await Programme.start({ at })
  const { ask, memberId } = await joined(programme, 'o-mei')
  programme.at('2028-01-01T10:00:00+08:00')
  dataOf(await ask('check-in.perform', {}))
  await makeUnits(workOn(programme), 'cup', { from: 1, to: 9 })
  const command = commandOn(programme, 'k-1')
  const wanted = { sku: 'cup', points: 52, quantity: 2, limit: { ...LIMIT, most: 2 }, ref: REF, trace: {} }
  await redeem(workOn(programme), memberId, { command, decide: () => wanted })
  const account = async () => programme.store.get(accounts, `${memberId}.1`)
  const giveBack = (key = 'k-1', holder = memberId) =>
    returnRedemption(workOn(programme), {
      op: redemptionOp(memberId, command),
      member: memberId,
      holder,
      redeemedBy: { key, madeAtMs: programme.nowMs },
      limit: { ...LIMIT, quantity: 2 },
      atMs: programme.nowMs,
      ref: REF,
      trace: {},
    })
  return { programme, ask, memberId, account, giveBack }
}

test('points go back to the lots they came from, and the limit with them', async () => {
  const { programme, account, giveBack } = await redeemed()
  expect((await account())?.lots).toEqual([{ expiresOn: '2029-12-31', cohort: '2028-01', points: 3 }])
  expect(await giveBack()).toMatchObject({ balance: 55, entry: { kind: 'void', points: 52 } })
  const after = await account()
  expect(after?.lots).toEqual([
    { expiresOn: '2028-12-31', cohort: '2027-12', points: 50 },
    { expiresOn: '2029-12-31', cohort: '2028-01', points: 5 },
  ])
  expect([after?.limits, after?.openOps]).toEqual([{}, {}])
  await assertLedgerHolds(programme)
})

test('ten times at once is once, and it is answered the same', async () => {
  const { programme, account, giveBack } = await redeemed()
  const lines = await Promise.all(Array.from({ length: 10 }, () => giveBack()))
  expect(new Set(lines.map((line) => JSON.stringify(line))).size).toBe(1)
  expect((await account())?.available).toBe(55)
  await assertLedgerHolds(programme)
})

test('a lot that has ended meanwhile lasts thirty days more', async () => {
  const { programme, account, giveBack } = await redeemed()
  programme.at('2029-01-10T10:00:00+08:00')
  await giveBack()
  expect((await account())?.lots).toEqual([
    { expiresOn: '2029-02-09', cohort: '2027-12', points: 50 },
    { expiresOn: '2029-12-31', cohort: '2028-01', points: 5 },
  ])
  await programme.tick()
  await assertLedgerHolds(programme)
})

test('of a command that redeemed nothing, nothing comes back', async () => {
  const { programme, account, giveBack } = await redeemed()
  const checkedIn = (await account())?.tail.find(({ op }) => op.startsWith('ci|'))
  expect(await giveBack(checkedIn?.key)).toBeNull()
  expect(await giveBack('nothing')).toBeNull()
  expect((await account())?.available).toBe(3)
  programme.nowMs += 2 * 60_000
  await programme.tick()
  await assertLedgerHolds(programme)
})

test('to who was merged into another member it goes there, to the same lots', async () => {
  const { programme, memberId, account, giveBack } = await redeemed()
  const other = await joined(programme, 'o-other')
  expect(await giveBack('k-1', other.memberId)).toMatchObject({ balance: 102 })
  expect((await programme.store.get(accounts, `${other.memberId}.1`))?.lots).toEqual([
    { expiresOn: '2028-12-31', cohort: '2027-12', points: 50 },
    { expiresOn: '2029-12-31', cohort: '2028-01', points: 52 },
  ])
  expect(memberId).not.toBe(other.memberId)
  expect((await account())?.available).toBe(3)
  programme.nowMs += 2 * 60_000
  await programme.tick()
  await assertLedgerHolds(programme)
})
