import { createHmac } from 'node:crypto'
import type { Data, ReplyTo } from '../../cloudfunctions/api'
import { shownMoment } from '../../cloudfunctions/kernel/business-date'
import { orders } from '../../cloudfunctions/modules/orders'
import { publishCampaign } from '../kit/campaigns'
import { publishLadder } from '../kit/ladder'
import { assertLedgerHolds } from '../kit/ledger-holds'
import { codeOf, dataOf, type Programme } from '../kit/programme'
import { shopper, shopWith } from '../kit/purchases'
import { hire, openStore } from '../kit/stores'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/** Two stores with their people, a till that signs, and a member with a card. */
async function street(settings: Record<string, unknown> = {}) {
  const programme = await shopWith({ welcomePoints: 0, ...settings })
  await openStore(programme, 'till', { name: '湖滨店', hookKeyId: 'till-1' })
  await openStore(programme, 'far', { name: '城西店', hookKeyId: 'far-1' })
  const clerk = await hire(programme, 'o-clerk', { storeId: 'till' })
  const other = await hire(programme, 'o-other', { storeId: 'till' })
  const manager = await hire(programme, 'o-manager', { storeId: 'till', role: 'manager' })
  const stranger = await hire(programme, 'o-far', { storeId: 'far', role: 'manager' })
  const { ask, memberId, balance } = await shopper(programme)
  const code = async () => dataOf(await ask('members.card', {})).code
  const secretOf = async (storeId: string) =>
    dataOf(await programme.ops()('ops.hook-key', { storeId, operator: '小王' })).keys[0]?.secret ?? ''
  return {
    programme,
    clerk,
    other,
    manager,
    stranger,
    ask,
    memberId,
    balance,
    code,
    till: await tillOf(programme, secretOf),
  }
}

/** A till's requests, signed as the contract says, with whatever is changed about them. */
async function tillOf(programme: Programme, secretOf: (storeId: string) => Promise<string>) {
  const secrets = { till: await secretOf('till'), far: await secretOf('far') }
  return async <A extends 'orders.record' | 'orders.refund'>(
    action: A,
    input: object,
    more: { key?: string; by?: 'till' | 'far'; timestamp?: number; tamper?: (body: string) => string } = {},
  ): Promise<ReplyTo<A>> => {
    const body = JSON.stringify({ action, input, key: more.key ?? programme.newKey() })
    const timestamp = String(more.timestamp ?? programme.nowMs)
    const signature = createHmac('sha256', secrets[more.by ?? 'till'])
      .update(`${timestamp}.${body}`)
      .digest('hex')
    const sent = more.tamper?.(body) ?? body
    const signed = { keyId: `${more.by ?? 'till'}-1`, timestamp, signature, body: sent }
    return (await programme.send('hook', JSON.parse(sent), { source: 'wx_http', signed })) as ReplyTo<A>
  }
}

const PENDING_36: Data<'orders.record'>['points'] = { available: 0, pending: 36, vestsOn: '2026-03-17' }
const order = { storeId: 'till', orderNo: 'A-1', amountFen: 3_600 }

test('one order number from the counter, the till and a file, in any order and at once, is awarded once', async () => {
  for (let first = 0; first < 3; first += 1) {
    const { programme, clerk, memberId, ask, balance, code, till } = await street()
    const { cardNo } = dataOf(await ask('members.me', {})).member
    const file = `门店编号,订单号,会员卡号,金额元,付款时间\ntill,A-1,${cardNo},36.00,${shownMoment(programme.nowMs)}\n`
    programme.wechat.files.set('cloud://memory/a.csv', Buffer.from(file))
    const lines = [{ lineId: 'tea', amountFen: 3_600, category: '茶' }]
    const memberCode = await code()
    const sides = [
      () => clerk('orders.record', { ...order, memberCode }),
      () => till('orders.record', { ...order, memberId, lines, paidAtMs: programme.nowMs - 5_000 }),
      () => programme.ops()('ops.import', { fileId: 'cloud://memory/a.csv', kind: 'orders', operator: '小王' }),
    ]
    const inOrder = [...sides.slice(first), ...sides.slice(0, first)]
    for (const reply of await Promise.all(inOrder.map((send) => send()))) expect(reply).toMatchObject({ ok: true })
    for (const send of sides.slice(0, 2)) expect(await send()).toMatchObject({ ok: true, data: { points: PENDING_36 } })
    expect(await balance()).toEqual({ available: 0, pending: 36, debt: 0 })
    expect(await programme.store.count(orders, {})).toBe(1)
    expect(dataOf(await ask('points.statement', {})).items).toHaveLength(1)
    await assertLedgerHolds(programme)
  }
})

