import { editSettings } from '../../../test/kit/by-hand'
import { publishingCampaign } from '../../../test/kit/campaigns'
import { assertLedgerHolds } from '../../../test/kit/ledger-holds'
import { type Ask, codeOf, dataOf, joined, Programme } from '../../../test/kit/programme'
import { alwaysOn, openWheel, publishPrizeCoupons, ticks, wheelDraft } from '../../../test/kit/wheel'

const CAMPAIGN = { campaignId: 'wheel' }
type Given = Readonly<Record<string, unknown>>

async function shop(given: Given = {}, at?: string) {
  const programme = await Programme.start(at === undefined ? {} : { at })
  await editSettings(programme, { welcomePoints: 100 })
  dataOf(await programme.ops()('ops.publish', { kind: 'settings', id: 'programme' }))
  await openWheel(programme, 'wheel', given)
  const { ask, memberId } = await joined(programme, 'mei')
  return { programme, ask, memberId }
}

const balanceOf = async (ask: Ask) => dataOf(await ask('members.me', {})).points.available
const withoutId = (reply: object) => ({ ...reply, requestId: '' })

describe('a draw', () => {
  test('takes the day’s chance, answers the same to the same key, and does not draw again', async () => {
    const { programme, ask } = await shop()
    const first = await ask('lottery.draw', CAMPAIGN, 'k-1')
    expect(dataOf(first)).toMatchObject({ draw: { number: 1, date: '2026-03-10', spentPoints: 0 }, chancesLeft: 0 })
    programme.advanceDays(30)
    await ticks(programme)
    expect(withoutId(await ask('lottery.draw', CAMPAIGN, 'k-1'))).toEqual(withoutId(first))
    expect(codeOf(await ask('lottery.draw', { ...CAMPAIGN, forPoints: true }, 'k-1'))).toBe(
      'key_reused_with_other_input',
    )
    expect(dataOf(await ask('lottery.draws', {})).items).toHaveLength(1)
    await assertLedgerHolds(programme)
  })

  test('asked twenty times at once with one key is one draw', async () => {
    const { programme, ask } = await shop({ freePerDay: 3 })
    const replies = await Promise.all(Array.from({ length: 20 }, () => ask('lottery.draw', CAMPAIGN, 'k-1')))
    expect(new Set(replies.map((reply) => JSON.stringify(dataOf(reply)))).size).toBe(1)
    expect(dataOf(await ask('lottery.wheel', CAMPAIGN)).chances).toEqual({ left: 2, free: 2, earned: 0, today: 2 })
    await assertLedgerHolds(programme)
  })

  test('asked at once with twenty keys is as many draws as there were chances, each another one', async () => {
    const { programme, ask } = await shop({ freePerDay: 3 })
    const replies = await Promise.all(Array.from({ length: 20 }, () => ask('lottery.draw', CAMPAIGN)))
    const drawn = replies.flatMap((reply) => (reply.ok ? [reply.data.draw.number] : []))
    expect(drawn.sort()).toEqual([1, 2, 3])
    expect(replies.filter((reply) => !reply.ok).map(codeOf)).toEqual(Array.from({ length: 17 }, () => 'no_chance_left'))
    await assertLedgerHolds(programme)
  })

  test('gives points in the write that takes the chance, and the statement says what for', async () => {
    const { programme, ask } = await shop(alwaysOn('points'))
    expect(dataOf(await ask('lottery.draw', CAMPAIGN))).toMatchObject({
      prize: { prizeId: 'points', kind: 'points', points: 20 },
      balance: 120,
    })
    const [line] = dataOf(await ask('points.statement', {})).items
    expect(line).toMatchObject({ points: 20, title: '抽奖：20 积分' })
    const why = dataOf(await ask('points.explain', { seq: line?.seq ?? 0 }))
    expect(why.sentence).toBe('第 1 次抽奖，得到“20 积分”。')
    await assertLedgerHolds(programme)
  })

  test('that wins nothing is on the statement too, with nothing', async () => {
    const { ask } = await shop(alwaysOn('thanks'))
    expect(dataOf(await ask('lottery.draw', CAMPAIGN))).toMatchObject({ prize: { kind: 'thanks' }, balance: 100 })
    expect(dataOf(await ask('points.statement', {})).items[0]).toMatchObject({ points: 0, title: '抽奖：谢谢参与' })
  })

  test('gives one coupon, and for a thing the coupon that it is handed over for', async () => {
    const { programme, ask } = await shop({ ...alwaysOn('kettle'), mostPerDay: 3 })
    const first = await ask('lottery.draw', CAMPAIGN, 'k-1')
    await ask('lottery.draw', CAMPAIGN, 'k-1')
    await ticks(programme)
    await ask('lottery.draw', CAMPAIGN, 'k-1')
    expect(dataOf(first)).toMatchObject({ prize: { kind: 'item', name: '手冲壶' } })
    const { items } = dataOf(await ask('coupons.wallet', {}))
    expect(items.map(({ title, kind }) => [title, kind])).toEqual([['手冲壶兑换券', 'exchange']])
  })

  test('costs points only when they were offered, and never more than the day’s draws', async () => {
    const { programme, ask } = await shop({ ...alwaysOn('thanks'), freePerDay: 0, pricePoints: 30, mostPerDay: 2 })
    expect(codeOf(await ask('lottery.draw', CAMPAIGN))).toBe('no_chance_left')
    const paid = { ...CAMPAIGN, forPoints: true } as const
    expect(dataOf(await ask('lottery.draw', paid))).toMatchObject({ draw: { spentPoints: 30 }, balance: 70 })
    expect(dataOf(await ask('lottery.draw', paid)).balance).toBe(40)
    expect(codeOf(await ask('lottery.draw', paid))).toBe('no_chance_left')
    programme.advanceDays(1)
    await ticks(programme)
    expect(dataOf(await ask('lottery.draw', paid)).balance).toBe(10)
    expect(await ask('lottery.draw', paid)).toMatchObject({ code: 'insufficient_points', params: { missing: 20 } })
    expect(await balanceOf(ask)).toBe(10)
    await assertLedgerHolds(programme)
  })

  test('takes a chance before points, also when points are offered', async () => {
    const { ask } = await shop({ ...alwaysOn('thanks'), freePerDay: 1, pricePoints: 30 })
    expect(dataOf(await ask('lottery.draw', { ...CAMPAIGN, forPoints: true }))).toMatchObject({ balance: 100 })
  })

  test('by a chance that a rule gave, counted with the event’s own points', async () => {
    const rule = { when: 'checked_in', effects: [{ code: 'draw_chance', campaignId: 'wheel', times: 2 }] }
    const { programme, ask } = await shop({ ...alwaysOn('thanks'), freePerDay: 0, rules: [rule] })
    expect(codeOf(await ask('lottery.draw', CAMPAIGN))).toBe('no_chance_left')
    dataOf(await ask('check-in.perform', {}))
    expect(dataOf(await ask('lottery.wheel', CAMPAIGN))).toMatchObject({
      chances: { left: 2, earned: 2 },
      ways: [expect.stringContaining('得 2 次抽奖机会')],
    })
    expect(dataOf(await ask('lottery.draw', CAMPAIGN)).chancesLeft).toBe(1)
    programme.advanceDays(1)
    await ticks(programme)
    expect(dataOf(await ask('lottery.draw', CAMPAIGN)).chancesLeft).toBe(0)
    expect(codeOf(await ask('lottery.draw', CAMPAIGN))).toBe('no_chance_left')
    await assertLedgerHolds(programme)
  })
})

