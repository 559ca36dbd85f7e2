import { claimed, codeShown, publishTemplate } from '../../../test/kit/coupons'
import { assertLedgerHolds } from '../../../test/kit/ledger-holds'
import { dataOf, joined, type Programme } from '../../../test/kit/programme'
import { bought, refunded } from '../../../test/kit/purchases'
import { cardOf, outcomesOf, sharingShop } from '../../../test/kit/sharing-shop'
import { shareOutcomes } from './store'

const storeId = 'lake'
const DAY_MS = 24 * 60 * 60_000

/** A member who came by the card of a clerk at the lake, another whom no card brought, and coupons. */
async function brought(template: Record<string, unknown> = {}) {
  const programme = await sharingShop()
  await publishTemplate(programme, 'five', { limitPerMember: 5, ...template })
  const card = await cardOf(programme.staff('o-clerk'), storeId)
  const mei = await joined(programme, 'o-mei')
  const lan = await joined(programme, 'o-lan')
  dataOf(await mei.ask('sharing.open', { shareCode: card }))
  programme.nowMs += 60_000
  const use = async ({ ask }: typeof mei, couponId: string, at = storeId, by = 'o-clerk') =>
    dataOf(
      await programme.staff(by)('coupons.verify', {
        storeId: at,
        code: await codeShown(ask, couponId),
        orderNo: couponId,
        amountFen: 3_000,
      }),
    )
  const told = async () => {
    programme.nowMs += 5 * 60_000
    await programme.tick()
  }
  return { programme, card, mei, lan, use, told }
}

async function counted(programme: Programme) {
  const outcomes = [...(await outcomesOf(programme, 'claim')), ...(await outcomesOf(programme, 'use'))]
  return outcomes.map(({ kind, count }) => `${kind} ${count}`)
}

test('claims and uses of somebody whom a card brought count for it, once, in the reports of the store', async () => {
  const { programme, mei, lan, use, told } = await brought()
  const couponId = await claimed(mei.ask, 'five')
  await claimed(lan.ask, 'five')
  await use(mei, couponId)
  for (let round = 0; round < 3; round += 1) await told()
  expect(await counted(programme)).toEqual(['claim 1', 'use 1'])
  const sums = { visits: 1, joins: 0, orders: 0, claims: 1, uses: 1 }
  for (const openid of ['o-clerk', 'o-manager']) {
    const report = dataOf(await programme.staff(openid)('sharing.report', { storeId }))
    expect(report).toMatchObject({ items: [sums], store: sums, staff: [sums] })
  }
  expect(dataOf(await programme.ops()('ops.sharing-report', {})).items).toMatchObject([{ storeId, ...sums }])
  await assertLedgerHolds(programme)
})

test('a use that is undone or refunded counts no more, told before it or after', async () => {
  const { programme, mei, use, told } = await brought()
  const [undone, early, paid] = [
    await claimed(mei.ask, 'five'),
    await claimed(mei.ask, 'five'),
    await claimed(mei.ask, 'five'),
  ]
  await use(mei, undone)
  await use(mei, paid)
  await bought(programme, { memberId: mei.memberId, storeId, orderNo: paid, amountFen: 2_500 })
  await told()
  expect(await counted(programme)).toEqual(['claim 1', 'claim 1', 'claim 1', 'use 1', 'use 1'])
  const unverify = (couponId: string) =>
    programme.staff('o-clerk')('coupons.unverify', { storeId, couponId, reason: '扫错了' })
  dataOf(await unverify(undone))
  await refunded(programme, { storeId, orderNo: paid, amountFen: 2_500 })
  // Undone before anybody was told of it, and told after that.
  await use(mei, early)
  dataOf(await unverify(early))
  await told()
  expect((await counted(programme)).sort()).toEqual(['claim 1', 'claim 1', 'claim 1', 'use 0', 'use 0', 'use 0'])
})

test('a use that is told while it is being undone counts no more', async () => {
  const { programme, mei, use } = await brought()
  const couponId = await claimed(mei.ask, 'five')
  await use(mei, couponId)
  programme.nowMs += 5 * 60_000
  await Promise.all([
    programme.tick(),
    programme.staff('o-clerk')('coupons.unverify', { storeId, couponId, reason: '扫错了' }),
  ])
  expect(await programme.store.get(shareOutcomes, `use|${couponId}`)).toMatchObject({ count: 0 })
})

test.each<[string, Record<string, unknown>, string, string, string[]]>([
  ['at a store of another merchant', {}, 'bakery', 'o-baker', ['claim 1']],
  ['at another store of the merchant', {}, 'bridge', 'o-bridge', ['claim 1', 'use 1']],
  ['of a coupon for another merchant', { stores: ['bakery'] }, 'bakery', 'o-baker', []],
])('%s a merchant learns only what is theirs', async (_, template, at, by, expected) => {
  const { programme, mei, use, told } = await brought(template)
  await use(mei, await claimed(mei.ask, 'five'), at, by)
  await told()
  expect(await counted(programme)).toEqual(expected)
})

test('what was claimed before the card, or after its window, is not brought by it', async () => {
  const { programme, card, lan, mei, told } = await brought({ limitPerDay: 5 })
  await claimed(lan.ask, 'five')
  programme.nowMs += 1_000
  dataOf(await lan.ask('sharing.open', { shareCode: card }))
  await told()
  expect(await counted(programme)).toEqual([])
  programme.wait(31 * DAY_MS)
  await claimed(mei.ask, 'five')
  await told()
  expect(await counted(programme)).toEqual([])
})