test('what the counter shows before is what the member gets', async () => {
  const { programme, clerk, balance, code } = await street({ maxPointsPerOrder: 500, earnExcludedCategories: ['烟酒'] })
  await publishLadder(programme)
  const lines = [
    { lineId: 'tea', amountFen: 2_550 },
    { lineId: 'wine', amountFen: 1_100, category: '烟酒' },
  ]
  const memberCode = await code()
  const asked = { storeId: 'till', memberCode, amountFen: 3_650, lines }
  expect(dataOf(await clerk('orders.preview', asked))).toEqual({
    points: 25,
    vestsOn: '2026-03-17',
    formula: '25.50 取整 = 25',
  })
  expect(dataOf(await clerk('orders.preview', { ...asked, amountFen: 90_000, lines: undefined }))).toMatchObject({
    points: 500,
    formula: '900.00 = 900，封顶后 500',
  })
  expect(dataOf(await clerk('orders.preview', { ...asked, amountFen: 99, lines: undefined }))).toMatchObject({
    points: 0,
    vestsOn: null,
  })
  expect(await balance()).toEqual({ available: 0, pending: 0, debt: 0 })
  expect(dataOf(await clerk('orders.record', { ...asked, orderNo: 'A-1' }))).toEqual({
    orderNo: 'A-1',
    points: { available: 0, pending: 25, vestsOn: '2026-03-17' },
    newTier: null,
  })
  await assertLedgerHolds(programme)
})

test('the counter shows what the purchase will earn for as long as the code that was scanned is good', async () => {
  const { programme, clerk, other, code } = await street()
  const scannedAtMs = programme.nowMs
  const asked = { storeId: 'till', memberCode: await code(), amountFen: 3_600 }
  programme.nowMs += 20 * MINUTE_MS
  expect(codeOf(await clerk('orders.preview', asked))).toBe('unknown_member_code')
  expect(dataOf(await clerk('orders.preview', { ...asked, paidAtMs: scannedAtMs }))).toMatchObject({ points: 36 })
  expect(codeOf(await clerk('orders.preview', { ...asked, paidAtMs: scannedAtMs - MINUTE_MS }))).toBe(
    'unknown_member_code',
  )
  expect(codeOf(await clerk('orders.preview', { ...asked, paidAtMs: programme.nowMs + 60 * MINUTE_MS }))).toBe(
    'invalid_input',
  )
  // Looking has claimed nothing; once another counter has recorded it, the code is that counter's.
  dataOf(await other('orders.record', { ...asked, orderNo: 'A-1', paidAtMs: scannedAtMs }))
  expect(codeOf(await clerk('orders.preview', { ...asked, paidAtMs: scannedAtMs }))).toBe('unknown_member_code')
})

describe("a member's code", () => {
  test('that has ended, is of another counter, or is mistyped buys nothing; the command that it was for still answers', async () => {
    const { programme, clerk, other, code, balance } = await street()
    const memberCode = await code()
    const mistyped = memberCode.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10))
    expect(codeOf(await clerk('orders.record', { ...order, memberCode: mistyped }))).toBe('unknown_member_code')
    const first = dataOf(await clerk('orders.record', { ...order, memberCode }, 'k-1'))
    expect(codeOf(await other('orders.record', { ...order, orderNo: 'A-2', memberCode }))).toBe('unknown_member_code')
    programme.nowMs += 60 * MINUTE_MS
    expect(codeOf(await clerk('orders.record', { ...order, orderNo: 'A-2', memberCode }))).toBe('unknown_member_code')
    expect(dataOf(await clerk('orders.record', { ...order, memberCode }, 'k-1'))).toEqual(first)
    expect(codeOf(await clerk('orders.record', { ...order, amountFen: 1, memberCode }, 'k-1'))).toBe(
      'key_reused_with_other_input',
    )
    expect(await balance()).toEqual({ available: 0, pending: 36, debt: 0 })
  })

  test('that was shown while the counter was offline is good for the moment of the payment', async () => {
    const { programme, clerk, code } = await street()
    const [memberCode, paidAtMs] = [await code(), programme.nowMs]
    programme.nowMs += 3 * 60 * MINUTE_MS
    expect(codeOf(await clerk('orders.record', { ...order, memberCode }))).toBe('unknown_member_code')
    expect(dataOf(await clerk('orders.record', { ...order, memberCode, paidAtMs })).points).toEqual(PENDING_36)
  })

  test('is needed by staff: an id that nobody has confirmed is none, and both at once are too many', async () => {
    const { clerk, till, memberId, code } = await street()
    expect(codeOf(await clerk('orders.record', { ...order, memberId }))).toBe('unknown_member_code')
    expect(codeOf(await till('orders.record', { ...order, memberId: 'nobody' }))).toBe('unknown_member_code')
    for (const who of [{}, { memberId, memberCode: await code() }])
      expect(await clerk('orders.record', { ...order, ...who })).toMatchObject({
        code: 'invalid_input',
        params: { path: 'input.memberCode' },
      })
  })
})

