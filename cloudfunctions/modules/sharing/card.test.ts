import { codeOf, dataOf, type Programme } from '../../../test/kit/programme'
import { cardOf, sharingShop } from '../../../test/kit/sharing-shop'
import { shareCodeOf } from './domain/share-code'
import { shareCards, sharePictures } from './store'

const ofStore = (storeId: string) => ({ storeId, target: { kind: 'store', id: storeId } })
const PICTURE = 'cloud://memory/share-cards/lake-1.jpg'

describe('making a card', () => {
  let programme: Programme
  beforeEach(async () => {
    programme = await sharingShop()
  })

  test('it has a code, the name of the store and a page within the mini program', async () => {
    const card = dataOf(await programme.staff('o-clerk')('sharing.create', ofStore('lake')))
    expect(card.shareCode).toMatch(/^[A-Za-z0-9_-]{10}$/)
    expect(card).toEqual({
      shareCode: card.shareCode,
      title: '湖边店',
      path: `/tabs/home/index?shareCode=${card.shareCode}`,
      imageUrl: '',
    })
  })

  test('twenty requests of one key are one card and one reply, and so is one a year later', async () => {
    const ask = programme.staff('o-clerk')
    const input = { ...ofStore('lake'), title: '明前龙井到店了' }
    const replies = await Promise.all(Array.from({ length: 20 }, () => ask('sharing.create', input, 'k-1')))
    programme.at('2027-03-10T23:59:59+08:00')
    replies.push(await ask('sharing.create', input, 'k-1'))
    expect(new Set(replies.map((reply) => JSON.stringify(dataOf(reply)))).size).toBe(1)
    expect(await programme.store.count(shareCards, {})).toBe(1)
  })

  test('another key, and the same key of a colleague, make another card', async () => {
    const codes = [
      dataOf(await programme.staff('o-clerk')('sharing.create', ofStore('lake'), 'k-1')).shareCode,
      dataOf(await programme.staff('o-clerk')('sharing.create', ofStore('lake'), 'k-2')).shareCode,
      dataOf(await programme.staff('o-colleague')('sharing.create', ofStore('lake'), 'k-1')).shareCode,
    ]
    expect(new Set(codes).size).toBe(3)
  })

  test('the same key with another title is refused, also at the same moment', async () => {
    const ask = programme.staff('o-clerk')
    const replies = await Promise.all(
      ['新茶', '陈茶'].map((title) => ask('sharing.create', { ...ofStore('lake'), title }, 'k-1')),
    )
    expect(replies.filter((reply) => reply.ok)).toHaveLength(1)
    const refused = replies.filter((reply) => !reply.ok)
    expect(refused.map((reply) => codeOf(reply))).toEqual(['key_reused_with_other_input'])
    expect(codeOf(await ask('sharing.create', { ...ofStore('lake'), title: '别的' }, 'k-1'))).toBe(
      'key_reused_with_other_input',
    )
  })

  test('a code that another command drew is not given twice', async () => {
    const taken = await cardOf(programme.staff('o-colleague'), 'lake')
    const stored = await programme.store.get(shareCards, taken)
    const command = { key: '0'.repeat(64), inputHash: 'x', madeAtMs: null }
    const { makeCard } = await import('./card')
    const { workOn } = await import('../../../test/kit/work-on')
    const first = shareCodeOf(programme.ports.secrets.key('share-card'), command.key, 0)
    await programme.store.insert(shareCards, { ...stored, _id: first } as NonNullable<typeof stored>)
    const wanted = { ...ofStore('lake'), staffId: 'somebody' }
    const card = await makeCard(workOn(programme), command, wanted)
    expect(card).toMatchObject({
      _id: shareCodeOf(programme.ports.secrets.key('share-card'), command.key, 1),
      staffId: 'somebody',
    })
    expect(await makeCard(workOn(programme), command, wanted)).toEqual(card)
  })

  test.each([
    ['another store of the same merchant', { storeId: 'lake', target: { kind: 'store', id: 'bridge' } }],
    ['a store that is not there', { storeId: 'lake', target: { kind: 'store', id: 'nowhere' } }],
    ['a kind that nobody has', { storeId: 'lake', target: { kind: 'secret', id: 'lake' } }],
  ])('%s cannot be shared', async (_, input) => {
    expect(codeOf(await programme.staff('o-clerk')('sharing.create', input))).toBe('no_such_target')
    expect(await programme.store.count(shareCards, {})).toBe(0)
  })

  test.each([
    ['转发领红包', '转发'],
    ['分享后领取', '分享后、分享、领'],
    ['不 转 不 是 中 国 人', '不转、不是中国人'],
  ])('“%s” is refused and the words are named: %s', async (title, words) => {
    const reply = await programme.staff('o-clerk')('sharing.create', { ...ofStore('lake'), title })
    expect(reply).toMatchObject({ ok: false, code: 'title_not_allowed', params: { words } })
    expect(await programme.store.count(shareCards, {})).toBe(0)
  })

  test('a refused title leaves no mark: the same key may be asked again with a better one', async () => {
    const ask = programme.staff('o-clerk')
    expect(codeOf(await ask('sharing.create', { ...ofStore('lake'), title: '集赞换茶' }, 'k-1'))).toBe(
      'title_not_allowed',
    )
    expect(dataOf(await ask('sharing.create', { ...ofStore('lake'), title: '春茶到了' }, 'k-1')).title).toBe('春茶到了')
  })

  test.each([
    ['too long', '茶'.repeat(29)],
    ['empty', ''],
    ['of two lines', '新茶\n到店'],
    ['with a space in front', ' 新茶'],
  ])('a title that is %s is no input', async (_, title) => {
    const reply = await programme.staff('o-clerk')('sharing.create', { ...ofStore('lake'), title })
    expect(reply).toMatchObject({ ok: false, code: 'invalid_input', params: { path: 'input.title' } })
  })

  test('who is no staff of the store makes no card there', async () => {
    for (const openid of ['o-stranger', 'o-bridge', 'o-baker'])
      expect(codeOf(await programme.staff(openid)('sharing.create', ofStore('lake')))).toBe('unauthorised')
  })
})

