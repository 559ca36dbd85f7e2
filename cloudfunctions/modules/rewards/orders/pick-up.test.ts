import { editSettings } from '../../../../test/kit/by-hand'
import { assertLedgerHolds } from '../../../../test/kit/ledger-holds'
import { codeOf, dataOf, joined, Programme } from '../../../../test/kit/programme'
import { publishReward, type RewardDraft } from '../../../../test/kit/rewards'
import { hire, openStore } from '../../../../test/kit/stores'
import { rewardUnits } from './store'

async function waiting(draft: RewardDraft = {}, settings: Record<string, unknown> = {}) {
  const programme = await Programme.start()
  if (Object.keys(settings).length > 0) {
    await editSettings(programme, settings)
    dataOf(await programme.ops()('ops.publish', { kind: 'settings', id: 'programme' }))
    programme.wait(10_000)
  }
  await openStore(programme, 'west')
  await publishReward(programme, 'cup', draft)
  const { ask, memberId } = await joined(programme, 'o-mei')
  const { orderId, code = '' } = dataOf(await ask('rewards.redeem', { rewardId: 'cup', storeId: 'west' }))
  const clerk = await hire(programme, 'o-clerk', { storeId: 'west' })
  const order = async () => dataOf(await ask('rewards.order', { orderId }))
  const inbox = async () => dataOf(await ask('inbox.list', {})).items.map(({ text }) => text)
  const at = async (moment: string) => {
    programme.at(moment)
    await programme.tick()
    return (await order()).state
  }
  const points = async () => dataOf(await ask('members.me', {})).points.available
  return { programme, ask, memberId, orderId, code, clerk, order, inbox, at, points }
}

const NOTICE = '马克杯留到3月24日，过了没来就自动取消，积分退回。'
const BACK = '马克杯已经退回（没有来取），30 积分退回原来的批次。'

test('what nobody picks up goes back after fourteen days, with a notice three days before', async () => {
  const { programme, ask, code, clerk, order, inbox, at, points } = await waiting()
  expect((await order()).pickUpUntil).toBe('2026-03-24')
  expect(await at('2026-03-20T23:59:59+08:00')).toBe('made')
  expect(await inbox()).toEqual([])
  expect(await at('2026-03-21T00:10:00+08:00')).toBe('made')
  expect(await at('2026-03-22T12:00:00+08:00')).toBe('made')
  expect(await inbox()).toEqual([NOTICE])
  expect(await at('2026-03-24T23:59:59+08:00')).toBe('made')
  expect([await points(), await inbox()]).toEqual([20, [NOTICE]])
  expect(await at('2026-03-25T00:10:00+08:00')).toBe('returned')
  expect([await points(), await inbox()]).toEqual([50, [BACK, NOTICE]])
  expect(await programme.store.count(rewardUnits, { sku: 'rw|cup', state: 'free' })).toBe(10)
  expect(codeOf(await clerk('rewards.hand-over', { storeId: 'west', code }))).toBe('wrong_state')
  expect(await at('2026-03-27T10:00:00+08:00')).toBe('returned')
  expect((await inbox()).length).toBe(2)
  dataOf(await ask('rewards.redeem', { rewardId: 'cup' }))
  programme.wait(2 * 60_000)
  await programme.tick()
  await assertLedgerHolds(programme)
})

test('what is ready is kept anew from that day, and its member is told where', async () => {
  const { programme, orderId, clerk, order, inbox, at } = await waiting()
  programme.at('2026-03-20T10:00:00+08:00')
  dataOf(await clerk('rewards.advance', { storeId: 'west', orderId, to: 'packed' }))
  expect((await order()).pickUpUntil).toBe('2026-04-03')
  expect(await inbox()).toEqual(['马克杯已经在西湖店备好，请在4月3日之前来取。'])
  expect(await at('2026-03-25T10:00:00+08:00')).toBe('packed')
  expect(await at('2026-04-03T23:59:59+08:00')).toBe('packed')
  expect(await at('2026-04-04T00:10:00+08:00')).toBe('returned')
})

test('in its last second it is handed over; a second later, before the job has looked, it still is', async () => {
  for (const moment of ['2026-03-24T23:59:59+08:00', '2026-03-25T00:00:01+08:00']) {
    const { programme, code, clerk, at } = await waiting()
    programme.at(moment)
    dataOf(await clerk('rewards.hand-over', { storeId: 'west', code }))
    expect(await at('2026-04-30T10:00:00+08:00')).toBe('received')
  }
})

test('handed over and taken back at once is one of the two', async () => {
  const { programme, code, clerk, order, points } = await waiting()
  programme.at('2026-03-25T00:10:00+08:00')
  const [over] = await Promise.all([clerk('rewards.hand-over', { storeId: 'west', code }), programme.tick()])
  expect([(await order()).state, await points()]).toEqual(over.ok ? ['received', 20] : ['returned', 50])
  programme.wait(2 * 60_000)
  await programme.tick()
  await assertLedgerHolds(programme)
})

test.each([
  [{ pickUpDays: 5, pickUpNoticeDays: 0 }, '2026-03-15', []],
  [{ pickUpDays: 3, pickUpNoticeDays: 3 }, '2026-03-13', []],
  [{ pickUpDays: 2, pickUpNoticeDays: 30 }, '2026-03-12', []],
  [{ pickUpDays: 4, pickUpNoticeDays: 3 }, '2026-03-14', ['马克杯留到3月14日，过了没来就自动取消，积分退回。']],
])('settings %j: until %s', async (settings, until, told) => {
  const { order, inbox, at } = await waiting({}, settings)
  expect((await order()).pickUpUntil).toBe(until)
  expect(await at(`${until}T23:59:59+08:00`)).toBe('made')
  expect(await inbox()).toEqual(told)
})

test('an experience without slots waits in the same way', async () => {
  const { inbox, at, points } = await waiting({ kind: 'experience' })
  expect(await at('2026-03-25T00:10:00+08:00')).toBe('returned')
  expect(await points()).toBe(50)
  expect((await inbox())[0]).toBe(BACK)
})
