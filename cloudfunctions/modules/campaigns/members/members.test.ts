import { publishCampaign, publishingCampaign } from '../../../../test/kit/campaigns'
import { endedAtEachCall } from '../../../../test/kit/each-cut'
import { publishLadder } from '../../../../test/kit/ladder'
import { assertLedgerHolds } from '../../../../test/kit/ledger-holds'
import { codeOf, dataOf, joined, Programme } from '../../../../test/kit/programme'
import { workOn } from '../../../../test/kit/work-on'
import { MemoryStore } from '../../../adapters/memory/memory-store'
import { createQuota, takeFromQuota } from '../../ledger'
import { campaignTarget } from '../share-target'
import { campaignReminders } from '../store'

const DAY = 24 * 3_600_000
const HOUR = 3_600_000

async function shop() {
  const programme = await Programme.start()
  const { ask, memberId } = await joined(programme, 'o-mei')
  return { programme, ask, memberId, now: programme.nowMs }
}
type Shop = Awaited<ReturnType<typeof shop>>
const listed = async ({ ask }: Shop, input: { limit?: number; cursor?: string } = {}) =>
  dataOf(await ask('campaigns.list', input))

describe('campaigns.list', () => {
  test('has what runs by its end, what is paused, what comes by its beginning, what ended last; and nothing else', async () => {
    const here = await shop()
    const { programme, now } = here
    const publish = (id: string, from: number, until: number, more: object = {}) =>
      publishCampaign(programme, id, { fromMs: now + from, untilMs: now + until, ...more })
    await publish('over-long', HOUR, 2 * HOUR)
    programme.wait(3 * HOUR)
    await publish('late', 0, 300 * DAY)
    await publish('soon', 0, 100 * DAY)
    await publish('ended', 3 * HOUR, DAY)
    await publish('ended-last', 3 * HOUR, 2 * DAY)
    await publish('paused', 0, 100 * DAY, { isPaused: true })
    await publish('quiet', 50 * DAY, 60 * DAY)
    await publish('warm-b', 60 * DAY, 90 * DAY, { warmUpFromMs: now + HOUR })
    await publish('warm-a', 50 * DAY, 90 * DAY, { warmUpFromMs: now + HOUR })
    await publish('gone', 0, 100 * DAY)
    dataOf(await programme.ops()('ops.retire', { kind: 'campaigns', id: 'gone' }))
    programme.wait(31 * DAY)
    const { items, next, nowMs } = await listed(here)
    expect(items.map(({ campaignId, state }) => [campaignId, state])).toEqual([
      ['soon', 'live'],
      ['late', 'live'],
      ['paused', 'paused'],
      ['warm-a', 'warm_up'],
      ['warm-b', 'warm_up'],
      ['ended-last', 'ended'],
    ])
    expect([next, nowMs]).toEqual([null, programme.nowMs])
    const pages: string[] = []
    let cursor: string | undefined
    do {
      const page = await listed(here, { limit: 4, ...(cursor === undefined ? {} : { cursor }) })
      pages.push(...page.items.map(({ campaignId }) => campaignId))
      cursor = page.next ?? undefined
    } while (cursor !== undefined)
    expect(pages).toEqual(items.map(({ campaignId }) => campaignId))
  })

  test('says what each gives, whom it is for and whether I have had something of it', async () => {
    const here = await shop()
    await publishLadder(here.programme)
    await publishCampaign(here.programme, 'all', { perMember: { times: 3 } })
    await publishCampaign(here.programme, 'some', {
      audience: [{ code: 'tier_is', tiers: ['silver'], name: '银卡' }],
      priority: 1,
    })
    dataOf(await here.ask('check-in.perform', {}))
    const { items } = await listed(here)
    expect(items).toMatchObject([
      { campaignId: 'all', isForMe: true, isMine: true, promises: ['签到：签到加码 10 积分'], isReminded: null },
      { campaignId: 'some', isForMe: false, isMine: false, path: '/features/campaigns/pages/campaign?campaignId=some' },
    ])
    await assertLedgerHolds(here.programme)
  })

  test('a stranger and a cursor of nobody are refused', async () => {
    const { programme, ask } = await shop()
    expect(codeOf(await programme.member('o-stranger')('campaigns.list', {}))).toBe('not_a_member')
    expect(codeOf(await ask('campaigns.list', { cursor: 'nonsense' }))).toBe('invalid_input')
  })
})