describe('the picture of a card', () => {
  let programme: Programme
  beforeEach(async () => {
    programme = await sharingShop()
    for (const name of ['lake-1', 'lake-2', 'bridge-1'])
      await programme.wechat.saveFile(`share-cards/${name}.jpg`, Buffer.from(name))
  })

  test('drawn once, every later card of the same thing has it, whoever makes it; another store has not', async () => {
    const ask = programme.staff('o-clerk')
    const made = dataOf(await ask('sharing.create', ofStore('lake'), 'k-1'))
    const drawn = dataOf(
      await ask('sharing.picture', { storeId: 'lake', shareCode: made.shareCode, fileId: PICTURE }, 'k-2'),
    )
    expect(drawn).toEqual({ ...made, imageUrl: await programme.wechat.fileUrl(PICTURE) })
    const later = dataOf(await programme.staff('o-colleague')('sharing.create', ofStore('lake')))
    expect(later.imageUrl).toBe(drawn.imageUrl)
    expect(dataOf(await programme.staff('o-bridge')('sharing.create', ofStore('bridge'))).imageUrl).toBe('')
    // A picture shows the title.
    expect(dataOf(await ask('sharing.create', { ...ofStore('lake'), title: '春茶到了' })).imageUrl).toBe('')
    // What was answered before stays as it was.
    expect(dataOf(await ask('sharing.create', ofStore('lake'), 'k-1'))).toEqual(made)
  })

  test('the newest counts; one sent again late answers as it did and does not take its place', async () => {
    const ask = programme.staff('o-clerk')
    const shareCode = await cardOf(ask, 'lake')
    const older = { storeId: 'lake', shareCode, fileId: PICTURE }
    const newer = { ...older, fileId: PICTURE.replace('lake-1', 'lake-2') }
    const first = dataOf(await ask('sharing.picture', older, 'k-1'))
    programme.nowMs += 1_000
    const second = dataOf(await ask('sharing.picture', newer, 'k-2'))
    programme.nowMs += 1_000
    expect(dataOf(await ask('sharing.picture', older, 'k-1'))).toEqual(first)
    expect(dataOf(await ask('sharing.create', ofStore('lake'))).imageUrl).toBe(second.imageUrl)
    expect(codeOf(await ask('sharing.picture', newer, 'k-1'))).toBe('key_reused_with_other_input')
    expect(await programme.store.count(sharePictures, {})).toBe(2)
  })

  test('ten requests of one key keep one picture', async () => {
    const ask = programme.staff('o-clerk')
    const input = { storeId: 'lake', shareCode: await cardOf(ask, 'lake'), fileId: PICTURE }
    const replies = await Promise.all(Array.from({ length: 10 }, () => ask('sharing.picture', input, 'k-1')))
    expect(new Set(replies.map((reply) => JSON.stringify(dataOf(reply)))).size).toBe(1)
    expect(await programme.store.count(sharePictures, {})).toBe(1)
  })

  test.each([
    ['is not there', 'cloud://memory/share-cards/lake-9.jpg', 'no_such_picture'],
    ['is a file of another folder', 'cloud://memory/imports/orders.csv', 'invalid_input'],
    ['climbs out of the folder', 'cloud://memory/share-cards/../imports/orders.png', 'invalid_input'],
    ['is an address', 'https://example.com/share-cards/a.jpg', 'invalid_input'],
    ['is no picture', 'cloud://memory/share-cards/a.svg', 'invalid_input'],
  ])('one that %s is refused: %s, %s', async (_, fileId, code) => {
    const ask = programme.staff('o-clerk')
    const input = { storeId: 'lake', shareCode: await cardOf(ask, 'lake'), fileId }
    expect(codeOf(await ask('sharing.picture', input))).toBe(code)
    expect(await programme.store.count(sharePictures, {})).toBe(0)
  })

  test("only the card's own store has anything to do with it", async () => {
    const shareCode = await cardOf(programme.staff('o-clerk'), 'lake')
    const bridge = programme.staff('o-bridge')
    const input = { shareCode, fileId: PICTURE.replace('lake-1', 'bridge-1') }
    expect(codeOf(await bridge('sharing.picture', { storeId: 'bridge', ...input }))).toBe('no_such_card')
    expect(codeOf(await bridge('sharing.picture', { storeId: 'lake', ...input }))).toBe('unauthorised')
    expect(codeOf(await bridge('sharing.poster', { storeId: 'bridge', shareCode }))).toBe('no_such_card')
    expect(codeOf(await bridge('sharing.poster', { storeId: 'bridge', shareCode: 'nothing' }))).toBe('no_such_card')
  })
})

