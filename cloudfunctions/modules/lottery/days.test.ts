import { writeByHand } from '../../../test/kit/by-hand'
import { publishCampaign, publishingCampaign } from '../../../test/kit/campaigns'
import { publishTemplate } from '../../../test/kit/coupons'
import { codeOf, dataOf, joined, Programme } from '../../../test/kit/programme'
import { alwaysOn, EXAMPLE_WHEEL, openWheel, publishPrizeCoupons, ticks, wheelDraft } from '../../../test/kit/wheel'
import { workOn } from '../../../test/kit/work-on'
import { sha256 } from '../../kernel/digest'
import { secretOf } from './days'
import { listOfText } from './domain/prize'
import { lotteryDays } from './store'

const CAMPAIGN = { campaignId: 'wheel' }
const at = (moment: string) => Date.parse(`2026-03-${moment}+08:00`)

async function shop(given: Readonly<Record<string, unknown>> = {}) {
  const programme = await Programme.start()
  const draft = { ...wheelDraft(programme), ...given }
  await openWheel(programme, 'wheel', draft)
  const { ask } = await joined(programme, 'mei')
  const proofOf = async (date: string) => dataOf(await ask('lottery.proof', { campaignId: 'wheel', date }))
  return { programme, ask, draft, proofOf }
}

describe('a day of a wheel', () => {
  test('is promised in the evening before, by the hashes of its secret and its prizes', async () => {
    const { programme, ask, proofOf } = await shop()
    const tomorrow = { campaignId: 'wheel', date: '2026-03-11' }
    programme.nowMs = at('10T17:58:30')
    await programme.tick()
    expect(codeOf(await ask('lottery.proof', tomorrow))).toBe('no_such_day')
    await ticks(programme)
    const promised = await proofOf('2026-03-11')
    expect(promised).toMatchObject({ secret: null, revealedAtMs: null, revealsAtMs: at('12T00:02:00') })
    expect(promised.committedAtMs).toBeLessThan(at('11T00:00:00'))
    expect(sha256(promised.list)).toBe(promised.listHash)
    expect(dataOf(await ask('lottery.wheel', CAMPAIGN)).promises.map(({ date }) => date)).toEqual([
      '2026-03-10',
      '2026-03-11',
    ])
  })

  test('tells its secret once it is over, not a moment before, and it is the one that was promised', async () => {
    const { programme, proofOf } = await shop()
    const before = await proofOf('2026-03-10')
    for (const moment of ['10T23:59:59', '11T00:00:00', '11T00:02:00']) {
      programme.nowMs = at(moment)
      await programme.tick()
      programme.wait(6_000)
      programme.nowMs = at(moment)
      expect((await proofOf('2026-03-10')).secret).toBeNull()
    }
    programme.nowMs = at('11T00:02:01')
    await ticks(programme, 2)
    const after = await proofOf('2026-03-10')
    expect(after).toMatchObject({
      ...before,
      secret: expect.any(String),
      revealedAtMs: expect.any(Number),
      revealsAtMs: null,
    })
    expect(sha256(String(after.secret))).toBe(before.secretHash)
  })

  test('decides the draw of its last second, and the next day the one after', async () => {
    const { programme, ask } = await shop()
    programme.nowMs = at('10T23:58:00')
    await ticks(programme, 1)
    programme.nowMs = at('10T23:59:59')
    const last = dataOf(await ask('lottery.draw', CAMPAIGN, 'k-last'))
    programme.nowMs = at('11T00:00:00')
    const first = dataOf(await ask('lottery.draw', CAMPAIGN, 'k-first'))
    expect([last.draw, first.draw].map(({ number, date }) => [number, date])).toEqual([
      [1, '2026-03-10'],
      [2, '2026-03-11'],
    ])
    expect(first.proof.secretHash).not.toBe(last.proof.secretHash)
    expect(dataOf(await ask('lottery.draw', CAMPAIGN, 'k-last'))).toEqual(last)
  })

  test('that another instance promises is known here at once: a draw is answered the same with all that proves it', async () => {
    const programme = await Programme.start()
    await publishPrizeCoupons(programme)
    await publishCampaign(programme, 'wheel', wheelDraft(programme))
    const { ask } = await joined(programme, 'mei')
    const other = new Programme({ store: programme.store })
    other.nowMs = programme.nowMs + 61_000
    const draw = (on: Programme) => on.member('mei')('lottery.draw', CAMPAIGN, 'k-1')
    expect(codeOf(await draw(other))).toBe('not_open')
    await ticks(programme, 1)
    const drawn = dataOf(await draw(programme))
    expect(drawn.proof.secretHash).not.toBe('')
    expect(dataOf(await draw(other))).toEqual(drawn)
    expect(dataOf(await ask('lottery.wheel', CAMPAIGN)).promises).toHaveLength(1)
  })

  test('of two wheels has two secrets, and of each day another one', async () => {
    const { programme } = await shop()
    const work = workOn(programme)
    const secrets = ['a', 'b'].flatMap((campaign) =>
      ['2026-03-10', '2026-03-11'].map((date) => secretOf(work, campaign, date)),
    )
    expect(new Set(secrets).size).toBe(4)
  })

  test('that was promised keeps its prizes when they become better: from the first day not promised on', async () => {
    const { programme, draft, proofOf } = await shop()
    const { prizes } = EXAMPLE_WHEEL
    const better = prizes.map((prize) => (prize.prizeId === 'points' ? { ...prize, points: 50 } : prize))
    dataOf(await publishingCampaign(programme, 'wheel', { ...draft, prizes: better }))
    programme.wait(10_000)
    await ticks(programme)
    const pointsOf = async (date: string) =>
      listOfText((await proofOf(date)).list).prizes.find(({ prizeId }) => prizeId === 'points')
    expect(await pointsOf('2026-03-10')).toMatchObject({ points: 20 })
    programme.advanceDays(1)
    await ticks(programme)
    expect(await pointsOf('2026-03-10')).toMatchObject({ points: 20 })
    expect(await pointsOf('2026-03-11')).toMatchObject({ points: 50 })
  })

  test('gives coupons as they were first promised, whatever is published of them later', async () => {
    const { programme, ask } = await shop({ ...alwaysOn('cash'), freePerDay: 1 })
    await publishTemplate(programme, 'cash', {
      title: '1 元券',
      discountFen: 100,
      stock: null,
      claimable: false,
      givable: false,
      limitPerMember: 100,
    })
    programme.advanceDays(1)
    await ticks(programme)
    dataOf(await ask('lottery.draw', CAMPAIGN))
    expect(dataOf(await ask('coupons.wallet', {})).items.map(({ title }) => title)).toEqual(['5 元券'])
  })
})

