import { publishCampaign } from '../../../../test/kit/campaigns'
import { endedAtEachCall } from '../../../../test/kit/each-cut'
import { assertLedgerHolds } from '../../../../test/kit/ledger-holds'
import { dataOf, type Programme } from '../../../../test/kit/programme'
import { bought, buying, refunded, refunding, shopper, shopWith } from '../../../../test/kit/purchases'
import { workOn } from '../../../../test/kit/work-on'
import { MemoryStore } from '../../../adapters/memory/memory-store'
import { ruleEvents } from '../../rules/happened'
import { orders } from '../store'
import { vestJob } from './vest-job'

const points = (given: number) => [{ code: 'points_fixed', points: given, for: '活动' }]

/** A shop that gives nothing for spending by itself, so that every point is from an event; one campaign may listen. */
async function shop(
  holdDays: number,
  when: 'order_vested' | 'order_refunded' | null,
  { leastFen = 1_000, ...options }: { store?: MemoryStore; leastFen?: number } = {},
) {
  const settings = { welcomePoints: 0, holdDays, earnFromFen: 9_999_999 }
  const programme = await shopWith(settings, options)
  const rules = [
    { when, conditions: leastFen === 0 ? [] : [{ code: 'amount_at_least', fen: leastFen }], effects: points(7) },
  ]
  if (when) await publishCampaign(programme, 'spring', { rules })
  const { ask, memberId, balance } = await shopper(programme)
  const available = async () => (await balance()).available
  const told = async () => programme.store.count(ruleEvents, {})
  const onDay = async (day: string, time = '00:10:00') => {
    programme.at(`${day}T${time}+08:00`)
    await programme.tick()
  }
  return { programme, ask, memberId, available, told, onDay }
}

test('an order without a hold vests with its recording, once however often it is recorded', async () => {
  const { programme, memberId, available } = await shop(0, 'order_vested')
  const order = { memberId, amountFen: 2_000, key: 'k-1' }
  await Promise.all(Array.from({ length: 10 }, () => bought(programme, order)))
  expect(await available()).toBe(7)
  await bought(programme, { memberId, amountFen: 999, orderNo: 'A-2' })
  expect(await available()).toBe(7)
  await assertLedgerHolds(programme)
})

test('an order that is held vests on its day, ten minutes after midnight, once however often the timer ticks', async () => {
  const { programme, memberId, available, onDay } = await shop(7, 'order_vested')
  await bought(programme, { memberId, amountFen: 2_000 })
  await onDay('2026-03-16', '23:59:59')
  await onDay('2026-03-17', '00:09:59')
  expect(await available()).toBe(0)
  await onDay('2026-03-17', '00:20:00')
  expect(await available()).toBe(7)
  for (const time of ['00:30:00', '12:00:00', '23:59:59']) await onDay('2026-03-17', time)
  await onDay('2026-03-18')
  expect(await available()).toBe(7)
  await assertLedgerHolds(programme)
})

test('days on which no timer ticked are made up for, in their order, each order once', async () => {
  const { programme, memberId, available, onDay } = await shop(7, 'order_vested')
  await onDay('2026-03-10', '11:00:00')
  for (const [orderNo, day] of [
    ['A-1', '2026-03-10'],
    ['A-2', '2026-03-11'],
    ['A-3', '2026-03-13'],
  ] as const) {
    programme.at(`${day}T12:00:00+08:00`)
    await bought(programme, { memberId, amountFen: 2_000, orderNo })
  }
  await onDay('2026-03-19')
  expect(await available()).toBe(14)
  await onDay('2026-03-20')
  expect(await available()).toBe(21)
})

test('an order of which nothing is left does not vest, and one refunded in part does with the rest', async () => {
  const { programme, memberId, available, told, onDay } = await shop(7, 'order_vested')
  await bought(programme, { memberId, amountFen: 2_000, orderNo: 'A-1' })
  await bought(programme, { memberId, amountFen: 2_000, orderNo: 'A-2' })
  await bought(programme, { memberId, amountFen: 2_000, orderNo: 'A-3' })
  await refunded(programme, { orderNo: 'A-1', amountFen: 2_000, refundNo: 'R-1' })
  await refunded(programme, { orderNo: 'A-2', amountFen: 1_001, refundNo: 'R-2' })
  await onDay('2026-03-17')
  // Of A-2 there is less than the campaign asks for.
  expect([await available(), await told()]).toEqual([7, 1])
  const { items } = await programme.store.find(ruleEvents, { index: 'byOpen', limit: 10 })
  expect(items).toMatchObject([{ event: 'order_vested', facts: { amountFen: 2_000, store: 'west' } }])
})

