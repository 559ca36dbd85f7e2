import { assertLedgerHolds } from '../../../../test/kit/ledger-holds'
import { type Ask, codeOf, dataOf, joined, Programme } from '../../../../test/kit/programme'
import { HOME, publishReward, type RewardDraft } from '../../../../test/kit/rewards'
import { hire, openStore } from '../../../../test/kit/stores'
import { checkDigitsOf } from '../../../kernel/typed-code'
import type { Step } from '../domain/steps'
import { rewardUnits } from '../orders/store'

async function street(draft: RewardDraft = {}) {
  const programme = await Programme.start()
  await openStore(programme, 'west')
  await openStore(programme, 'east', { name: '东站店' })
  await publishReward(programme, 'cup', draft)
  const { ask, memberId } = await joined(programme, 'o-mei')
  dataOf(await ask('members.update', { nickname: '小梅' }))
  const clerk = await hire(programme, 'o-clerk', { storeId: 'west' })
  const manager = await hire(programme, 'o-manager', { storeId: 'west', role: 'manager' })
  const elsewhere = await hire(programme, 'o-elsewhere', { storeId: 'east' })
  const redeem = async (input: object = {}) => dataOf(await ask('rewards.redeem', { rewardId: 'cup', ...input }))
  return { programme, ask, memberId, clerk, manager, elsewhere, redeem }
}

async function swept(programme: Programme) {
  programme.wait(2 * 60_000)
  await programme.tick()
  await assertLedgerHolds(programme)
}

const codeFrom = ({ code }: { readonly code?: string }) => code ?? ''