describe('campaigns.view', () => {
  test('says the rules, the bounds, what I have had and what is left', async () => {
    const { programme, ask, now } = await shop()
    await publishCampaign(programme, 'spring', {
      text: '每天来坐坐',
      perEvent: 20,
      perMember: { points: 25, times: 5 },
      perMemberDay: { times: 1 },
      budget: { points: 1_000 },
    })
    dataOf(await ask('check-in.perform', {}))
    expect(dataOf(await ask('campaigns.view', { campaignId: 'spring' }))).toEqual({
      campaignId: 'spring',
      kind: 'rules',
      title: '签到加码',
      text: '每天来坐坐',
      picture: null,
      state: 'live',
      fromMs: now,
      untilMs: now + 30 * DAY,
      path: '/features/campaigns/pages/campaign?campaignId=spring',
      version: 1,
      nowMs: programme.nowMs,
      rules: [{ text: '签到：签到加码 10 积分' }],
      limits: [
        '一次最多得 20 积分',
        '每人每天最多得 1 次',
        '每人最多得 25 积分',
        '每人最多得 5 次',
        '全部共 1000 积分，发完为止',
      ],
      audience: null,
      mine: {
        points: { had: 10, left: 15 },
        times: { had: 1, left: 4 },
        today: { points: { had: 10, left: null }, times: { had: 1, left: 0 } },
      },
      steps: null,
      supply: { state: 'open', text: null },
      isReminded: null,
      share: { title: '签到加码', path: '/features/campaigns/pages/campaign?campaignId=spring' },
      own: {},
    })
  })

  test('says to whom it is not for what is missing', async () => {
    const { programme, ask } = await shop()
    await publishLadder(programme)
    await publishCampaign(programme, 'some', { audience: [{ code: 'tier_is', tiers: ['silver'], name: '银卡会员' }] })
    const { audience, rules } = dataOf(await ask('campaigns.view', { campaignId: 'some' }))
    expect(audience).toEqual({ text: '是银卡会员', isForMe: false, whyNot: ['要是银卡会员'] })
    expect(rules).toEqual([{ text: '签到：签到加码 10 积分' }])
  })

  test.each([
    ['of a day', { perDay: { points: 100 } }, 'cb|spring|points|day|2026-03-10', 'gone_today', '今日已发完，明天再来'],
    ['of all', { points: 100 }, 'cb|spring|points', 'gone', '已经全部发完，谢谢参加'],
  ])('says that a budget %s has less left than one award', async (_, budget, id, state, text) => {
    const { programme, ask } = await shop()
    await publishCampaign(programme, 'spring', { budget })
    const quota = { id, shards: 1 }
    await createQuota(workOn(programme), quota, [100])
    const supply = async () => dataOf(await ask('campaigns.view', { campaignId: 'spring' })).supply
    await takeFromQuota(workOn(programme), quota, { op: 'op1', amount: 90 })
    expect(await supply()).toEqual({ state: 'open', text: null })
    await takeFromQuota(workOn(programme), quota, { op: 'op2', amount: 1 })
    expect(await supply()).toEqual({ state, text })
  })

  test('what is not announced, retired or unknown is no campaign', async () => {
    const { programme, ask, now } = await shop()
    await publishCampaign(programme, 'quiet', { fromMs: now + DAY })
    await publishCampaign(programme, 'gone', {})
    dataOf(await programme.ops()('ops.retire', { kind: 'campaigns', id: 'gone' }))
    programme.wait(10_000)
    for (const campaignId of ['quiet', 'gone', 'nothing'])
      expect(codeOf(await ask('campaigns.view', { campaignId }))).toBe('no_such_campaign')
  })
})