describe('a draw is refused', () => {
  test('to who is no member, and for a wheel that there is not', async () => {
    const { programme, ask } = await shop()
    expect(codeOf(await programme.member('passer-by')('lottery.draw', CAMPAIGN))).toBe('not_a_member')
    expect(codeOf(await ask('lottery.draw', { campaignId: 'other' }))).toBe('not_open')
    expect(codeOf(await ask('lottery.wheel', { campaignId: 'other' }))).toBe('no_such_campaign')
    expect(codeOf(await ask('lottery.proof', { campaignId: 'wheel', date: '2026-03-09' }))).toBe('no_such_day')
  })

  test('before its first second and after its last, by the server’s clock', async () => {
    const programme = await Programme.start({ at: '2026-03-10T22:00:00+08:00' })
    await publishPrizeCoupons(programme)
    const from = Date.parse('2026-03-11T09:00:00+08:00')
    const until = Date.parse('2026-03-12T00:00:00+08:00')
    const { ask } = await joined(programme, 'mei')
    dataOf(
      await publishingCampaign(programme, 'wheel', {
        ...wheelDraft(programme),
        fromMs: from,
        untilMs: until,
        freePerDay: 3,
      }),
    )
    await ticks(programme)
    expect(dataOf(await ask('lottery.wheel', CAMPAIGN)).state).toBe('not_begun')
    const asked = async (atMs: number) => {
      programme.nowMs = atMs
      const reply = await ask('lottery.draw', CAMPAIGN)
      return reply.ok ? 'drawn' : reply.code
    }
    expect([await asked(from - 1), await asked(from), await asked(until - 1), await asked(until)]).toEqual([
      'not_open',
      'drawn',
      'drawn',
      'not_open',
    ])
    expect(dataOf(await ask('lottery.wheel', CAMPAIGN)).state).toBe('over')
  })

  test('while it is paused, and before its day is promised', async () => {
    const { programme, ask } = await shop()
    const draft = wheelDraft(programme)
    programme.advanceDays(2)
    expect(dataOf(await ask('lottery.wheel', CAMPAIGN)).state).toBe('preparing')
    expect(codeOf(await ask('lottery.draw', CAMPAIGN))).toBe('not_open')
    await ticks(programme)
    dataOf(await ask('lottery.draw', CAMPAIGN))
    dataOf(await publishingCampaign(programme, 'wheel', { ...draft, ...(await timesOf(programme)), isPaused: true }))
    programme.wait(10_000)
    programme.advanceDays(1)
    await ticks(programme)
    expect(dataOf(await ask('lottery.wheel', CAMPAIGN)).state).toBe('paused')
    expect(codeOf(await ask('lottery.draw', CAMPAIGN))).toBe('not_open')
  })

  test('to an account that is frozen, whatever it would have won', async () => {
    const { programme, ask, memberId } = await shop(alwaysOn('kettle'))
    dataOf(await programme.ops()('ops.freeze', { memberId, reason: '核对', operator: '王芳' }))
    expect(codeOf(await ask('lottery.draw', CAMPAIGN))).toBe('account_frozen')
    expect(
      await programme.store.count(
        { name: 'lottery_prizes', indexes: [], rule: { read: false, write: false } },
        { state: 'claimed' },
      ),
    ).toBe(0)
    dataOf(await programme.ops()('ops.unfreeze', { memberId, reason: '核对好了', operator: '王芳' }))
    expect(dataOf(await ask('lottery.draw', CAMPAIGN)).draw.number).toBe(1)
  })
})