describe('a till', () => {
  test('with a signature of another key, an old timestamp or one byte changed is nobody; the same request again answers the same', async () => {
    const { programme, till, memberId, balance } = await street()
    const input = { ...order, memberId }
    const wrong = [
      till('orders.record', input, { by: 'far' }),
      till('orders.record', input, { timestamp: programme.nowMs - 5 * MINUTE_MS - 1 }),
      till('orders.record', input, { tamper: (body) => body.replace('3600', '9600') }),
    ]
    for (const reply of await Promise.all(wrong)) expect(codeOf(reply)).toBe('unauthorised')
    const replies = []
    for (let time = 0; time < 3; time += 1) replies.push(await till('orders.record', input, { key: 't-1' }))
    for (const reply of replies) expect(dataOf(reply)).toEqual(dataOf(replies[0] as ReplyTo<'orders.record'>))
    expect(codeOf(await till('orders.record', { ...input, amountFen: 1 }, { key: 't-1' }))).toBe(
      'key_reused_with_other_input',
    )
    expect(await balance()).toEqual({ available: 0, pending: 36, debt: 0 })
  })

  test('that refunds by lines takes back what those lines earned', async () => {
    const { programme, till, memberId, balance } = await street({ earnExcludedCategories: ['烟酒'] })
    const lines = [
      { lineId: 'tea', amountFen: 6_000 },
      { lineId: 'wine', amountFen: 4_000, category: '烟酒' },
    ]
    await till('orders.record', { ...order, memberId, amountFen: 10_000, lines })
    const refund = (refundNo: string, lineId: string, amountFen: number) =>
      till('orders.refund', { storeId: 'till', orderNo: 'A-1', refundNo, amountFen, lines: [{ lineId, amountFen }] })
    expect(dataOf(await refund('R-1', 'wine', 4_000))).toEqual({ pointsTaken: 0, debt: 0, leftFen: 6_000 })
    expect(codeOf(await refund('R-2', 'wine', 1))).toBe('refund_exceeds_order')
    expect(dataOf(await refund('R-3', 'tea', 1_999))).toEqual({ pointsTaken: 20, debt: 0, leftFen: 4_001 })
    expect(codeOf(await refund('R-3', 'wine', 1_999))).toBe('refund_exists_with_other_content')
    expect(await refund('R-4', 'cake', 1)).toMatchObject({ params: { path: 'input.lines.0.lineId' } })
    expect(await balance()).toEqual({ available: 0, pending: 40, debt: 0 })
    await assertLedgerHolds(programme)
  })
})

test.each<[string, object, string]>([
  ['lines that add up to something else', { lines: [{ lineId: 'a', amountFen: 3_599 }] }, 'input.lines'],
  [
    'one line twice',
    {
      lines: [
        { lineId: 'a', amountFen: 1_800 },
        { lineId: 'a', amountFen: 1_800 },
      ],
    },
    'input.lines.1.lineId',
  ],
  ['an amount of nothing', { amountFen: 0 }, 'input.amountFen'],
  ['a negative amount', { amountFen: -1 }, 'input.amountFen'],
  ['half a fen', { amountFen: 0.5 }, 'input.amountFen'],
  ['more than ten million yuan', { amountFen: 1_000_000_001 }, 'input.amountFen'],
  ['a payment in the future', { paidAtMs: Date.parse('2026-03-10T10:10:00.001+08:00') }, 'input.paidAtMs'],
  ['a payment of 91 days ago', { paidAtMs: Date.parse('2025-12-09T23:59:59.999+08:00') }, 'input.paidAtMs'],
])('%s is refused, and the path is named', async (_, wrong, path) => {
  const { programme, till, memberId } = await street()
  const reply = await till('orders.record', { ...order, memberId, ...wrong })
  expect(reply).toMatchObject({ ok: false, code: 'invalid_input', params: { path } })
  expect(await programme.store.count(orders, {})).toBe(0)
})

