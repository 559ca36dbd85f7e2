import { assertLedgerHolds } from '../../../../test/kit/ledger-holds'
import { codeOf, dataOf, joined } from '../../../../test/kit/programme'
import { shopWith } from '../../../../test/kit/purchases'
import { publishReward } from '../../../../test/kit/rewards'
import { withMembers } from '../../../../test/kit/settled'
import { hire } from '../../../../test/kit/stores'
import { publishVersion } from '../../../platform/published'
import type { Store } from '../../../platform/store'
import { rewardUnits } from './store'

const at = (moment: string) => Date.parse(`2026-03-${moment}:00+08:00`)
const slot = (slotId: string, day: number, capacity: number) => ({
  slotId,
  startsAtMs: at(`${day}T10:00`),
  endsAtMs: at(`${day}T11:00`),
  capacity,
})

async function studio(settings: Record<string, unknown> = {}, store?: Store) {
  const programme = await shopWith(settings, store ? { store } : {})
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
    policy: ['开始之前可以取消；没有来的不退', expect.stringContaining('退回原来的批次')],
  })
  programme.nowMs += 1
  expect(await ask('rewards.redeem', { rewardId: 'class', slot: 'sat' })).toMatchObject({
    code: 'slot_over',
    params: { startsAtMs: at('14T10:00') },
  })
  expect(codeOf(await ask('rewards.cancel', { orderId }))).toBe('too_late_to_cancel')
  expect(dataOf(await ask('rewards.order', { orderId })).isCancellable).toBe(false)
})

async function booked(settings: Record<string, unknown> = {}, store?: Store) {
  const programme = await studio(settings, store)
  const { ask } = await joined(programme, 'o-mei')
  const { orderId, code = '' } = dataOf(await ask('rewards.redeem', { rewardId: 'class', slot: 'sat' }))
  const state = async () => dataOf(await ask('rewards.order', { orderId })).state
  const points = async () => dataOf(await ask('members.me', {})).points.available
  const manager = await hire(programme, 'o-boss', { storeId: 'west', role: 'manager' })
  const clerk = await hire(programme, 'o-clerk', { storeId: 'west' })
  const advance = (to: 'missed' | 'received' | 'returned', by = manager) =>
    by('rewards.advance', { storeId: 'west', orderId, to })
  return { programme, ask, orderId, code, state, points, manager, clerk, advance }
}

test.each([
  ['kept', 'missed', 20, '预约的体验没有来'],
  ['returned', 'returned', 50, '积分退回了'],
])(
  'who does not come: a day after the end, and to the setting %s, it is %s',
  async (missedSlotPoints, to, left, title) => {
    const { programme, ask, state, points } = await booked({ welcomePoints: 50, missedSlotPoints })
    programme.nowMs = at('15T11:00') - 1
    await programme.tick()
    expect([await state(), await points()]).toEqual(['made', 20])
    programme.nowMs += 600_000
    await programme.tick()
    expect([await state(), await points()]).toEqual([to, left])
    expect(dataOf(await ask('inbox.list', {})).items[0]?.title).toBe(title)
    await assertLedgerHolds(programme)
  },
)

test('who came is not missed: handed over in its slot, and a code is good until it is over for them', async () => {
  const { programme, clerk, code, state } = await booked()
  programme.nowMs = at('15T10:59')
  dataOf(await clerk('rewards.hand-over', { storeId: 'west', code }))
  programme.advanceDays(3)
  await programme.tick()
  expect(await state()).toBe('received')
})

test('the rule of when it was booked counts, whatever is published since', async () => {
  const { programme, ask, orderId, state, points } = await booked({ welcomePoints: 50, missedSlotPoints: 'returned' })
  const body = { missedSlotPoints: 'kept', welcomePoints: 50 }
  await publishVersion(programme.store, { kind: 'settings', id: 'programme', after: 1, body, nowMs: programme.nowMs })
  programme.wait(20_000)
  expect(dataOf(await ask('rewards.order', { orderId })).policy[0]).toBe('开始之前可以取消；没有来的也退')
  programme.nowMs = at('15T11:00')
  await programme.tick()
  expect([await state(), await points()]).toEqual(['returned', 50])
})

test('a manager says so once it is over, not before, a clerk never; and who was there after all was there', async () => {
  const { programme, clerk, advance, state, points } = await booked({ welcomePoints: 50 })
  programme.nowMs = at('14T11:00') - 1
  expect(codeOf(await advance('missed'))).toBe('wrong_state')
  programme.nowMs += 1
  expect(codeOf(await advance('missed', clerk))).toBe('unauthorised')
  expect(dataOf(await advance('missed')).state).toBe('missed')
  expect(codeOf(await advance('missed'))).toBe('wrong_state')
  programme.advanceDays(3)
  await programme.tick()
  expect(await state()).toBe('missed')
  expect(dataOf(await advance('received')).state).toBe('received')
  expect(dataOf(await advance('returned')).state).toBe('returned')
  expect(await points()).toBe(50)
  await assertLedgerHolds(programme)
})

test('handed over and missed at the same moment is one of the two', async () => {
  for (let seed = 1; seed <= 6; seed += 1) {
    const { programme, clerk, code, state } = await booked()
    programme.nowMs = at('15T11:00')
    const [reply] = await Promise.all([clerk('rewards.hand-over', { storeId: 'west', code }), programme.tick()])
    // Missed first, it is handed over all the same: whoever stands there has come.
    expect(reply.ok).toBe(true)
    expect(await state()).toBe('received')
    await assertLedgerHolds(programme)
  }
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