/** When the wheel that is published begins and ends. */
async function timesOf(programme: Programme) {
  const found = await programme.ports.published.inForce(programme.store, 'campaigns', 'wheel', programme.nowMs)
  return { fromMs: found?.body.fromMs, untilMs: found?.body.untilMs }
}

describe('my draws', () => {
  test('are mine alone, newest first, page by page, down to the first and among all else that I did', async () => {
    const { programme, ask } = await shop({ freePerDay: 2, mostPerDay: 2 })
    for (let day = 0; day < 4; day += 1) {
      dataOf(await ask('check-in.perform', {}))
      for (let nth = 0; nth < 2; nth += 1) dataOf(await ask('lottery.draw', CAMPAIGN))
      programme.advanceDays(1)
      await ticks(programme)
    }
    const numbers: number[] = []
    let cursor: string | undefined
    do {
      const page = dataOf(await ask('lottery.draws', { ...CAMPAIGN, limit: 3, ...(cursor ? { cursor } : {}) }))
      numbers.push(...page.items.map(({ draw }) => draw.number))
      cursor = page.next ?? undefined
    } while (cursor)
    expect(numbers).toEqual([8, 7, 6, 5, 4, 3, 2, 1])
    expect(dataOf(await ask('lottery.draws', { campaignId: 'other' })).items).toEqual([])
    const { ask: other } = await joined(programme, 'lin')
    expect(dataOf(await other('lottery.draws', {})).items).toEqual([])
    expect(codeOf(await ask('lottery.draws', { cursor: 'x' }))).toBe('invalid_input')
    expect(codeOf(await programme.member('passer-by')('lottery.draws', {}))).toBe('not_a_member')
  })

  test('are found however much has happened since, some looks at a time', async () => {
    const { programme, ask } = await shop()
    dataOf(await ask('lottery.draw', CAMPAIGN))
    for (let day = 0; day < 130; day += 1) {
      programme.advanceDays(1)
      dataOf(await ask('check-in.perform', {}))
    }
    const first = dataOf(await ask('lottery.draws', CAMPAIGN))
    expect(first.items).toEqual([])
    const second = dataOf(await ask('lottery.draws', { ...CAMPAIGN, cursor: first.next ?? '' }))
    expect(second.items.map(({ draw }) => draw.number)).toEqual([1])
    expect(second.next).toBeNull()
  })
})

describe('a draw costs', () => {
  test.each([
    ['points', 2],
    ['thanks', 2],
    // The prize is one call more; the coupon that it is handed over for is an operation of its own.
    ['kettle', 4],
  ])('%s: %i calls', async (prizeId, calls) => {
    const { programme, ask } = await shop({ ...alwaysOn(prizeId), freePerDay: 2 })
    dataOf(await ask('lottery.draw', CAMPAIGN))
    programme.log.length = 0
    dataOf(await ask('lottery.draw', CAMPAIGN))
    expect(programme.log.map((line) => line.calls)).toEqual([calls])
  })
})