test('a payment at the bounds is taken, and one that was recorded is known however late it comes again', async () => {
  const { programme, till, memberId, balance } = await street()
  const ahead = { ...order, memberId, orderNo: 'A-1', paidAtMs: programme.nowMs + 10 * MINUTE_MS }
  const old = { ...order, memberId, orderNo: 'A-2', paidAtMs: Date.parse('2025-12-10T00:00:00+08:00') }
  expect(dataOf(await till('orders.record', ahead)).points).toEqual(PENDING_36)
  const first = dataOf(await till('orders.record', old))
  expect(first.points).toEqual({ available: 36, pending: 0, vestsOn: null })
  programme.nowMs += 100 * DAY_MS
  expect(dataOf(await till('orders.record', old))).toEqual(first)
  expect(codeOf(await till('orders.record', { ...old, orderNo: 'A-3' }))).toBe('invalid_input')
  expect(await balance()).toEqual({ available: 72, pending: 0, debt: 0 })
})

test('a counter that was answered by what the till had recorded is answered so for ever, also when the code has ended', async () => {
  const { programme, clerk, memberId, balance, code, till } = await street()
  const first = dataOf(await till('orders.record', { ...order, memberId }))
  const memberCode = await code()
  const again = () => clerk('orders.record', { ...order, memberCode }, 'k-1')
  expect(dataOf(await again())).toEqual(first)
  programme.nowMs += 60 * MINUTE_MS
  expect(dataOf(await again())).toEqual(first)
  expect(codeOf(await clerk('orders.record', { ...order, memberCode }, 'k-2'))).toBe('unknown_member_code')
  await till('orders.refund', { storeId: 'till', orderNo: 'A-1', refundNo: 'R-1', amountFen: 3_600 })
  expect(dataOf(await again())).toEqual(first)
  expect(await balance()).toEqual({ available: 0, pending: 0, debt: 0 })
  await assertLedgerHolds(programme)
})

describe('undoing', () => {
  test('takes back what a clerk has just recorded, once; the right amount is recorded under the same number', async () => {
    const { programme, clerk, manager, code, balance, ask } = await street()
    const wrong = { ...order, amountFen: 36_000, memberCode: await code() }
    await clerk('orders.record', wrong, 'k-1')
    programme.nowMs += MINUTE_MS
    const undo = () => clerk('orders.undo', { storeId: 'till', orderNo: 'A-1' }, 'u-1')
    const alsoUndo = () => manager('orders.undo', { storeId: 'till', orderNo: 'A-1' }, 'u-2')
    for (const reply of await Promise.all([undo(), undo(), alsoUndo(), alsoUndo()]))
      expect(dataOf(reply)).toEqual({ pointsTaken: 360, debt: 0, leftFen: 0 })
    expect(await balance()).toEqual({ available: 0, pending: 0, debt: 0 })
    expect(dataOf(await ask('points.statement', { limit: 1 })).items).toMatchObject([
      { kind: 'clawback', points: -360, title: '撤销在湖滨店记错的消费 360.00 元' },
    ])
    const right = { ...order, memberCode: await code() }
    expect(dataOf(await clerk('orders.record', right)).points).toEqual(PENDING_36)
    // The wrong one, sent again by the clerk's phone, is what it was.
    expect(dataOf(await clerk('orders.record', wrong, 'k-1')).points.pending).toBe(360)
    for (const again of [undo, alsoUndo])
      expect(dataOf(await again())).toEqual({ pointsTaken: 360, debt: 0, leftFen: 0 })
    expect(await balance()).toEqual({ available: 0, pending: 36, debt: 0 })
    await assertLedgerHolds(programme)
  })

  test('is for who recorded it and for a manager, in time, and not for what was refunded', async () => {
    const { programme, clerk, other, manager, stranger, code, till, memberId } = await street({ orderUndoMinutes: 30 })
    const undo = { storeId: 'till', orderNo: 'A-1' }
    expect(codeOf(await clerk('orders.undo', undo))).toBe('no_such_order')
    await clerk('orders.record', { ...order, memberCode: await code() })
    expect(codeOf(await other('orders.undo', undo))).toBe('unauthorised')
    expect(codeOf(await stranger('orders.undo', undo))).toBe('unauthorised')
    expect(codeOf(await stranger('orders.undo', { ...undo, storeId: 'far' }))).toBe('no_such_order')
    programme.nowMs += 30 * MINUTE_MS
    for (const late of [clerk, manager]) expect(codeOf(await late('orders.undo', undo))).toBe('too_late')
    programme.nowMs -= 1
    expect(dataOf(await manager('orders.undo', undo))).toMatchObject({ leftFen: 0 })
    await till('orders.record', { ...order, orderNo: 'A-2', memberId })
    await till('orders.refund', { storeId: 'till', orderNo: 'A-2', refundNo: 'R-1', amountFen: 3_600 })
    expect(codeOf(await manager('orders.undo', { ...undo, orderNo: 'A-2' }))).toBe('too_late')
    await assertLedgerHolds(programme)
  })

  test('of what is partly refunded takes the rest', async () => {
    const { programme, clerk, manager, code, balance } = await street()
    await clerk('orders.record', { ...order, memberCode: await code() })
    await clerk('orders.refund', { storeId: 'till', orderNo: 'A-1', refundNo: 'R-1', amountFen: 1_000 })
    expect(dataOf(await manager('orders.undo', { storeId: 'till', orderNo: 'A-1' }))).toEqual({
      pointsTaken: 26,
      debt: 0,
      leftFen: 0,
    })
    expect(await balance()).toEqual({ available: 0, pending: 0, debt: 0 })
    await assertLedgerHolds(programme)
  })
})

