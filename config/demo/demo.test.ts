import { MemoryStore } from '../../cloudfunctions/adapters/memory/memory-store'
import { businessDateOf } from '../../cloudfunctions/kernel/business-date'
import { modules } from '../../cloudfunctions/modules'
import { birthdaysKeptOn } from '../../cloudfunctions/modules/campaigns/domain/birthdays'
import { coupons } from '../../cloudfunctions/modules/coupons/store'
import type { Entry } from '../../cloudfunctions/modules/ledger/domain/entry'
import { accounts, journal } from '../../cloudfunctions/modules/ledger/store'
import { members } from '../../cloudfunctions/modules/members/store'
import { type RewardUnit, rewardUnits } from '../../cloudfunctions/modules/rewards/orders/store'
import { registryOf } from '../../cloudfunctions/platform/module'
import { type Collection, collections, type Document } from '../../cloudfunctions/platform/store'
import { checksOf } from '../../src/features/lottery/check.shared'
import { personas } from '../../src/stage/personas'
import { codeOf, dataOf, Programme } from '../../test/kit/programme'
import { OPENING_ID } from './campaigns'
import { type DemoOrder, generate, openProgramme } from './generate'
import { WHEEL_ID } from './wheel'
import type { Written } from './written-documents'

// A year of check-ins is computed without a pause, several times over.
jest.setTimeout(60_000)

const masterKey = '5a'.repeat(32)
const END = '2026-11-23T10:30:00+08:00'

const order = (end: string, members: number): DemoOrder => ({ masterKey, endMs: Date.parse(end), members })

async function documentsOf(asked: DemoOrder): Promise<readonly Written[]> {
  const documents = [...(await openProgramme(asked)).documents]
  for await (const batch of generate(asked)) documents.push(...batch.documents)
  return documents
}

/** Nothing but the documents, and the product on top of them at the moment the demo ends. */
async function openedOn(documents: readonly Written[], end: string): Promise<Programme> {
  const store = new MemoryStore()
  const declared = registryOf(modules).all(collections)
  for (const collection of declared) await store.createCollection(collection)
  for (const { collection: name, document } of documents) {
    const collection = declared.find((known) => known.name === name)
    if (!collection) throw new Error(`no module declares ${name}`)
    expect(await store.insert(collection, document)).toBe('inserted')
  }
  return new Programme({ store, masterKey, at: end })
}

test('the same order gives the same documents, to the last byte', async () => {
  const [once, again] = [await documentsOf(order(END, 10)), await documentsOf(order(END, 10))]
  expect(JSON.stringify(again)).toBe(JSON.stringify(once))
  expect(once.filter(({ collection }) => collection === 'members')).toHaveLength(10)
})

test('another master key gives other members with the same year', async () => {
  const entriesOf = (documents: readonly Written[]) =>
    documents.flatMap(({ collection, document }) =>
      collection === 'accounts' ? [(document as unknown as { lastSeq: number }).lastSeq] : [],
    )
  const ours = await documentsOf(order(END, 9))
  const theirs = await documentsOf({ ...order(END, 9), masterKey: '6b'.repeat(32) })
  expect(entriesOf(theirs)).toEqual(entriesOf(ours))
  expect(theirs.map(({ document }) => document._id)).not.toEqual(ours.map(({ document }) => document._id))
})

