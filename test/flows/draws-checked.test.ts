import { sha256 } from '../../cloudfunctions/kernel/digest'
import { lotteryDays } from '../../cloudfunctions/modules/lottery/store'
import { checksOf } from '../../src/features/lottery/check.shared'
import { writeByHand } from '../kit/by-hand'
import { type Ask, dataOf, joined, Programme } from '../kit/programme'
import { openWheel, ticks } from '../kit/wheel'

const CAMPAIGN = { campaignId: 'wheel' }
const DATE = '2026-03-10'

/** A day of draws that is over: of so many members, three each, with two kettles too few for some. */
async function dayOfDraws() {
  const programme = await Programme.start()
  await openWheel(programme, 'wheel', { freePerDay: 3 })
  const members = await Promise.all(Array.from({ length: 40 }, (_, nth) => joined(programme, `o-${nth}`)))
  const { ask: anybody } = await joined(programme, 'anybody')
  const [seen] = dataOf(await anybody('lottery.wheel', CAMPAIGN)).promises
  if (!seen) throw new Error('nothing was promised')
  for (const { ask } of members) for (let nth = 0; nth < 3; nth += 1) dataOf(await ask('lottery.draw', CAMPAIGN))
  programme.advanceDays(1)
  await ticks(programme)
  return { programme, members: members.map(({ ask }) => ask), seen }
}

/** What the page of a member finds wrong with each of their draws. */
async function wrongOf(ask: Ask, seen: { secretHash: string; listHash: string } | null) {
  const day = dataOf(await ask('lottery.proof', { ...CAMPAIGN, date: DATE }))
  const { items } = dataOf(await ask('lottery.draws', CAMPAIGN))
  return items.map((item) => checksOf(item, day, seen)?.filter(({ isRight }) => !isRight).length ?? 'not told')
}

test('every draw of a day is verified on the phone of whoever drew it', async () => {
  const { members, seen } = await dayOfDraws()
  for (const ask of members) expect(await wrongOf(ask, seen)).toEqual([0, 0, 0])
})

test.each<[string, (list: string) => string]>([
  ['its value', (list) => list.replace('19900', '100')],
  ['its odds', (list) => list.replace('"oddsPpm":1000,', '"oddsPpm":999,').replace('500000', '500001')],
  ['its name', (list) => list.replace('谢谢参与', '下次再来')],
])('after any prize was changed by hand, no draw of the day is: %s', async (_, change) => {
  const { programme, members, seen } = await dayOfDraws()
  const day = await programme.store.get(lotteryDays, `wheel|${DATE}`)
  if (!day) throw new Error('no day')
  expect(change(day.list)).not.toBe(day.list)
  await writeByHand(programme, 'lottery_days', { ...day, list: change(day.list) })
  programme.wait(6_000)
  for (const ask of members) expect((await wrongOf(ask, seen)).every((wrong) => Number(wrong) > 0)).toBe(true)
})

test('nor when the hash was changed with it, by the draw’s own record and by a phone that had looked before', async () => {
  const { programme, members, seen } = await dayOfDraws()
  const day = await programme.store.get(lotteryDays, `wheel|${DATE}`)
  if (!day) throw new Error('no day')
  const list = day.list.replace('19900', '100')
  await writeByHand(programme, 'lottery_days', { ...day, list, listHash: sha256(list) })
  programme.wait(6_000)
  for (const ask of members) {
    expect(await wrongOf(ask, null)).toEqual([1, 1, 1])
    expect(await wrongOf(ask, seen)).toEqual([2, 2, 2])
  }
})