describe('at the counter', () => {
  test('a code shows whose what is, and hands it over once', async () => {
    const { programme, ask, clerk, redeem } = await street({ pricePoints: 10, priceFen: 990 })
    const order = await redeem({ quantity: 2 })
    const input = { storeId: 'west', code: codeFrom(order) }
    const shown = {
      orderId: order.orderId,
      title: '马克杯',
      quantity: 2,
      maskedName: '小*',
      handover: 'pick_up',
      payFen: 1_980,
      slot: null,
    }
    expect(dataOf(await clerk('rewards.at-counter', input))).toEqual({ ...shown, state: 'made', canBeHandedOver: true })
    const over = () => clerk('rewards.hand-over', input, 'k-1')
    for (const reply of await Promise.all([over(), over()]))
      expect(dataOf(reply)).toEqual({ ...shown, state: 'received' })
    expect(codeOf(await clerk('rewards.hand-over', input))).toBe('wrong_state')
    expect(dataOf(await over())).toEqual({ ...shown, state: 'received' })
    expect(dataOf(await clerk('rewards.at-counter', input))).toMatchObject({
      state: 'received',
      canBeHandedOver: false,
    })
    const { state, code, steps } = dataOf(await ask('rewards.order', { orderId: order.orderId }))
    expect([state, code, steps.at(-1)]).toEqual([
      'received',
      null,
      { to: 'received', atMs: programme.nowMs, store: '西湖店', tracking: '', reason: '' },
    ])
    await swept(programme)
  })

  test('one code at twenty counters at once is handed over at one', async () => {
    const { programme, redeem } = await street()
    const code = codeFrom(await redeem())
    const clerks: Ask[] = []
    for (let nth = 0; nth < 20; nth += 1) clerks.push(await hire(programme, `o-c${nth}x`, { storeId: 'west' }))
    const replies = await Promise.all(clerks.map((ask) => ask('rewards.hand-over', { storeId: 'west', code })))
    expect(replies.filter((reply) => reply.ok)).toHaveLength(1)
    expect(replies.filter((reply) => !reply.ok && reply.code === 'wrong_state')).toHaveLength(19)
  })

  test('a code that is mistyped, made up, or of something else, is of nothing', async () => {
    const { ask, clerk, redeem } = await street({ stock: null, limitPerMember: null, pricePoints: 10 })
    const code = codeFrom(await redeem())
    const sent = await redeem({ address: HOME })
    const body = code.slice(0, 18)
    const madeUp = (digits: string) => digits + checkDigitsOf(digits)
    const otherMac = madeUp(body.slice(0, 17) + ((Number(body[17]) + 1) % 10))
    const card = dataOf(await ask('members.card', {})).code
    expect(sent.code).toBeUndefined()
    for (const wrong of [code.slice(0, 19) + ((Number(code[19]) + 1) % 10), otherMac, madeUp('0'.repeat(18)), card]) {
      expect(codeOf(await clerk('rewards.at-counter', { storeId: 'west', code: wrong }))).toBe('unknown_order_code')
      expect(codeOf(await clerk('rewards.hand-over', { storeId: 'west', code: wrong }))).toBe('unknown_order_code')
    }
    for (const wrong of ['', '1'.repeat(19), '1'.repeat(21), 'x'.repeat(20)])
      expect(codeOf(await clerk('rewards.hand-over', { storeId: 'west', code: wrong }))).toBe('invalid_input')
  })

  test('it is handed over at its stores, and by their own staff', async () => {
    const { clerk, elsewhere, redeem } = await street({ stores: ['east', 'west'], pricePoints: 10 })
    const chosen = codeFrom(await redeem({ storeId: 'east' }))
    expect(codeOf(await clerk('rewards.hand-over', { storeId: 'west', code: chosen }))).toBe('wrong_store')
    expect(codeOf(await clerk('rewards.at-counter', { storeId: 'west', code: chosen }))).toBe('wrong_store')
    expect(codeOf(await clerk('rewards.hand-over', { storeId: 'east', code: chosen }))).toBe('unauthorised')
    dataOf(await elsewhere('rewards.hand-over', { storeId: 'east', code: chosen }))
    const any = codeFrom(await redeem())
    dataOf(await clerk('rewards.hand-over', { storeId: 'west', code: any }))
  })

  test('what was cancelled is not handed over, and what was handed over not cancelled', async () => {
    const { programme, ask, clerk, redeem } = await street({ pricePoints: 10 })
    const [one, two] = [await redeem(), await redeem()]
    dataOf(await ask('rewards.cancel', { orderId: one.orderId }))
    expect(await clerk('rewards.hand-over', { storeId: 'west', code: codeFrom(one) })).toMatchObject({
      code: 'wrong_state',
      params: { state: 'cancelled' },
    })
    dataOf(await clerk('rewards.hand-over', { storeId: 'west', code: codeFrom(two) }))
    expect(codeOf(await ask('rewards.cancel', { orderId: two.orderId }))).toBe('too_late_to_cancel')
    await swept(programme)
  })
})

describe('the table of roles', () => {
  const STEPS = ['packed', 'sent', 'received', 'cancelled', 'returned'] as const
  const MAY: Record<string, readonly Step[]> = {
    'clerk, send': ['packed', 'sent', 'received'],
    'manager, send': ['packed', 'sent', 'received', 'cancelled', 'returned'],
    'clerk, pick_up': ['packed', 'sent'],
    'manager, pick_up': ['packed', 'sent', 'received', 'cancelled', 'returned'],
  }

  test.each(Object.keys(MAY).flatMap((who) => STEPS.map((to) => [who, to] as const)))('%s: %s', async (who, to) => {
    const { clerk, manager, redeem } = await street()
    const isSend = who.endsWith('send')
    const { orderId } = await redeem(isSend ? { address: HOME } : {})
    const ask = who.startsWith('clerk') ? clerk : manager
    if (isSend && (to === 'received' || to === 'returned'))
      dataOf(await manager('rewards.advance', { storeId: 'west', orderId, to: 'sent' }))
    const reply = await ask('rewards.advance', { storeId: 'west', orderId, to })
    const outcome = reply.ok ? 'done' : reply.code
    const isKnown = isSend || to !== 'sent'
    expect(outcome).toBe(MAY[who]?.includes(to) ? (isKnown ? 'done' : 'wrong_state') : 'unauthorised')
  })

  test('somebody who is no staff asks for nothing', async () => {
    const { programme, redeem } = await street()
    const { orderId, code = '' } = await redeem({ storeId: 'west' })
    const stranger = programme.staff('o-stranger')
    const storeId = 'west'
    const replies = [
      await stranger('rewards.at-counter', { storeId, code }),
      await stranger('rewards.hand-over', { storeId, code }),
      await stranger('rewards.advance', { storeId, orderId, to: 'packed' }),
      await stranger('rewards.address', { storeId, orderId }),
      await stranger('rewards.waiting', { storeId, list: 'here', state: 'made' }),
      await stranger('rewards.slots', { storeId }),
      await stranger('rewards.roster', { storeId, rewardId: 'cup', slot: 'sat-10' }),
    ]
    expect(replies.map(codeOf)).toEqual(Array(7).fill('unauthorised'))
  })

  test('tracking is said of what is sent, and an unknown order is none', async () => {
    const { clerk, redeem } = await street()
    const { orderId } = await redeem({ address: HOME })
    const input = { storeId: 'west', orderId, to: 'packed', tracking: '顺丰 SF1' } as const
    expect(await clerk('rewards.advance', input)).toMatchObject({ params: { path: 'input.tracking' } })
    expect(codeOf(await clerk('rewards.advance', { storeId: 'west', orderId: 'nothing', to: 'packed' }))).toBe(
      'no_such_order',
    )
  })
})

