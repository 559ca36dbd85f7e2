import { cutStore } from '../../../test/kit/cut-store'
import { growBy, LADDER, publishLadder, publishTier, retireTier } from '../../../test/kit/ladder'
import { assertLedgerHolds } from '../../../test/kit/ledger-holds'
import { codeOf, dataOf, joined, Programme } from '../../../test/kit/programme'
import { workOn } from '../../../test/kit/work-on'
import { MemoryStore } from '../../adapters/memory/memory-store'
import { accountOf } from '../ledger'
import { accounts } from '../ledger/store'
import { storedStanding } from './room'
import { tierReviews } from './store'

async function withLadder(at = '2026-03-10T10:00:00+08:00') {
  const programme = await Programme.start({ at })
  await publishLadder(programme)
  return programme
}

const standingOf = async (programme: Programme, member: string) => {
  const account = await accountOf(workOn(programme), member)
  if (!account) throw new Error('a member has an account')
  return storedStanding(account)
}
const titles = async (programme: Programme, openid: string) =>
  dataOf(await programme.member(openid)('inbox.list', { limit: 50 })).items.map(({ title }) => title)

/** Every document of accounts, reviews and notices: for seeing that nothing has changed. */
const everything = async ({ store }: Programme) =>
  JSON.stringify([
    await store.find(accounts, { index: 'byMember', limit: 1_000 }),
    await store.find(tierReviews, { index: 'byDue', limit: 1_000 }),
    await store.find(
      { ...tierReviews, name: 'notices', indexes: [{ name: 'byMember', fields: ['member'] }] } as never,
      {
        index: 'byMember',
        limit: 1_000,
      },
    ),
  ])

/** The timer's work of a day, a while after it began, and once more. */
async function tickOn(programme: Programme, day: string) {
  programme.at(`${day}T09:00:00+08:00`)
  await programme.tick()
  const after = await everything(programme)
  programme.nowMs += 61 * 60_000
  await programme.tick()
  expect(await everything(programme)).toBe(after)
}

test('a tier is announced, held in grace and taken on its days, each told once, however often the timer ticks', async () => {
  const programme = await withLadder()
  const { memberId } = await joined(programme, 'o-mei')
  await growBy(programme, memberId, 2_000)
  const seen: string[] = []
  for (const day of [
    '2027-02-28',
    '2027-03-01',
    '2027-03-31',
    '2027-04-01',
    '2027-04-30',
    '2027-05-01',
    '2027-05-02',
  ]) {
    await tickOn(programme, day)
    const { tier, keepUntil, grace } = await standingOf(programme, memberId)
    seen.push([day, tier, keepUntil, grace?.until, (await titles(programme, 'o-mei'))[0]].join(' '))
  }
  expect(seen).toEqual([
    '2027-02-28 gold 2027-03-31  恭喜升为金卡',
    '2027-03-01 gold 2027-03-31  金卡3月31日到期',
    '2027-03-31 gold 2027-03-31  金卡3月31日到期',
    '2027-04-01 gold 2027-03-31 2027-04-30 金卡保留到4月30日',
    '2027-04-30 gold 2027-03-31 2027-04-30 金卡保留到4月30日',
    '2027-05-01 silver 2028-05-31  会员等级变为银卡',
    '2027-05-02 silver 2028-05-31  会员等级变为银卡',
  ])
  expect(await titles(programme, 'o-mei')).toEqual([
    '会员等级变为银卡',
    '金卡保留到4月30日',
    '金卡3月31日到期',
    '恭喜升为金卡',
  ])
  await assertLedgerHolds(programme)
})

test('who has earned it again is renewed without a notice', async () => {
  const programme = await withLadder()
  const { memberId } = await joined(programme, 'o-mei')
  await growBy(programme, memberId, 2_000)
  programme.at('2026-05-10T10:00:00+08:00')
  await growBy(programme, memberId, 2_000)
  for (const day of ['2027-03-01', '2027-03-31', '2027-04-01']) await tickOn(programme, day)
  expect(await standingOf(programme, memberId)).toMatchObject({ tier: 'gold', keepUntil: '2028-03-31', grace: null })
  expect(await titles(programme, 'o-mei')).toEqual(['恭喜升为金卡'])
  for (const day of ['2028-03-01', '2028-04-01']) await tickOn(programme, day)
  expect(await titles(programme, 'o-mei')).toEqual(['金卡保留到4月30日', '金卡3月31日到期', '恭喜升为金卡'])
})

test('refunding the order that made a tier takes it at the review after grace, and not before', async () => {
  const programme = await withLadder()
  const { ask, memberId } = await joined(programme, 'o-mei')
  await growBy(programme, memberId, 2_000)
  await growBy(programme, memberId, -2_000, '2026-03-10', -1)
  const mine = async () => dataOf(await ask('tiers.mine', {})).tier?.tierId
  await tickOn(programme, '2026-03-11')
  expect(await mine()).toBe('gold')
  programme.at('2026-04-09T23:59:59+08:00')
  await programme.tick()
  expect(await mine()).toBe('gold')
  programme.at('2026-04-10T00:00:00+08:00')
  expect(await mine()).toBe('silver')
  await tickOn(programme, '2026-04-10')
  expect((await standingOf(programme, memberId)).changes[0]).toEqual({
    from: 'gold',
    to: 'silver',
    on: '2026-04-10',
    cause: 'refund',
  })
})