describe('a day that a hand has changed', () => {
  async function changed(change: (list: string) => object) {
    const { programme, ask } = await shop()
    const day = await programme.store.get(lotteryDays, 'wheel|2026-03-10')
    if (!day) throw new Error('no day')
    await writeByHand(programme, 'lottery_days', { ...day, ...change(day.list) })
    programme.wait(6_000)
    return { programme, ask }
  }

  test.each<[string, (list: string) => object]>([
    ['its prizes', (list) => ({ list: list.replace('19900', '19901') })],
    [
      'its prizes and their hash',
      (list) => ({ list: list.replace('19900', '19901'), listHash: sha256(list.replace('19900', '19901')) }),
    ],
    ['its secret’s hash', () => ({ secretHash: sha256('mine') })],
    ['when it was promised', () => ({ committedAtMs: 1 })],
    ['its version', () => ({ version: 7 })],
  ])('%s: nothing is drawn by it, and it is loud', async (_, change) => {
    const { programme, ask } = await changed(change)
    expect(codeOf(await ask('lottery.draw', CAMPAIGN))).toBe('internal')
    expect(programme.log.some(({ bug }) => String(bug).includes('not as it was promised'))).toBe(true)
  })

  test('does not have another secret told than the promised one', async () => {
    const { programme, ask } = await changed(() => ({ secretHash: sha256('mine') }))
    programme.advanceDays(1)
    await ticks(programme)
    expect(dataOf(await ask('lottery.proof', { campaignId: 'wheel', date: '2026-03-10' })).secret).toBeNull()
    expect(programme.log.some(({ bug }) => String(bug).includes('not the one that was promised'))).toBe(true)
  })
})