describe('the lists of work', () => {
  test('what is to be sent is on one list, what is picked up on that of its store or of all; each leaves when it is done', async () => {
    const { programme, clerk, elsewhere, manager, ask, redeem } = await street({
      pricePoints: 1,
      limitPerMember: null,
      stock: null,
    })
    const [sent, here, any] = [await redeem({ address: HOME }), await redeem({ storeId: 'west' }), await redeem()]
    const list = async (
      who: Ask,
      storeId: string,
      name: 'to_send' | 'here' | 'anywhere',
      state: 'made' | 'packed' | 'sent',
    ) => dataOf(await who('rewards.waiting', { storeId, list: name, state })).items.map(({ orderId }) => orderId)
    expect(await list(clerk, 'west', 'to_send', 'made')).toEqual([sent.orderId])
    expect(await list(elsewhere, 'east', 'to_send', 'made')).toEqual([sent.orderId])
    expect(await list(clerk, 'west', 'here', 'made')).toEqual([here.orderId])
    expect(await list(elsewhere, 'east', 'here', 'made')).toEqual([])
    expect(await list(clerk, 'west', 'anywhere', 'made')).toEqual([any.orderId])
    for (const { orderId } of [sent, here])
      dataOf(await clerk('rewards.advance', { storeId: 'west', orderId, to: 'packed' }))
    expect(await list(clerk, 'west', 'to_send', 'made')).toEqual([])
    expect(await list(clerk, 'west', 'to_send', 'packed')).toEqual([sent.orderId])
    expect(await list(clerk, 'west', 'here', 'packed')).toEqual([here.orderId])
    dataOf(await clerk('rewards.advance', { storeId: 'west', orderId: sent.orderId, to: 'sent' }))
    expect(await list(clerk, 'west', 'to_send', 'sent')).toEqual([sent.orderId])
    dataOf(await manager('rewards.advance', { storeId: 'west', orderId: sent.orderId, to: 'received' }))
    dataOf(await clerk('rewards.hand-over', { storeId: 'west', code: codeFrom(here) }))
    dataOf(await ask('rewards.cancel', { orderId: any.orderId }))
    const queued = await programme.store.find(rewardUnits, { index: 'byQueue', range: { from: '' }, limit: 10 })
    expect(queued.items).toEqual([])
    expect(codeOf(await clerk('rewards.waiting', { storeId: 'west', list: 'here', state: 'made', cursor: 'x' }))).toBe(
      'invalid_input',
    )
  })

  test('what two stores hand over is on the list of both, and of no third; the one that was chosen has it alone', async () => {
    const { programme, clerk, elsewhere, redeem } = await street({
      pricePoints: 1,
      limitPerMember: null,
      stock: null,
      stores: ['east', 'west'],
    })
    await openStore(programme, 'north', { name: '北门店' })
    const third = await hire(programme, 'o-third', { storeId: 'north' })
    const [any, chosen] = [await redeem(), await redeem({ storeId: 'east' })]
    const waiting = async (who: Ask, storeId: string) => {
      const lists = (['here', 'anywhere'] as const).map((list) =>
        who('rewards.waiting', { storeId, list, state: 'made' }),
      )
      return (await Promise.all(lists)).map((reply) => dataOf(reply).items.map(({ orderId }) => orderId))
    }
    expect(await waiting(elsewhere, 'east')).toEqual([[chosen.orderId], [any.orderId]])
    expect(await waiting(clerk, 'west')).toEqual([[], [any.orderId]])
    expect(await waiting(third, 'north')).toEqual([[], []])
  })

  test('an address is told to who is about to send, and a line of it is kept', async () => {
    const { programme, clerk, redeem } = await street({ pricePoints: 1, limitPerMember: null })
    const { orderId } = await redeem({ address: HOME })
    const picked = await redeem()
    expect(dataOf(await clerk('rewards.address', { storeId: 'west', orderId }))).toEqual({
      orderId,
      title: '马克杯',
      quantity: 1,
      address: HOME,
    })
    expect(codeOf(await clerk('rewards.address', { storeId: 'west', orderId: picked.orderId }))).toBe('no_such_order')
    expect(codeOf(await clerk('rewards.address', { storeId: 'west', orderId: 'nothing' }))).toBe('no_such_order')
    dataOf(await clerk('rewards.advance', { storeId: 'west', orderId, to: 'sent' }))
    expect(codeOf(await clerk('rewards.address', { storeId: 'west', orderId }))).toBe('wrong_state')
    const { staff } = dataOf(await programme.ops()('ops.list-staff', {}))
    const logs = await Promise.all(
      staff.map(async ({ staffId }) => dataOf(await programme.ops()('ops.staff-log', { staffId })).lines),
    )
    expect(logs.flat()).toContainEqual(expect.objectContaining({ action: 'rewards.address', about: orderId }))
  })

  test('lists and logs have no address in clear', async () => {
    const { programme, clerk, redeem } = await street()
    const { orderId } = await redeem({ address: HOME })
    const waiting = dataOf(await clerk('rewards.waiting', { storeId: 'west', list: 'to_send', state: 'made' }))
    dataOf(await clerk('rewards.address', { storeId: 'west', orderId }))
    const told = JSON.stringify([waiting, programme.log])
    expect(told).toContain(orderId)
    for (const clear of Object.values(HOME)) expect(told).not.toContain(clear)
  })
})