describe.each([END, '2026-12-31T23:00:00+08:00', '2027-01-01T00:10:00+08:00', '2028-02-29T09:00:00+08:00'])(
  'a demo that ends at %s',
  (end) => {
    let programme: Programme
    beforeAll(async () => {
      programme = await openedOn(await documentsOf(order(end, 9)), end)
    })

    test('has a ledger in which every entry and balance holds', async () => {
      const verified = dataOf(await programme.ops()('ops.verify-ledger', {}))
      expect(verified).toMatchObject({ checked: 9, findings: [], next: null })
    })

    test('belongs to the chain: ops.init finds its settings and leaves them', async () => {
      expect(dataOf(await programme.ops()('ops.init', {})).settingsVersion).toBe(1)
      const { brand } = dataOf(await programme.member('o-anyone')('members.programme', {}))
      expect(brand).toMatchObject({ name: '檐雨茶铺', pointsName: '茶点' })
    })

    test('lets everyone with a story begin theirs', async () => {
      const statusOf = async (openid: string) => dataOf(await programme.member(openid)('check-in.status', {}))
      expect(codeOf(await programme.member(personas.fresh.openid)('members.me', {}))).toBe('not_a_member')
      expect(await statusOf(personas.regular.openid)).toMatchObject({ isCheckedIn: false, streakDays: 4 })
      const top = await statusOf(personas.top.openid)
      expect([top.isCheckedIn, top.streakDays, top.todayPoints > 1_000]).toEqual([false, 364, true])
      expect(await statusOf(personas.lapsed.openid)).toMatchObject({ isCheckedIn: false, streakDays: 0 })
      const { points } = dataOf(await programme.member(personas.expiring.openid)('members.me', {}))
      expect(points.nextExpiry?.on).toBe(`${end.slice(0, 4)}-12-31`)
      expect(points.nextExpiry?.points).toBeGreaterThanOrEqual(50)
    })

    test('shows points that wait, points that are owed, and a clerk with a card that brought somebody', async () => {
      const pointsOf = async (openid: string) => dataOf(await programme.member(openid)('members.me', {})).points
      expect((await pointsOf(personas.pending.openid)).pending).toBeGreaterThan(400)
      expect(await pointsOf(personas.debt.openid)).toMatchObject({ available: 0, pending: 0 })
      expect((await pointsOf(personas.debt.openid)).debt).toBeGreaterThan(0)
      const clerk = programme.staff(personas.clerk.openid)
      const [store] = dataOf(await clerk('staff.me', {})).stores
      expect(store?.name).toBe('平江路店')
      const report = dataOf(await clerk('sharing.report', { storeId: store?.storeId ?? '' }))
      // The two with a story, and whoever of the crowd came by the card as well.
      expect(report.store.visits).toBeGreaterThanOrEqual(2)
      expect(report.store.joins).toBe(report.store.visits)
      expect(report.store.orders).toBeGreaterThanOrEqual(4)
    })

    test('has a shelf, coupons in each state and what was had for points', async () => {
      const ask = programme.member(personas.regular.openid)
      expect(dataOf(await ask('rewards.list', { limit: 50 })).items).toHaveLength(12)
      const wallet = dataOf(await ask('coupons.wallet', {})).items.map(({ title, state }) => [title, state])
      expect(wallet).toEqual(
        expect.arrayContaining([
          ['五元茶券', 'usable'],
          ['外送免运费', 'usable'],
          ['新朋友见面礼', 'used'],
        ]),
      )
      expect(dataOf(await ask('rewards.orders', {})).items.map(({ title }) => title)).toEqual(['五元茶券'])
    })

    test('has friends whom the regular brought, each at another point of the way', async () => {
      const { friends, earned, campaign } = dataOf(
        await programme.member(personas.regular.openid)('referrals.status', {}),
      )
      expect(friends.map(({ maskedName, state }) => `${maskedName} ${state}`)).toEqual([
        '阿* joined',
        '小* rewarded',
        '一* taken_back',
        '小* waiting',
      ])
      expect([earned, campaign?.placesLeft]).toEqual([20, 299])
    })

    test('has a wheel to turn, and draws of days that are over, each as a phone finds it', async () => {
      const ask = programme.member(personas.regular.openid)
      const { state, chances } = dataOf(await ask('lottery.wheel', { campaignId: WHEEL_ID }))
      expect({ state, left: chances.left > 0 }).toEqual({ state: 'open', left: true })
      const { items } = dataOf(await ask('lottery.draws', {}))
      expect(items).toHaveLength(6)
      for (const item of items) {
        const { campaignId, date } = item.proof
        const checks = checksOf(item, dataOf(await ask('lottery.proof', { campaignId, date })), null)
        expect(checks?.map(({ isRight }) => isRight)).toEqual([true, true, true, true])
      }
    })

    test('has a campaign of each template: some run, one is to come, one is over; and one that paused', async () => {
      const ask = programme.member(personas.regular.openid)
      const { items } = dataOf(await ask('campaigns.list', { limit: 50 }))
      const inState = (state: string) => items.filter((item) => item.state === state).map((item) => item.campaignId)
      expect(inState('live').sort()).toEqual([
        'birthday',
        'fill-the-pot',
        'first-cup',
        'member-day',
        'tea-friends',
        WHEEL_ID,
      ])
      expect(inState('warm_up')).toEqual(['new-tea'])
      expect(inState('ended')).toEqual(['festival'])
      const { steps } = dataOf(await ask('campaigns.view', { campaignId: 'fill-the-pot' }))
      expect(steps?.spentFen).toBeGreaterThan(3_600)
      const report = dataOf(await programme.ops()('ops.campaign-report', { campaignId: OPENING_ID }))
      expect(report).toMatchObject({ state: 'ended', version: 3, pace: null })
      expect(report.budgets[0]?.left).toBeLessThan(report.budgets[0]?.cap ?? 0)
    })

    test('has orders whose points are what a page of them adds up to', async () => {
      const { items } = dataOf(await programme.member(personas.regular.openid)('orders.list', {}))
      expect(items.slice(0, 2).map(({ amountFen, state }) => [amountFen, state])).toEqual([
        [3_600, 'paid'],
        // 44.00 less the welcome coupon.
        [3_600, 'paid'],
      ])
      expect(dataOf(await programme.member(personas.top.openid)('tiers.mine', {})).tier?.order).toBeGreaterThan(2)
    })
  },
)