test('all members of a large programme are reviewed, slice by slice, and who joined lately is left alone', async () => {
  const programme = await withLadder()
  const members: string[] = []
  for (let nth = 0; nth < 70; nth += 1) {
    const { memberId } = await joined(programme, `o-${nth}m`)
    members.push(memberId)
    if (nth < 60) await growBy(programme, memberId, 1_000)
  }
  await tickOn(programme, '2027-05-01')
  const tiers = await Promise.all(members.map(async (member) => (await standingOf(programme, member)).tier))
  expect(tiers).toEqual([...Array(60).fill('base'), ...Array(10).fill(null)])
  expect(await programme.store.count(tierReviews, {})).toBe(60)
})

test('a function that ends anywhere in a review is gone on with: all is written, and each thing is told once', async () => {
  const told: string[][] = []
  for (let cut = 0; cut < 14; cut += 1) {
    const { store, cutAfter, goOn } = cutStore(new MemoryStore())
    const programme = await Programme.start({ at: '2026-03-10T10:00:00+08:00', store })
    await publishLadder(programme)
    const { memberId } = await joined(programme, 'o-mei')
    await growBy(programme, memberId, 1_000)
    await programme.tick()
    programme.at('2027-04-10T09:00:00+08:00')
    cutAfter(cut)
    await programme.ops()('ops.run-job', { name: 'tiers-review' })
    goOn()
    programme.nowMs += 2 * 60_000
    for (let run = 0; run < 2; run += 1) dataOf(await programme.ops()('ops.run-job', { name: 'tiers-review' }))
    expect(await standingOf(programme, memberId)).toMatchObject({ tier: 'silver', grace: { until: '2027-04-30' } })
    expect(await programme.store.get(tierReviews, `${memberId}.1`)).toMatchObject({
      lookAtMs: Date.parse('2027-05-01T00:00:00+08:00'),
    })
    told.push(await titles(programme, 'o-mei'))
  }
  expect(new Set(told.map(String))).toEqual(new Set(['银卡保留到4月30日,恭喜升为银卡']))
})

test('an account that a hand has made unreadable is reported and keeps nobody waiting', async () => {
  const programme = await withLadder()
  const { memberId: broken } = await joined(programme, 'o-broken')
  const { memberId: sound } = await joined(programme, 'o-sound')
  for (const member of [broken, sound]) await growBy(programme, member, 1_000)
  await programme.store.update(accounts, { _id: `${broken}.1` }, { set: { rooms: { tiers: { tier: 5 } } } })
  programme.at('2027-04-01T09:00:00+08:00')
  await programme.tick()
  expect(await standingOf(programme, sound)).toMatchObject({ grace: { until: '2027-04-30' } })
  expect(programme.log.some(({ bug }) => bug !== undefined)).toBe(true)
})

describe('what reviews would do', () => {
  test('is told in order, and nothing is changed by asking', async () => {
    const programme = await withLadder()
    const people = { mei: 2_000, lan: 1_000 } as const
    const ids: Record<string, string> = {}
    for (const [name, yuan] of Object.entries(people)) {
      const { memberId } = await joined(programme, `o-${name}`)
      ids[name] = memberId
      await growBy(programme, memberId, yuan)
    }
    programme.at('2026-04-10T10:00:00+08:00')
    await growBy(programme, ids.lan ?? '', -500, '2026-03-10', 0)
    await growBy(programme, ids.mei ?? '', 2_000)
    const before = await everything(programme)
    const reviews = async (until?: string) =>
      dataOf(await programme.ops()('ops.tier-reviews', until === undefined ? {} : { until })).items
    expect(await reviews()).toEqual([])
    const lan = { memberId: ids.lan, tier: '银卡', dueOn: '2026-05-11', would: '变为普通会员' }
    expect(await reviews('2026-05-10')).toEqual([])
    expect(await reviews('2026-05-11')).toEqual([lan])
    expect(await reviews('2027-04-01')).toEqual([
      lan,
      { memberId: ids.mei, tier: '金卡', dueOn: '2027-04-01', would: '续到2028年3月31日' },
    ])
    expect(await everything(programme)).toBe(before)
    programme.at('2027-04-01T00:10:00+08:00')
    expect(await reviews()).toMatchObject([{ would: '变为普通会员' }, { would: '续到2028年3月31日' }])
  })

  test('tells grace, and pages by a cursor', async () => {
    const programme = await withLadder()
    for (let nth = 0; nth < 25; nth += 1) {
      const { memberId } = await joined(programme, `o-${nth}m`)
      await growBy(programme, memberId, 1_000)
    }
    const ask = programme.ops()
    const first = dataOf(await ask('ops.tier-reviews', { until: '2027-12-31' }))
    const second = dataOf(await ask('ops.tier-reviews', { until: '2027-12-31', cursor: first.next ?? '' }))
    expect([first.items.length, second.items.length, second.next]).toEqual([20, 5, null])
    expect(new Set([...first.items, ...second.items].map(({ memberId }) => memberId)).size).toBe(25)
    expect(first.items[0]?.would).toBe('没有达到保级条件，保留到2027年4月30日')
    expect(codeOf(await ask('ops.tier-reviews', { cursor: 'nonsense' }))).toBe('invalid_input')
    expect(codeOf(await ask('ops.tier-reviews', { until: '2026-02-29' }))).toBe('invalid_input')
  })
})