describe('a roster', () => {
  const slot = {
    slotId: 'sat-10',
    startsAtMs: Date.parse('2026-03-14T10:00:00+08:00'),
    endsAtMs: Date.parse('2026-03-14T11:00:00+08:00'),
    capacity: 3,
  }

  const experience = { kind: 'experience', stock: null, pricePoints: 1, limitPerMember: null } as const
  const at = (slotId: string, startsAt: string, hours = 1) => {
    const startsAtMs = Date.parse(startsAt)
    return { slotId, startsAtMs, endsAtMs: startsAtMs + hours * 3_600_000, capacity: 3 }
  }

  test('of a day and a store has the slots between its two midnights, in their order, with the places taken', async () => {
    const last = at('late', '2026-03-14T23:59:59+08:00')
    const { programme, ask, clerk, redeem } = await street({
      ...experience,
      slots: [last, slot, at('before', '2026-03-13T23:59:59+08:00'), at('after', '2026-03-15T00:00:00+08:00')],
    })
    await publishReward(programme, 'brew', {
      ...experience,
      title: '手冲课',
      slots: [at('noon', '2026-03-14T12:00:00+08:00')],
    })
    await publishReward(programme, 'east', { ...experience, stores: ['east'], slots: [slot] })
    await redeem({ slot: 'sat-10', quantity: 2 })
    dataOf(await ask('rewards.redeem', { rewardId: 'brew', slot: 'noon' }))
    const slots = async (date?: string) =>
      dataOf(await clerk('rewards.slots', { storeId: 'west', ...(date && { date }) })).items
    expect(await slots('2026-03-14')).toEqual([
      { rewardId: 'cup', title: '马克杯', ...slot, booked: 2 },
      { rewardId: 'brew', title: '手冲课', ...at('noon', '2026-03-14T12:00:00+08:00'), booked: 1 },
      { rewardId: 'cup', title: '马克杯', ...last, booked: 0 },
    ])
    expect((await slots('2026-03-15')).map(({ slotId }) => slotId)).toEqual(['after'])
    expect(await slots()).toEqual([])
    programme.at('2026-03-14T23:59:59.999+08:00')
    expect((await slots()).map(({ slotId }) => slotId)).toEqual(['sat-10', 'noon', 'late'])
    programme.nowMs += 1
    expect((await slots()).map(({ slotId }) => slotId)).toEqual(['after'])
    expect(codeOf(await clerk('rewards.slots', { storeId: 'west', date: '14.3.' }))).toBe('invalid_input')
    await swept(programme)
  })

  test('of what was retired is still there for who booked it', async () => {
    const { programme, clerk, redeem } = await street({ ...experience, slots: [slot] })
    await redeem({ slot: 'sat-10' })
    dataOf(await programme.ops()('ops.retire', { kind: 'rewards', id: 'cup' }))
    programme.wait(10_000)
    const { items } = dataOf(await clerk('rewards.slots', { storeId: 'west', date: '2026-03-14' }))
    expect(items.map(({ slotId, booked }) => [slotId, booked])).toEqual([['sat-10', 1]])
  })

  test('has nobody who said they come to another store', async () => {
    const { ask, clerk, elsewhere, redeem } = await street({ ...experience, slots: [slot] })
    const there = await redeem({ slot: 'sat-10', storeId: 'east' })
    const any = await redeem({ slot: 'sat-10' })
    const roster = async (who: Ask, storeId: string) =>
      dataOf(await who('rewards.roster', { storeId, rewardId: 'cup', slot: 'sat-10' })).items.map(
        ({ orderId }) => orderId,
      )
    expect((await roster(elsewhere, 'east')).sort()).toEqual([there.orderId, any.orderId].sort())
    expect(await roster(clerk, 'west')).toEqual([any.orderId])
    expect(dataOf(await ask('rewards.order', { orderId: there.orderId })).stores).toEqual([
      { storeId: 'east', name: '东站店' },
    ])
  })

  test('has who booked a slot, in how many places, and who is there', async () => {
    const { programme, ask, clerk, redeem } = await street({
      kind: 'experience',
      stock: null,
      pricePoints: 1,
      limitPerMember: null,
      slots: [slot],
    })
    const mine = await redeem({ slot: 'sat-10', quantity: 2 })
    const lan = await joined(programme, 'o-lan')
    const theirs = dataOf(await lan.ask('rewards.redeem', { rewardId: 'cup', slot: 'sat-10' }))
    const roster = async () =>
      dataOf(await clerk('rewards.roster', { storeId: 'west', rewardId: 'cup', slot: 'sat-10' }))
        .items.map(({ orderId, quantity, state }) => [orderId, quantity, state])
        .sort()
    const made = [
      [mine.orderId, 2, 'made'],
      [theirs.orderId, 1, 'made'],
    ].sort()
    expect(await roster()).toEqual(made)
    dataOf(await clerk('rewards.hand-over', { storeId: 'west', code: codeFrom(mine) }))
    dataOf(await lan.ask('rewards.cancel', { orderId: theirs.orderId }))
    expect(await roster()).toEqual([[mine.orderId, 2, 'received']])
    expect(codeOf(await ask('rewards.redeem', { rewardId: 'cup', slot: 'sat-10', quantity: 2 }))).toBe('slot_taken')
    dataOf(await ask('rewards.redeem', { rewardId: 'cup', slot: 'sat-10' }))
  })
})