describe('the poster of a card', () => {
  test('is a mini-program code of the home page with the code as its scene, drawn and saved once', async () => {
    const programme = await sharingShop()
    const ask = programme.staff('o-clerk')
    const shareCode = await cardOf(ask, 'lake', '湖边新店开张')
    const draw = jest.spyOn(programme.wechat, 'miniProgramCode')
    const first = dataOf(await ask('sharing.poster', { storeId: 'lake', shareCode }))
    expect(first).toMatchObject({ shareCode, title: '湖边新店开张', storeName: '湖边店' })
    const again = await Promise.all(
      ['o-clerk', 'o-colleague', 'o-manager'].map((openid) =>
        programme.staff(openid)('sharing.poster', { storeId: 'lake', shareCode }),
      ),
    )
    expect(again.map((reply) => dataOf(reply))).toEqual([first, first, first])
    expect(draw).toHaveBeenCalledTimes(1)
    expect([...programme.wechat.files].map(([fileId, bytes]) => [fileId, Buffer.from(bytes).toString()])).toEqual([
      [`cloud://memory/share-codes/${shareCode}.png`, `tabs/home/index?scene=${shareCode}`],
    ])
  })

  test('is drawn again when its file was deleted', async () => {
    const programme = await sharingShop()
    const ask = programme.staff('o-clerk')
    const shareCode = await cardOf(ask, 'lake')
    const first = dataOf(await ask('sharing.poster', { storeId: 'lake', shareCode }))
    programme.wechat.files.clear()
    expect(dataOf(await ask('sharing.poster', { storeId: 'lake', shareCode }))).toEqual(first)
    expect(programme.wechat.files.size).toBe(1)
  })

  test('asked for when WeChat cannot draw, it may be asked for again', async () => {
    const programme = await sharingShop()
    const ask = programme.staff('o-clerk')
    const shareCode = await cardOf(ask, 'lake')
    const draw = jest.spyOn(programme.wechat, 'miniProgramCode').mockRejectedValueOnce(new Error('system error'))
    expect(await ask('sharing.poster', { storeId: 'lake', shareCode }, 'k-1')).toMatchObject({
      code: 'internal',
      retryable: true,
    })
    expect(dataOf(await ask('sharing.poster', { storeId: 'lake', shareCode }, 'k-1')).codeUrl).not.toBe('')
    expect(draw).toHaveBeenCalledTimes(2)
  })
})