test('an order of which nothing is left does not vest for a campaign that asks for no amount either', async () => {
  const { programme, memberId, available, told, onDay } = await shop(7, 'order_vested', { leastFen: 0 })
  await bought(programme, { memberId, amountFen: 2_000 })
  await refunded(programme, { amountFen: 2_000 })
  await onDay('2026-03-17')
  expect([await available(), await told()]).toEqual([0, 0])
})

test('a campaign that begins later than an order vested gives nothing for it', async () => {
  const { programme, memberId, available, onDay } = await shop(7, null)
  await bought(programme, { memberId, amountFen: 2_000 })
  programme.at('2026-03-17T00:00:30+08:00')
  const fromMs = programme.nowMs
  await publishCampaign(programme, 'late', { fromMs, rules: [{ when: 'order_vested', effects: points(7) }] })
  await onDay('2026-03-17')
  expect(await available()).toBe(0)
})

test('while nobody listens nothing is told, and the job comes to its end', async () => {
  const { programme, memberId } = await shop(7, null)
  for (let at = 0; at < 5; at += 1) await bought(programme, { memberId, amountFen: 2_000, orderNo: `A-${at}` })
  await vestJob.slice(workOn(programme), null)
  programme.at('2026-03-17T00:10:00+08:00')
  let position: string | null = null
  for (let slices = 0; slices < 20; slices += 1) {
    position = (await vestJob.slice(workOn(programme), position)).next
    if (position === null) break
  }
  expect(position).toBeNull()
  expect(await programme.store.count(ruleEvents, {})).toBe(0)
})

test('a refund is told with what it took and what is left, each once, to whoever has the points', async () => {
  const { programme, memberId, available, told } = await shop(7, 'order_refunded')
  await bought(programme, { memberId, amountFen: 5_000 })
  await Promise.all(
    Array.from({ length: 5 }, () => refunding(programme, { amountFen: 2_000, refundNo: 'R-1', key: 'r-1' })),
  )
  await refunded(programme, { amountFen: 900, refundNo: 'R-2' })
  await refunded(programme, { amountFen: 2_100, refundNo: 'R-3' })
  expect([await available(), await told()]).toEqual([14, 2])
  const { items } = await programme.store.find(ruleEvents, { index: 'byOpen', limit: 10 })
  const facts = items.map(({ facts: { amountFen, leftFen } }) => [amountFen, leftFen]).sort()
  expect(facts).toEqual([
    [2_000, 3_000],
    [2_100, 0],
  ])
  await assertLedgerHolds(programme)
})

test('wherever the function that records an order or refunds it ends, each is told once', async () => {
  for (const when of ['order_vested', 'order_refunded'] as const) {
    const calls = await endedAtEachCall(
      async () => new MemoryStore(),
      async (store, clean) => {
        const { programme, memberId, available } = await shop(0, when, { store: clean as MemoryStore })
        const dying = programme.another({ store })
        const order = { memberId, amountFen: 2_000, key: 'k-1' }
        const back = { amountFen: 2_000, key: 'r-1' }
        if (when === 'order_refunded') await bought(programme, order)
        const run = async (on: Programme) =>
          when === 'order_vested' ? buying(programme, order, workOn(on)) : refunding(programme, back, workOn(on))
        return {
          run: () => run(dying),
          goOn: async () => {
            await run(programme)
            programme.nowMs += 2 * 60_000
            await programme.tick()
          },
          check: async () => {
            expect(await available()).toBe(7)
            expect(await clean.find(orders, { index: 'byOpen', range: { from: 0 }, limit: 5 })).toMatchObject({
              items: [],
            })
          },
        }
      },
    )
    expect(calls).toBeGreaterThan(5)
  }
}, 120_000)

test('the statement and its explanation say what happened', async () => {
  const { programme, ask, memberId } = await shop(0, 'order_vested')
  await bought(programme, { memberId, amountFen: 2_000 })
  const [line] = dataOf(await ask('points.statement', {})).items
  const { details, facts } = dataOf(await ask('points.explain', { seq: line?.seq ?? 0 }))
  expect(facts).toMatchObject({ amountFen: 2_000, store: 'west' })
  expect(details).toEqual(
    expect.arrayContaining([
      { label: '门店', value: '西湖店' },
      { label: '过了退货期的消费', value: '20.00 元' },
    ]),
  )
})