test("today's orders are a clerk's own and all of them for a manager, with until when each can be undone", async () => {
  const { programme, clerk, other, manager, ask, code, till, memberId } = await street()
  const recorded = async (as: typeof clerk, orderNo: string) =>
    dataOf(await as('orders.record', { ...order, orderNo, memberCode: await code() }))
  programme.nowMs -= DAY_MS
  await recorded(clerk, 'Y-1')
  programme.nowMs += DAY_MS
  await recorded(clerk, 'A-1')
  programme.nowMs += 2 * MINUTE_MS
  await recorded(other, 'B-1')
  programme.nowMs += 2 * MINUTE_MS
  await till('orders.record', { ...order, orderNo: 'T-1', memberId })
  await clerk('orders.refund', { storeId: 'till', orderNo: 'A-1', refundNo: 'R-1', amountFen: 900 })
  const shown = async (as: typeof clerk, page: object = {}) =>
    dataOf(await as('orders.today', { storeId: 'till', ...page }))
  const [{ nickname = '' } = {}] = [dataOf(await ask('members.me', {})).member]
  expect((await shown(clerk)).items).toEqual([
    {
      orderNo: 'A-1',
      memberName: nickname,
      amountFen: 3_600,
      refundedFen: 900,
      points: 27,
      state: 'partly_refunded',
      atMs: programme.nowMs - 4 * MINUTE_MS,
      isMine: true,
      undoUntilMs: programme.nowMs + 26 * MINUTE_MS,
    },
  ])
  expect((await shown(manager)).items.map(({ orderNo, isMine }) => [orderNo, isMine])).toEqual([
    ['T-1', false],
    ['B-1', false],
    ['A-1', false],
  ])
  const first = await shown(manager, { limit: 2 })
  const second = await shown(manager, { limit: 2, cursor: first.next ?? '' })
  expect([...first.items, ...second.items].map(({ orderNo }) => orderNo)).toEqual(['T-1', 'B-1', 'A-1'])
  expect(second.next).toBeNull()
  programme.nowMs += 26 * MINUTE_MS
  expect((await shown(clerk)).items).toMatchObject([{ orderNo: 'A-1', undoUntilMs: null }])
  programme.at('2026-03-11T00:00:00+08:00')
  expect(await shown(manager)).toEqual({ items: [], next: null })
})

