import { growBy, publishLadder } from '../../../test/kit/ladder'
import { assertLedgerHolds } from '../../../test/kit/ledger-holds'
import { dataOf } from '../../../test/kit/programme'
import { by, type Person, twoOfOne } from '../../../test/kit/two-of-one'

async function bothGrown(old: number, now: number) {
  const two = await twoOfOne({ at: '2026-03-10T10:00:00+08:00' })
  const { programme, ops } = two
  await publishLadder(programme)
  if (old > 0) await growBy(programme, two.old.id, old)
  if (now > 0) await growBy(programme, two.now.id, now)
  const seen = async ({ ask }: Person) => {
    const { tier, growth, orders, keepUntil } = dataOf(await ask('tiers.mine', {}))
    return [tier?.tierId, growth, orders, keepUntil].join(' ')
  }
  const titles = async ({ ask }: Person) => dataOf(await ask('inbox.list', {})).items.map(({ title }) => title)
  const merge = async (dryRun = false) =>
    dataOf(await ops('ops.merge-members', { from: two.old.id, into: two.now.id, ...by, dryRun }, `m-${dryRun}`))
  return { ...two, seen, titles, merge }
}

test('growth of both counts together, and who gets to a tier by it is told', async () => {
  const { programme, old, now, seen, titles, merge } = await bothGrown(600, 500)
  expect((await merge(true)).moved.rooms).toEqual(['成长值 600，订单 1 单'])
  expect(await seen(now)).toBe('base 500 1 ')
  expect((await merge()).moved.rooms).toEqual(['成长值 600，订单 1 单'])
  expect(await merge()).toMatchObject({ moved: { rooms: ['成长值 600，订单 1 单'] } })
  expect([await seen(old), await seen(now)]).toEqual(['base 0 0 ', 'silver 1100 2 2027-03-31'])
  expect(await titles(now)).toEqual(['恭喜升为银卡'])
  await assertLedgerHolds(programme)
})

test('the better tier is kept for as long as it was, and undone each has their own again', async () => {
  const { programme, ops, old, now, seen, titles, merge } = await bothGrown(2_000, 100)
  const { mergeId } = await merge()
  expect([await seen(old), await seen(now)]).toEqual(['base 0 0 ', 'gold 2100 2 2027-03-31'])
  expect(await titles(now)).toEqual(['恭喜升为金卡'])
  dataOf(await ops('ops.undo-merge', { mergeId: mergeId ?? '', operator: '店长' }))
  expect([await seen(old), await seen(now)]).toEqual(['gold 2000 1 2027-03-31', 'gold 100 1 2026-04-09'])
  programme.at('2026-04-10T09:00:00+08:00')
  await programme.tick()
  expect(await seen(now)).toBe('silver 100 1 2027-04-30')
  await assertLedgerHolds(programme)
})

test('where nothing was bought nothing goes', async () => {
  const { now, seen, merge } = await bothGrown(0, 1_000)
  expect((await merge()).moved.rooms).toEqual([])
  expect(await seen(now)).toBe('silver 1000 1 2027-03-31')
})