test('the report of the campaign that is over adds up to what its entries say, to the point', async () => {
  const documents = await documentsOf(order(END, 30))
  const entries = documents.flatMap(({ collection, document }) => {
    if (collection === accounts.name) return (document as unknown as { tail: readonly Entry[] }).tail
    return collection === journal.name ? (document as unknown as { entries: readonly Entry[] }).entries : []
  })
  const gave = entries.flatMap(({ trace }) => (trace as { gave?: readonly [string, number][] } | null)?.gave ?? [])
  const given = gave.filter(([rule]) => rule.startsWith(`${OPENING_ID}.`)).map(([, points]) => points)
  const programme = await openedOn(documents, END)
  await programme.tick()
  const { total } = dataOf(await programme.ops()('ops.campaign-report', { campaignId: OPENING_ID }))
  expect(given.length).toBeGreaterThan(50)
  expect(total).toEqual({ awards: given.length, points: given.reduce((sum, one) => sum + one, 0), gifts: 0 })
})

test('who has a birthday in the year was given for it once, on its day; and no line of a journal is older than the one before', async () => {
  const documents = await documentsOf(order(END, 60))
  const all = <D extends Document>({ name }: Collection<D>) =>
    documents.flatMap(({ collection, document }) => (collection === name ? [document as D] : []))
  let birthdays = 0
  for (const { _id, member, tail } of all(accounts)) {
    const pages = all(journal).filter(({ account }) => account === _id)
    pages.sort((one, other) => one.page - other.page)
    const entries = [...pages.flatMap((page) => page.entries), ...tail]
    const times = entries.map(({ atMs }) => atMs)
    expect(times).toEqual([...times].sort((one, other) => one - other))
    const given = entries.filter(({ ref }) => ref.kind === 'rule_event').map(({ atMs }) => businessDateOf(atMs))
    const { joining, bornOn } = all(members).find((one) => one._id === member) ?? {}
    // Whoever has changed it since was given for the one they had said before.
    const isTheirs = (day: string) => day === bornOn || day === joining?.profile.birthday
    expect(given.filter((date) => !birthdaysKeptOn(date).some(isTheirs))).toEqual([])
    expect(given.length).toBeLessThanOrEqual(1)
    birthdays += given.length
  }
  expect(birthdays).toBeGreaterThan(10)
})

test('the year has redemptions of what is limited, a cancelling, gifts that were taken and came back, and a refund with its coupon', async () => {
  const documents = await documentsOf(order(END, 80))
  const programme = await openedOn(documents, END)
  const { items } = await programme.store.find(coupons, {
    index: 'byTemplate',
    equals: { template: 'weekday' },
    limit: 50,
  })
  const ends = items.map(({ state, channel, follows }) => [state, channel, follows?.why ?? ''].join(' ').trim())
  expect(ends.sort()).toEqual([
    'claimed claimed',
    'given claimed given',
    'returned claimed not_taken',
    'returned claimed refunded',
    'used claimed',
    'used given',
  ])
  const units = documents.flatMap(({ collection, document }) =>
    collection === rewardUnits.name ? [document as RewardUnit] : [],
  )
  const orders = units.flatMap(({ order: ordered, step }) => (ordered ? [`${ordered.rewardId} ${step}`] : []))
  expect(orders).toEqual(expect.arrayContaining(['sampler received', 'sampler made', 'cup cancelled', 'green sent']))
  expect(orders).toEqual(expect.arrayContaining(['jasmine received', 'class made', 'black made']))
  // Of every stock there are as many pieces as were made, and the mall says how many are left.
  const pieces = (sku: string) => units.filter((unit) => unit.sku === sku && unit.state !== 'returned').length
  expect([pieces('rw|sampler'), pieces('rw|cup'), pieces('rw|jasmine'), pieces('rs|class_first')]).toEqual([
    60, 60, 3, 8,
  ])
  programme.nowMs += 60_000
  await programme.tick()
  const mall = dataOf(await programme.member(personas.regular.openid)('rewards.list', { limit: 50 })).items
  expect(mall.find(({ rewardId }) => rewardId === 'jasmine')?.stockLeft).toBe(2)
  const clerk = programme.staff(personas.clerk.openid)
  const waiting = await clerk('rewards.waiting', { storeId: 'pingjiang', list: 'to_send', state: 'made' })
  expect(dataOf(waiting).items.map(({ title }) => title)).toEqual(['祁门红茶 80 克'])
  expect(dataOf(await programme.ops()('ops.verify-ledger', {}))).toMatchObject({ checked: 80, findings: [] })
})