describe('a ladder that changed', () => {
  test('is applied once to everybody: who has enough goes up and is told', async () => {
    const programme = await withLadder()
    const ids: string[] = []
    for (let nth = 0; nth < 105; nth += 1) {
      const { memberId } = await joined(programme, `o-${nth}m`)
      ids.push(memberId)
      if (nth % 3 === 0) await growBy(programme, memberId, 500)
    }
    await programme.tick()
    await publishTier(programme, 'silver', { ...LADDER.silver, growthAtLeast: 500 })
    await tickOn(programme, '2026-03-11')
    const tiers = await Promise.all(ids.map(async (member) => (await standingOf(programme, member)).tier))
    expect(tiers).toEqual(ids.map((_, nth) => (nth % 3 === 0 ? 'silver' : null)))
    expect(await titles(programme, 'o-0m')).toEqual(['恭喜升为银卡'])
    expect(await titles(programme, 'o-1m')).toEqual([])
    expect(await programme.store.count(tierReviews, {})).toBe(35)
  })

  test('while a round is going on begins it anew', async () => {
    const programme = await withLadder()
    const ids: string[] = []
    for (let nth = 0; nth < 110; nth += 1) {
      const { memberId } = await joined(programme, `o-${nth}m`)
      ids.push(memberId)
      await growBy(programme, memberId, 500)
    }
    await publishTier(programme, 'silver', { ...LADDER.silver, growthAtLeast: 600 })
    const run = async () => dataOf(await programme.ops()('ops.run-job', { name: 'tiers-apply-ladder' }))
    expect(await run()).toMatchObject({ done: 100, isFinished: false })
    await publishTier(programme, 'silver', { ...LADDER.silver, growthAtLeast: 500 })
    expect(await run()).toMatchObject({ done: 100, isFinished: false })
    expect(await run()).toMatchObject({ done: 10, isFinished: true })
    expect(await run()).toMatchObject({ done: 0, isFinished: true })
    const tiers = await Promise.all(ids.map(async (member) => (await standingOf(programme, member)).tier))
    expect(new Set(tiers)).toEqual(new Set(['silver']))
  })

  test('is gone on with wherever a function ended, and tells each member once', async () => {
    for (let cut = 1; cut < 16; cut += 2) {
      const { store, cutAfter, goOn } = cutStore(new MemoryStore())
      const programme = await Programme.start({ at: '2026-03-10T10:00:00+08:00', store })
      await publishLadder(programme)
      const { memberId } = await joined(programme, 'o-mei')
      await growBy(programme, memberId, 500)
      await programme.tick()
      await publishTier(programme, 'silver', { ...LADDER.silver, growthAtLeast: 500 })
      programme.at('2026-03-11T09:00:00+08:00')
      cutAfter(cut)
      await programme.ops()('ops.run-job', { name: 'tiers-apply-ladder' })
      goOn()
      programme.nowMs += 2 * 60_000
      await programme.tick()
      expect(await standingOf(programme, memberId)).toMatchObject({ tier: 'silver' })
      expect(await titles(programme, 'o-mei')).toEqual(['恭喜升为银卡'])
      expect(await programme.store.get(tierReviews, `${memberId}.1`)).toMatchObject({
        dueAtMs: Date.parse('2027-04-01T00:00:00+08:00'),
      })
    }
  })

  test('by taking a tier away moves who is in it at once; without any tier all waits', async () => {
    const programme = await withLadder()
    const { memberId } = await joined(programme, 'o-mei')
    await growBy(programme, memberId, 2_000)
    await retireTier(programme, 'gold')
    await tickOn(programme, '2026-03-11')
    expect(await standingOf(programme, memberId)).toMatchObject({ tier: 'silver', keepUntil: '2027-03-31' })
    expect((await titles(programme, 'o-mei'))[0]).toBe('会员等级变为银卡')
    for (const id of ['silver', 'base'] as const) await retireTier(programme, id)
    await tickOn(programme, '2027-05-01')
    expect(await standingOf(programme, memberId)).toMatchObject({ tier: 'silver' })
    expect(dataOf(await programme.member('o-mei')('tiers.mine', {}))).toMatchObject({ tier: null, ladder: [] })
  })
})
