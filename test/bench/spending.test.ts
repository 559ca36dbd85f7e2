import { MemoryStore } from '../../cloudfunctions/adapters/memory/memory-store'
import { couponIdOf, unstockedCoupon } from '../../cloudfunctions/modules/coupons/coupon'
import { coupons } from '../../cloudfunctions/modules/coupons/store'
import { accounts } from '../../cloudfunctions/modules/ledger/store'
import { shelf } from '../../cloudfunctions/modules/rewards/catalogue/store'
import { freeRewardUnit, rewardUnits } from '../../cloudfunctions/modules/rewards/orders/store'
import { claimed, codeShown, publishTemplate } from '../kit/coupons'
import { assertLedgerHolds } from '../kit/ledger-holds'
import { type Ask, dataOf, joined, type Programme } from '../kit/programme'
import { shopWith } from '../kit/purchases'
import { publishReward } from '../kit/rewards'
import { withMembers } from '../kit/settled'
import { hire } from '../kit/stores'
import { workOn } from '../kit/work-on'

const MANY = 100_000
const FEW = 10

/** A mall, a wallet and a counter among so many rewards, orders and coupons: a tenth of the last are the member's own. */
async function shopAmong(count: number) {
  const programme = await shopWith({ welcomePoints: 1_000 }, { store: new MemoryStore() })
  const clerk = await hire(programme, 'o-clerk', { storeId: 'west' })
  await publishTemplate(programme, 'five', { stock: FEW, limitPerMember: 3 })
  await publishTemplate(programme, 'free', { limitPerMember: 3 })
  await publishReward(programme, 'cup')
  const { ask, memberId } = await joined(programme, 'o-mei')
  await fill(programme, memberId, count)
  programme.wait(10_000)
  return { programme, clerk, ask }
}

/** Writes what a year of trade leaves, as the product writes it. */
async function fill(programme: Programme, memberId: string, count: number): Promise<void> {
  const { store, nowMs } = programme
  const held = await store.find(coupons, { index: 'bySku', equals: { sku: 'cp|five', state: 'free' }, limit: 1 })
  const work = workOn(programme)
  const [onShelf] = (await store.find(shelf, { index: 'byPlace', range: { from: '' }, limit: 1 })).items
  if (!onShelf || held.items.length === 0) throw new Error('nothing is published')
  const terms = {
    title: '五元券',
    benefit: { kind: 'cash', discountFen: 500 },
    text: '',
    picture: '',
    stores: null,
    categories: null,
    thresholdFen: 0,
    group: '',
    isGivable: true,
  } as never
  for (let nth = 0; nth < count; nth += 1) {
    const owner = nth % 10 === 0 ? memberId : `member-${nth % 997}`
    const given = {
      couponId: couponIdOf(`fill|${nth}`),
      member: owner,
      template: 'old',
      version: 1,
      terms,
      channel: 'granted' as const,
      source: '',
      usableFromMs: nowMs - 1_000,
      endsAtMs: nowMs + 86_400_000 + nth,
    }
    await store.insert(coupons, unstockedCoupon(work, given))
    const _id = `fill-${nth}`
    const unit = { _id, schema: 1, sku: 'rw|old', state: 'claimed', op: _id, member: owner, atMs: nowMs - nth } as const
    await store.insert(rewardUnits, { ...freeRewardUnit(unit), owner, orderId: `${nth}`, order: null })
    await store.insert(shelf, { ...onShelf, _id, place: `z ${nth}` })
  }
}

/** What each thing costs that a member or the counter does, in calls of the store. */
async function costs({ programme, clerk, ask }: Awaited<ReturnType<typeof shopAmong>>) {
  const callsOf = async (work: () => Promise<{ readonly ok: boolean }>) => {
    programme.log.length = 0
    expect(await work()).toMatchObject({ ok: true })
    return Number(programme.log.at(-1)?.calls)
  }
  const page = (list: 'coupons.wallet' | 'rewards.list', input: object = {}) =>
    callsOf(() => ask(list, { limit: 50, ...input } as never))
  // Somebody before them, from whom the instance knows who asks, what is published and what the stores are called.
  const other = await joined(programme, 'o-first')
  dataOf(await other.ask('rewards.redeem', { rewardId: 'cup' }))
  await claimed(other.ask, 'five')
  await ask('coupons.wallet', {})
  await ask('coupons.claim', { templateId: 'free' })
  const all = {
    redeem: await callsOf(() => ask('rewards.redeem', { rewardId: 'cup' })),
    claim: await callsOf(() => ask('coupons.claim', { templateId: 'five' })),
    wallet: await page('coupons.wallet'),
    usable: await page('coupons.wallet', { state: 'usable' }),
    mall: await page('rewards.list'),
  }
  const couponId = await claimed(ask, 'free')
  const code = await codeShown(ask, couponId)
  const verify = { storeId: 'west', code, orderNo: 'A-1', amountFen: 3_000 }
  // The staff's day is a call of the gate, and asked first: the command's own are the rest.
  await clerk('coupons.preview', { storeId: 'west', code, amountFen: 3_000 })
  const gate = 1
  return { ...all, verify: (await callsOf(() => clerk('coupons.verify', verify))) - gate }
}

test('redeeming, claiming, using and every list cost as many calls among 100,000 rewards, orders and coupons as among ten', async () => {
  const few = await costs(await shopAmong(FEW))
  expect(few).toEqual({ redeem: 3, claim: 1, verify: 2, wallet: 1, usable: 1, mall: 2 })
  expect(await costs(await shopAmong(MANY))).toEqual(few)
}, 120_000)

test('a thousand callers for ten: exactly ten have one, the others are told within five calls and have their points', async () => {
  const programme = await shopWith({ welcomePoints: 50 })
  await publishReward(programme, 'cup', { stock: 11, pricePoints: 30 })
  const members = await withMembers(1_000, programme)
  const { ask } = await joined(programme, 'o-first')
  dataOf(await ask('rewards.redeem', { rewardId: 'cup' }))
  programme.log.length = 0
  const asking = (who: Ask) => who('rewards.redeem', { rewardId: 'cup' })
  const replies = await Promise.all(members.map((_, nth) => asking(programme.member(`o-${nth}m`))))
  expect(replies.filter(({ ok }) => ok)).toHaveLength(10)
  expect(replies.filter((reply) => !reply.ok && reply.code === 'sold_out')).toHaveLength(990)
  const refused = programme.log.filter(({ outcome }) => outcome === 'sold_out').map(({ calls }) => Number(calls))
  expect([refused.length, Math.max(...refused)]).toEqual([990, 5])
  programme.wait(2 * 60_000)
  await programme.tick()
  const balances = new Map<number, number>()
  for (const member of members) {
    const available = (await programme.store.get(accounts, `${member}.1`))?.available ?? -1
    balances.set(available, (balances.get(available) ?? 0) + 1)
  }
  expect([...balances].sort()).toEqual([
    [20, 10],
    [50, 990],
  ])
  await assertLedgerHolds(programme)
}, 120_000)
