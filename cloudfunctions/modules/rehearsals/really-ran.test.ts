import { draftCampaign, publishCampaign } from '../../../test/kit/campaigns'
import { dataOf, joined, type Programme } from '../../../test/kit/programme'
import { bought, refunded, shopWith } from '../../../test/kit/purchases'
import { businessDateOf } from '../../kernel/business-date'
import { seededRandom } from '../../kernel/seeded-random'
import { orders } from '../orders'

const MEMBERS = 40
const DAYS = 16
const ORDERS_A_DAY = 96
const REFUNDS = 12
const DAY_MS = 24 * 3_600_000

/** Double points from fifty yuan on, and five more for coming by day; bounded for each member and as a whole. */
const SPRING = {
  title: '春季双倍',
  rules: [
    {
      when: 'order_paid',
      conditions: [{ code: 'amount_at_least', fen: 5_000 }],
      effects: [{ code: 'points_multiplied', rateBps: 20_000 }],
    },
    {
      when: 'order_paid',
      conditions: [{ code: 'between_hours', from: 9, until: 18 }],
      effects: [{ code: 'points_fixed', points: 5, for: '白天' }],
    },
  ],
  perMemberDay: { points: 300 },
  perMember: { points: 4_000 },
  budget: { points: 110_000 },
}

/** A shop in which a campaign really runs: a pause of two days, refunds, and a budget that ends before it does. */
async function aSpring() {
  const programme = await shopWith({ welcomePoints: 0, holdDays: 0 }, { at: '2026-03-01T09:00:00+08:00' })
  const people = []
  for (let nth = 0; nth < MEMBERS; nth += 1) people.push(await joined(programme, `o-member-${nth}`))
  const spring = { ...SPRING, fromMs: programme.nowMs, untilMs: programme.nowMs + DAYS * DAY_MS }
  const other = {
    title: '老客回馈',
    rules: [{ when: 'order_paid', effects: [{ code: 'points_fixed', points: 3, for: '回馈' }] }],
  }
  await publishCampaign(programme, 'spring', spring)
  await publishCampaign(programme, 'thanks', { ...other, fromMs: spring.fromMs, untilMs: spring.untilMs })
  const random = seededRandom(7)
  let done = 0
  for (let day = 0; day < DAYS; day += 1) {
    const beginsMs = spring.fromMs + day * DAY_MS
    if (day === 5) await publishCampaign(programme, 'spring', { ...spring, isPaused: true })
    if (day === 7) await publishCampaign(programme, 'spring', spring)
    for (let nth = 0; nth < ORDERS_A_DAY; nth += 1) {
      programme.nowMs = beginsMs + 60_000 + Math.floor((nth / ORDERS_A_DAY) * 11 * 3_600_000)
      const who = people[Math.floor(random() * MEMBERS)]
      if (!who) throw new Error('nobody there')
      const orderNo = `${day}-${nth}`
      await bought(programme, { memberId: who.memberId, amountFen: 1_000 + Math.floor(random() * 20_000), orderNo })
      if (nth === 40 && day >= 2 && done < REFUNDS) {
        await refunded(programme, { orderNo: `${day - 1}-40`, amountFen: 500 + day * 20 })
        done += 1
      }
    }
  }
  programme.nowMs = spring.untilMs + DAY_MS
  programme.wait(6_000)
  return { programme, spring, refunds: done }
}

/** What the orders themselves say that a campaign gave, by member and by day. */
async function reallyGiven(programme: Programme, campaignId: string) {
  const page = await programme.store.find(orders, { index: 'byStore', equals: { store: 'west' }, limit: 1_000 })
  const rest = page.next
    ? await programme.store.find(orders, {
        index: 'byStore',
        equals: { store: 'west' },
        limit: 1_000,
        cursor: page.next,
      })
    : { items: [] }
  const byDay = new Map<string, { points: number; awards: number }>()
  for (const { atMs, award } of [...page.items, ...rest.items]) {
    const own = award?.campaigns?.find((one) => one.campaignId === campaignId)
    if (!own || own.points === 0) continue
    const date = businessDateOf(atMs)
    const before = byDay.get(date) ?? { points: 0, awards: 0 }
    byDay.set(date, { points: before.points + own.points, awards: before.awards + 1 })
  }
  return byDay
}

async function rehearsed(programme: Programme, source: 'draft' | 'published') {
  const asked = { campaignId: 'spring', from: '2026-03-01', to: '2026-03-17', source } as const
  const { rehearsalId } = dataOf(await programme.ops()('ops.rehearse', asked))
  return dataOf(await programme.ops()('ops.rehearsal', { rehearsalId }))
}

test('a campaign that really ran gives the same again, to the point, by what was published and by its draft', async () => {
  const { programme, spring, refunds } = await aSpring()
  const really = await reallyGiven(programme, 'spring')
  expect(refunds).toBeGreaterThanOrEqual(10)
  const published = await rehearsed(programme, 'published')
  expect(published.state).toBe('done')
  const days = published.result?.days ?? []
  const budgetEndsMs = published.result?.ranOut.find(({ budget }) => budget === '总积分预算')?.atMs ?? 0
  expect(budgetEndsMs).toBeGreaterThan(spring.fromMs + 4 * DAY_MS)
  expect(budgetEndsMs).toBeLessThan(spring.untilMs)
  expect(published.result?.sums.awards).toBeGreaterThan(1_000)
  expect(days.filter(({ date }) => date === '2026-03-07').map(({ points }) => points)).toEqual([0])

  const told = days.filter(({ awards }) => awards > 0).map(({ date, points, awards }) => [date, { points, awards }])
  expect(told).toEqual([...really])

  const again = await rehearsed(programme, 'draft')
  expect(again.result?.days).toEqual(days)
  expect(again.result?.winners).toEqual(published.result?.winners)

  await draftCampaign(programme, 'spring', {
    ...spring,
    rules: [
      { ...SPRING.rules[0], effects: [{ code: 'points_multiplied', rateBps: 15_000 }] },
      ...SPRING.rules.slice(1),
    ],
  })
  const cheaper = await rehearsed(programme, 'draft')
  expect(cheaper.result?.sums.points).toBeLessThan(published.result?.sums.points ?? 0)
  expect(cheaper.result?.ranOut).toEqual([])
})