test('an order is found with its lines and refunds, by its store alone', async () => {
  const { programme, clerk, stranger, till, memberId } = await street()
  const lines = [
    { lineId: 'tea', amountFen: 2_000, category: '茶' },
    { lineId: 'cake', amountFen: 1_600 },
  ]
  await till('orders.record', { ...order, memberId, lines })
  await till('orders.refund', { storeId: 'till', orderNo: 'A-1', refundNo: 'R-1', amountFen: 360 })
  expect(dataOf(await clerk('orders.find', { storeId: 'till', orderNo: 'A-1' }))).toMatchObject({
    orderNo: 'A-1',
    amountFen: 3_600,
    leftFen: 3_240,
    points: 32,
    state: 'partly_refunded',
    lines: [
      { lineId: 'tea', category: '茶', amountFen: 2_000, leftFen: 1_800 },
      { lineId: 'cake', category: '', amountFen: 1_600, leftFen: 1_440 },
    ],
    refunds: [{ refundNo: 'R-1', amountFen: 360, pointsTaken: 4, atMs: programme.nowMs }],
  })
  expect(codeOf(await clerk('orders.find', { storeId: 'till', orderNo: 'A-2' }))).toBe('no_such_order')
  expect(codeOf(await stranger('orders.find', { storeId: 'far', orderNo: 'A-1' }))).toBe('no_such_order')
  expect(codeOf(await stranger('orders.find', { storeId: 'till', orderNo: 'A-1' }))).toBe('unauthorised')
})

test('staff read of an order what its member reads of it: what gave, and which campaign it did not count for', async () => {
  const { programme, clerk, stranger, ask, till, memberId } = await street()
  await publishCampaign(programme, 'double', {
    title: '双倍周',
    rules: [{ when: 'order_paid', effects: [{ code: 'points_multiplied', rateBps: 20_000 }] }],
  })
  await publishCampaign(programme, 'hundred', {
    title: '满百加赠',
    rules: [
      {
        when: 'order_paid',
        conditions: [{ code: 'amount_at_least', fen: 10_000 }],
        effects: [{ code: 'points_fixed', points: 50, for: '满百' }],
      },
    ],
  })
  await till('orders.record', { ...order, memberId })
  const asked = { storeId: 'till', orderNo: 'A-1' }
  const told = dataOf(await clerk('orders.explain', asked))
  expect(told).toMatchObject({
    formula: '36 + 36 = 72',
    campaigns: [{ campaignId: 'double', points: 36 }],
    misses: [{ campaignId: 'hundred', sentence: expect.stringContaining('64') }],
  })
  const { facts, ...same } = dataOf(await ask('points.explain', { seq: 1 }))
  expect(told).toEqual(same)
  expect(codeOf(await clerk('orders.explain', { ...asked, orderNo: 'A-2' }))).toBe('no_such_order')
  expect(codeOf(await stranger('orders.explain', { ...asked, storeId: 'far' }))).toBe('no_such_order')
  expect(codeOf(await stranger('orders.explain', asked))).toBe('unauthorised')
})

test('a member sees their purchases with what is pending, and nobody else does', async () => {
  const { programme, ask, till, memberId } = await street()
  const { ask: lan } = await shopper(programme, 'o-lan')
  for (const [orderNo, minutesAgo] of [
    ['A-1', 30],
    ['A-2', 20],
    ['A-3', 10],
  ] as const) {
    const paidAtMs = programme.nowMs - minutesAgo * MINUTE_MS
    await till('orders.record', { ...order, orderNo, memberId, paidAtMs })
  }
  await till('orders.refund', { storeId: 'till', orderNo: 'A-3', refundNo: 'R-1', amountFen: 3_600 })
  const page = dataOf(await ask('orders.list', { limit: 2 }))
  expect(page.items.map(({ orderNo, state, points, vestsOn }) => [orderNo, state, points, vestsOn])).toEqual([
    ['A-3', 'refunded', 0, null],
    ['A-2', 'paid', 36, '2026-03-17'],
  ])
  expect(dataOf(await ask('orders.list', { limit: 2, cursor: page.next ?? '' })).items).toMatchObject([
    { orderNo: 'A-1', storeName: '湖滨店', seq: 1 },
  ])
  expect(dataOf(await lan('orders.list', {}))).toEqual({ items: [], next: null })
  programme.at('2026-03-17T00:00:00+08:00')
  expect(dataOf(await ask('orders.list', {})).items[1]).toMatchObject({ orderNo: 'A-2', points: 36, vestsOn: null })
})
