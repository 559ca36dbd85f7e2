import { assertLedgerHolds } from '../../../../test/kit/ledger-holds'
import { codeOf, dataOf, joined, Programme } from '../../../../test/kit/programme'
import { publishReward } from '../../../../test/kit/rewards'
import { withMembers } from '../../../../test/kit/settled'
import { rewardUnits } from './store'

const at = (moment: string) => Date.parse(`2026-03-${moment}:00+08:00`)
const slot = (slotId: string, day: number, capacity: number) => ({
  slotId,
  startsAtMs: at(`${day}T10:00`),
  endsAtMs: at(`${day}T11:00`),
  capacity,
})

async function studio() {
  const programme = await Programme.start()
  const slots = [slot('sat', 14, 4), slot('sun', 15, 1)]
  await publishReward(programme, 'class', {
    kind: 'experience',
    stock: null,
    title: '手冲课',
    limitPerMember: null,
    slots,
  })
  return programme
}

test('sixty members at once for four places: four have one, nobody has two, and the other slot is untouched', async () => {
  const programme = await studio()
  const members = await withMembers(60, programme)
  const replies = await Promise.all(
    members.map((_, nth) => programme.member(`o-${nth}m`)('rewards.redeem', { rewardId: 'class', slot: 'sat' })),
  )
  expect(replies.filter((reply) => reply.ok)).toHaveLength(4)
  expect(replies.filter((reply) => !reply.ok && reply.code === 'slot_taken')).toHaveLength(56)
  expect(await programme.store.count(rewardUnits, { sku: 'rs|class_sun', state: 'free' })).toBe(1)
  programme.wait(2 * 60_000)
  await programme.tick()
  await assertLedgerHolds(programme)
})

test.each([
  ['without a slot', {}, 'slot_required', {}],
  ['of a slot that there is none of', { slot: 'mon' }, 'slot_required', {}],
  ['of more places than there are', { slot: 'sun', quantity: 1 }, 'slot_taken', {}],
])('a booking %s is refused', async (_, input, code, params) => {
  const programme = await studio()
  const other = await joined(programme, 'o-lan')
  dataOf(await other.ask('rewards.redeem', { rewardId: 'class', slot: 'sun' }))
  const { ask } = await joined(programme, 'o-mei')
  expect(await ask('rewards.redeem', { rewardId: 'class', ...input })).toMatchObject({ ok: false, code, params })
  expect(dataOf(await ask('members.me', {})).points.available).toBe(50)
})

test('a slot is booked and cancelled until it begins, to the millisecond', async () => {
  const programme = await studio()
  const { ask } = await joined(programme, 'o-mei')
  programme.nowMs = at('14T10:00') - 1
  const { orderId } = dataOf(await ask('rewards.redeem', { rewardId: 'class', slot: 'sat' }))
  expect(dataOf(await ask('rewards.order', { orderId }))).toMatchObject({
    isCancellable: true,
    pickUpUntil: null,
    slot: { slotId: 'sat', startsAtMs: at('14T10:00') },
    policy: ['开始之前可以取消', expect.stringContaining('退回原来的批次')],
  })
  programme.nowMs += 1
  expect(await ask('rewards.redeem', { rewardId: 'class', slot: 'sat' })).toMatchObject({
    code: 'slot_over',
    params: { startsAtMs: at('14T10:00') },
  })
  expect(codeOf(await ask('rewards.cancel', { orderId }))).toBe('too_late_to_cancel')
  expect(dataOf(await ask('rewards.order', { orderId })).isCancellable).toBe(false)
  // Nobody is sent away because a day went by.
  programme.advanceDays(60)
  await programme.tick()
  expect(dataOf(await ask('rewards.order', { orderId })).state).toBe('made')
})

test('a place that was given back is had by the next', async () => {
  const programme = await studio()
  const [mei, lan] = [await joined(programme, 'o-mei'), await joined(programme, 'o-lan')]
  const { orderId } = dataOf(await mei.ask('rewards.redeem', { rewardId: 'class', slot: 'sun' }))
  expect(codeOf(await lan.ask('rewards.redeem', { rewardId: 'class', slot: 'sun' }))).toBe('slot_taken')
  dataOf(await mei.ask('rewards.cancel', { orderId }))
  dataOf(await lan.ask('rewards.redeem', { rewardId: 'class', slot: 'sun' }))
  expect(codeOf(await mei.ask('rewards.redeem', { rewardId: 'class', slot: 'sun' }))).toBe('slot_taken')
  programme.wait(2 * 60_000)
  await programme.tick()
  await assertLedgerHolds(programme)
})
