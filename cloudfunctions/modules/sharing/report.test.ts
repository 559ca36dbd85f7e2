import { codeOf, dataOf, joined, type Programme } from '../../../test/kit/programme'
import { cardOf, sharingShop } from '../../../test/kit/sharing-shop'

const NOTHING = { visits: 0, joins: 0, orders: 0, orderFen: 0, claims: 0, uses: 0 }

async function visited(programme: Programme, card: string, visitors: readonly string[]): Promise<void> {
  for (const openid of visitors) dataOf(await programme.member(openid)('sharing.open', { shareCode: card }))
}

/** Two clerks of one store with a card each, and the clerk of another store: three visitors, one of whom joined. */
async function week() {
  const programme = await sharingShop()
  const clerks = await cardOf(programme.staff('o-clerk'), 'lake', '春茶到了')
  programme.nowMs += 60_000
  const colleagues = await cardOf(programme.staff('o-colleague'), 'lake')
  const bridges = await cardOf(programme.staff('o-bridge'), 'bridge')
  await visited(programme, clerks, ['o-a', 'o-b'])
  await visited(programme, colleagues, ['o-b', 'o-c'])
  await joined(programme, 'o-b')
  return { programme, clerks, colleagues, bridges }
}

test("a clerk sees their own cards and sums, a manager the store's, newest first", async () => {
  const { programme, clerks, colleagues } = await week()
  const own = dataOf(await programme.staff('o-clerk')('sharing.report', { storeId: 'lake' }))
  expect(own.items).toMatchObject([{ shareCode: clerks, title: '春茶到了', isMine: true, visits: 2, joins: 1 }])
  expect(own.store).toEqual({ ...NOTHING, visits: 2, joins: 1 })
  expect(own.staff).toEqual([{ ...NOTHING, staffName: '小周', visits: 2, joins: 1 }])

  const all = dataOf(await programme.staff('o-manager')('sharing.report', { storeId: 'lake' }))
  expect(all.items.map(({ shareCode, isMine, visits, joins }) => ({ shareCode, isMine, visits, joins }))).toEqual([
    { shareCode: colleagues, isMine: false, visits: 2, joins: 0 },
    { shareCode: clerks, isMine: false, visits: 2, joins: 1 },
  ])
  expect(all.store).toEqual({ ...NOTHING, visits: 4, joins: 1 })
  expect(all.staff.map(({ staffName, visits, joins }) => [staffName, visits, joins]).sort()).toEqual([
    ['小周', 2, 1],
    ['阿宁', 2, 0],
  ])
})

test('what nobody opened is there with nothing, and who made no card has an empty report', async () => {
  const { programme, bridges } = await week()
  const bridge = dataOf(await programme.staff('o-bridge')('sharing.report', { storeId: 'bridge' }))
  expect(bridge.items).toMatchObject([{ shareCode: bridges, ...NOTHING }])
  expect(bridge.store).toEqual(NOTHING)
  const baker = dataOf(await programme.staff('o-baker')('sharing.report', { storeId: 'bakery' }))
  expect(baker).toEqual({ items: [], next: null, store: NOTHING, staff: [] })
})

test('every card is on one page, whatever the size of a page', async () => {
  const programme = await sharingShop()
  const made: string[] = []
  for (let number = 0; number < 7; number += 1) {
    made.unshift(await cardOf(programme.staff('o-clerk'), 'lake'))
    programme.nowMs += 1_000
  }
  for (const limit of [1, 3, 7, 50]) {
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const input = { storeId: 'lake', limit, ...(cursor === undefined ? {} : { cursor }) }
      const page = dataOf(await programme.staff('o-clerk')('sharing.report', input))
      expect(page.items.length).toBeLessThanOrEqual(limit)
      seen.push(...page.items.map(({ shareCode }) => shareCode))
      cursor = page.next ?? undefined
    } while (cursor !== undefined)
    expect(seen).toEqual(made)
  }
})

test('a card in the report has the newest picture of its thing', async () => {
  const programme = await sharingShop()
  const ask = programme.staff('o-clerk')
  const shareCode = await cardOf(ask, 'lake')
  const fileId = await programme.wechat.saveFile('share-cards/lake.png', Buffer.from('a picture'))
  dataOf(await ask('sharing.picture', { storeId: 'lake', shareCode, fileId }))
  const { items } = dataOf(await ask('sharing.report', { storeId: 'lake' }))
  expect(items[0]?.imageUrl).toBe(await programme.wechat.fileUrl(fileId))
})

test('the report of one store is not for the staff of another, and a cursor is none of ours is refused', async () => {
  const { programme } = await week()
  for (const openid of ['o-bridge', 'o-baker', 'o-stranger'])
    expect(codeOf(await programme.staff(openid)('sharing.report', { storeId: 'lake' }))).toBe('unauthorised')
  const nonsense = { storeId: 'lake', cursor: 'nonsense' }
  expect(codeOf(await programme.staff('o-manager')('sharing.report', nonsense))).toBe('invalid_input')
})

test('operators see every store and clerk who brought somebody, page by page', async () => {
  const { programme, bridges } = await week()
  await visited(programme, bridges, ['o-z'])
  const rows = [
    { storeId: 'bridge', storeName: '桥头店', staffName: '小桥', visits: 1, joins: 0 },
    { storeId: 'lake', storeName: '湖边店', staffName: '阿宁', visits: 2, joins: 0 },
    { storeId: 'lake', storeName: '湖边店', staffName: '小周', visits: 2, joins: 1 },
  ]
  const order = (row: (typeof rows)[number]) => `${row.storeId}${row.joins}`
  for (const limit of [1, 2, 3, 50]) {
    const seen: typeof rows = []
    let cursor: string | undefined
    do {
      const page = dataOf(
        await programme.ops()('ops.sharing-report', { limit, ...(cursor === undefined ? {} : { cursor }) }),
      )
      expect(page.items.length).toBeLessThanOrEqual(limit)
      for (const { storeId, storeName, staffName, visits, joins } of page.items)
        seen.push({ storeId, storeName, staffName, visits, joins })
      cursor = page.next ?? undefined
    } while (cursor !== undefined)
    expect(seen.sort((left, right) => (order(left) < order(right) ? -1 : 1))).toEqual(rows)
  }
  expect(codeOf(await programme.ops()('ops.sharing-report', { cursor: 'nonsense' }))).toBe('invalid_input')
})