describe('campaigns.remind', () => {
  const warm = (now: number) => ({ fromMs: now + DAY, untilMs: now + 5 * DAY, warmUpFromMs: now })
  const messages = async ({ ask }: Shop) =>
    dataOf(await ask('inbox.list', {})).items.filter(({ title }) => title.endsWith('开始了'))

  test('is told once, when it begins, and not before', async () => {
    const here = await shop()
    const { programme, ask, now } = here
    await publishCampaign(programme, 'spring', warm(now))
    const done = { campaignId: 'spring', remindsAtMs: now + DAY }
    expect(dataOf(await ask('campaigns.remind', { campaignId: 'spring' }, 'k-1'))).toEqual(done)
    expect(dataOf(await ask('campaigns.remind', { campaignId: 'spring' }, 'k-2'))).toEqual(done)
    expect((await listed(here)).items).toMatchObject([{ isReminded: true }])
    programme.wait(DAY - 11_000)
    await programme.tick()
    expect(await messages(here)).toEqual([])
    programme.wait(61_000)
    await programme.tick()
    programme.wait(61_000)
    await programme.tick()
    expect(await messages(here)).toMatchObject([
      { title: '签到加码开始了', link: '/features/campaigns/pages/campaign?campaignId=spring' },
    ])
    expect(dataOf(await ask('campaigns.remind', { campaignId: 'spring' }, 'k-1'))).toEqual(done)
    expect(codeOf(await programme.member('o-lan')('campaigns.remind', { campaignId: 'spring' }))).toBe('not_a_member')
  })

  test('waits while it is paused, and is not told of what was retired', async () => {
    const here = await shop()
    const { programme, ask, now } = here
    const given = warm(now)
    for (const id of ['waits', 'gone']) {
      await publishCampaign(programme, id, given)
      dataOf(await ask('campaigns.remind', { campaignId: id }))
    }
    dataOf(await publishingCampaign(programme, 'waits', { ...given, isPaused: true }))
    dataOf(await programme.ops()('ops.retire', { kind: 'campaigns', id: 'gone' }))
    programme.wait(DAY + HOUR)
    await programme.tick()
    expect(await messages(here)).toEqual([])
    dataOf(await publishingCampaign(programme, 'waits', given))
    programme.wait(10 * 60_000)
    await programme.tick()
    expect(await messages(here)).toHaveLength(1)
    const waiting = await programme.store.find(campaignReminders, { index: 'byWait', range: { from: 0 }, limit: 10 })
    expect(waiting.items).toEqual([])
  })

  test('outside its warm-up it is refused, as is a key of another campaign', async () => {
    const { programme, ask, now } = await shop()
    await publishCampaign(programme, 'spring', warm(now))
    await publishCampaign(programme, 'other', warm(now))
    await publishCampaign(programme, 'live', {})
    expect(codeOf(await ask('campaigns.remind', { campaignId: 'live' }))).toBe('not_in_warm_up')
    expect(codeOf(await ask('campaigns.remind', { campaignId: 'nothing' }))).toBe('no_such_campaign')
    dataOf(await ask('campaigns.remind', { campaignId: 'spring' }, 'k-1'))
    expect(codeOf(await ask('campaigns.remind', { campaignId: 'other' }, 'k-1'))).toBe('key_reused_with_other_input')
    const raced = await Promise.all(
      ['spring', 'other'].map((campaignId) => programme.member('o-mei')('campaigns.remind', { campaignId }, 'k-9')),
    )
    expect(raced.filter(({ ok }) => ok).length).toBeGreaterThanOrEqual(1)
  })

  test('a thousand taps at once are one note and one message', async () => {
    const here = await shop()
    const { programme, ask, now } = here
    await publishCampaign(programme, 'spring', warm(now))
    const replies = await Promise.all(
      Array.from({ length: 100 }, () => ask('campaigns.remind', { campaignId: 'spring' })),
    )
    expect(new Set(replies.map((reply) => dataOf(reply).remindsAtMs)).size).toBe(1)
    programme.wait(DAY + 61_000)
    await Promise.all([programme.tick(), programme.tick()])
    expect(await messages(here)).toHaveLength(1)
  })

  test('a function that ends at any call leaves one note, and one message', async () => {
    const calls = await endedAtEachCall(
      async () => new MemoryStore(),
      async (store, clean) => {
        const programme = await Programme.start({ store: clean })
        const { ask } = await joined(programme, 'o-mei')
        await publishCampaign(programme, 'spring', warm(programme.nowMs))
        const dying = programme.another({ store })
        return {
          run: () => dying.member('o-mei')('campaigns.remind', { campaignId: 'spring' }, 'k-1'),
          goOn: async () => dataOf(await ask('campaigns.remind', { campaignId: 'spring' }, 'k-1')),
          check: async () => expect(await clean.count(campaignReminders, { campaign: 'spring' })).toBe(1),
        }
      },
    )
    expect(calls).toBe(5)
  })
})

test('a card leads to a campaign from its warm-up to its end', async () => {
  const { programme, now } = await shop()
  await publishCampaign(programme, 'spring', { fromMs: now + DAY, untilMs: now + 2 * DAY, warmUpFromMs: now + HOUR })
  const resolve = () => campaignTarget.resolve(workOn(programme), { id: 'spring', storeId: 'west' })
  const seen = []
  for (const hours of [0, 1, 24, 24]) {
    programme.wait(hours * HOUR)
    seen.push((await resolve())?.path ?? null)
  }
  const path = '/features/campaigns/pages/campaign?campaignId=spring'
  expect(seen).toEqual([null, path, path, null])
})
