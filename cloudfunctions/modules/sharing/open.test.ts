import { cutStore } from '../../../test/kit/cut-store'
import { assertLedgerHolds } from '../../../test/kit/ledger-holds'
import { codeOf, dataOf, joined, type Programme } from '../../../test/kit/programme'
import { cardOf, idOf, keptWith, opens, outcomesOf, sharingShop } from '../../../test/kit/sharing-shop'
import { openStore } from '../../../test/kit/stores'
import { MemoryStore } from '../../adapters/memory/memory-store'
import { shareOutcomes, shareTouches } from './store'

const DAY_MS = 24 * 60 * 60_000

describe('opening a card', () => {
  let programme: Programme
  let card: string
  beforeEach(async () => {
    programme = await sharingShop()
    card = await cardOf(programme.staff('o-clerk'), 'lake', '明前龙井到店了')
  })
  afterEach(async () => assertLedgerHolds(programme))

  test('says where it leads and from which store, to somebody who is no member', async () => {
    expect(dataOf(await opens(programme, 'o-guest', card))).toEqual({
      target: { kind: 'store', id: 'lake', title: '明前龙井到店了' },
      store: { storeId: 'lake', name: '湖边店' },
      path: '/tabs/home/index',
    })
  })

  test('fifty times by one and once by another are two visitors', async () => {
    for (let time = 0; time < 40; time += 1) dataOf(await opens(programme, 'o-guest', card))
    await Promise.all(Array.from({ length: 10 }, () => opens(programme, 'o-guest', card)))
    await opens(programme, 'o-other', card)
    expect((await outcomesOf(programme, 'visit')).map(({ member }) => member).sort()).toEqual(
      [idOf(programme, 'o-guest'), idOf(programme, 'o-other')].sort(),
    )
  })

  test('fifty first times at once are one visitor, one touch and fifty equal replies', async () => {
    const { memberId } = await joined(programme, 'o-mei')
    const replies = await Promise.all(Array.from({ length: 50 }, () => opens(programme, 'o-mei', card)))
    expect(new Set(replies.map((reply) => JSON.stringify(dataOf(reply)))).size).toBe(1)
    expect(await outcomesOf(programme, 'visit')).toHaveLength(1)
    const touch = await programme.store.get(shareTouches, memberId)
    const { nowMs: atMs } = programme
    expect(touch).toMatchObject({ card, store: 'lake', openSinceMs: null, atMs, untilMs: atMs + 30 * DAY_MS })
    expect(await keptWith(programme, memberId)).toEqual({ card, atMs, untilMs: atMs + 30 * DAY_MS, afterSeq: 1 })
  })

  test('one command sent twice with one key is one visit', async () => {
    const first = dataOf(await opens(programme, 'o-guest', card, 'k-1'))
    expect(dataOf(await opens(programme, 'o-guest', card, 'k-1'))).toEqual(first)
    expect(await outcomesOf(programme, 'visit')).toHaveLength(1)
  })

  test('answers one key the same for ever, also when the store has another name since', async () => {
    const first = dataOf(await opens(programme, 'o-guest', card, 'k-1'))
    await openStore(programme, 'lake', { name: '湖滨店', merchantId: 'tea' })
    programme.wait(10_000)
    expect(dataOf(await opens(programme, 'o-guest', card, 'k-1'))).toEqual(first)
  })

  test.each([
    ['a code that nobody has', 'nothing'],
    ['a code in another case', 'CASE'],
  ])('%s is no card, and counts nothing', async (_, wrong) => {
    const code = wrong === 'CASE' ? card.toLowerCase().replace(/[a-z]/, (c) => c.toUpperCase()) : wrong
    expect(code).not.toBe(card)
    expect(codeOf(await opens(programme, 'o-guest', code))).toBe('no_such_card')
    expect(await programme.store.count(shareOutcomes, {})).toBe(0)
    expect(await programme.store.count(shareTouches, {})).toBe(0)
  })

  test.each([['茶'], ['a b'], [''], ['x'.repeat(29)], ['a/b']])('%j is no code', async (shareCode) => {
    expect(await opens(programme, 'o-guest', shareCode)).toMatchObject({ code: 'invalid_input' })
  })

  test('own staff who open their own card are a visitor, and nothing that they do counts for it', async () => {
    const { memberId } = await joined(programme, 'o-clerk')
    await opens(programme, 'o-clerk', card)
    expect(await outcomesOf(programme, 'visit')).toMatchObject([{ member: memberId, card }])
    expect(await programme.store.get(shareTouches, memberId)).toBeNull()
    expect(await keptWith(programme, memberId)).toBeUndefined()
    const theirs = await cardOf(programme.staff('o-colleague'), 'lake')
    await opens(programme, 'o-clerk', theirs)
    expect(await programme.store.get(shareTouches, memberId)).toMatchObject({ card: theirs })
  })

  test('own staff who join by their own card were brought by nobody', async () => {
    await opens(programme, 'o-clerk', card)
    const input = { consentVersion: '1', shareCode: card }
    const { memberId } = dataOf(await programme.member('o-clerk')('members.join', input))
    expect(await outcomesOf(programme, 'join')).toEqual([])
    expect(await keptWith(programme, memberId)).toBeUndefined()
  })

  test('it opens for as long as its store is in force', async () => {
    const { publishVersion } = await import('../../platform/published')
    const retired = { kind: 'stores', id: 'lake', after: 1, body: {}, isRetired: true } as const
    await publishVersion(programme.store, { ...retired, nowMs: programme.nowMs })
    programme.ports.published.forget('stores', 'lake')
    expect(dataOf(await opens(programme, 'o-guest', card)).store.storeId).toBe('lake')
    programme.nowMs += 10_000
    expect(codeOf(await opens(programme, 'o-guest', card))).toBe('no_such_card')
  })
})

describe('the first card counts', () => {
  let programme: Programme
  let first: string
  let second: string
  beforeEach(async () => {
    programme = await sharingShop()
    first = await cardOf(programme.staff('o-clerk'), 'lake')
    second = await cardOf(programme.staff('o-bridge'), 'bridge')
  })
  afterEach(async () => assertLedgerHolds(programme))

  test.each([
    ['a day later', DAY_MS, 'first'],
    ['in the last millisecond of its window', 30 * DAY_MS - 1, 'first'],
    ['when its window has just ended', 30 * DAY_MS, 'second'],
    ['a year later', 365 * DAY_MS, 'second'],
  ])('another one opened %s is a visit: %s ms, the %s counts', async (_, laterMs, which) => {
    const { ask, memberId } = await joined(programme, 'o-mei')
    await ask('sharing.open', { shareCode: first })
    const firstAtMs = programme.nowMs
    programme.nowMs += laterMs
    await ask('sharing.open', { shareCode: second })
    await ask('sharing.open', { shareCode: second })
    const atMs = which === 'first' ? firstAtMs : programme.nowMs
    const card = which === 'first' ? first : second
    const kept = { card, atMs, untilMs: atMs + 30 * DAY_MS }
    expect(await programme.store.get(shareTouches, memberId)).toMatchObject({ ...kept, openSinceMs: null })
    expect(await keptWith(programme, memberId)).toMatchObject(kept)
    expect((await outcomesOf(programme, 'visit')).map((visit) => visit.card).sort()).toEqual([first, second].sort())
  })

  test('the same card opened again after its window counts again, and is the same visitor', async () => {
    const { ask, memberId } = await joined(programme, 'o-mei')
    await ask('sharing.open', { shareCode: first })
    programme.nowMs += 31 * DAY_MS
    await ask('sharing.open', { shareCode: first })
    expect(await keptWith(programme, memberId)).toMatchObject({ card: first, atMs: programme.nowMs })
    expect(await outcomesOf(programme, 'visit')).toHaveLength(1)
  })

  test.each([['at once'], ['at once, when an older window has ended']])(
    'two cards opened %s are two visits, and one of them counts in touch and account alike',
    async (when) => {
      const { ask, memberId } = await joined(programme, 'o-mei')
      if (when !== 'at once') {
        await ask('sharing.open', { shareCode: await cardOf(programme.staff('o-colleague'), 'lake') })
        programme.nowMs += 40 * DAY_MS
      }
      const shareCodes = [first, second, first, second, first, second]
      const replies = await Promise.all(shareCodes.map((shareCode) => ask('sharing.open', { shareCode })))
      expect(replies.every((reply) => reply.ok)).toBe(true)
      const touch = await programme.store.get(shareTouches, memberId)
      expect([first, second]).toContain(touch?.card)
      expect(touch).toMatchObject({ atMs: programme.nowMs, openSinceMs: null })
      expect(await keptWith(programme, memberId)).toMatchObject({ card: touch?.card, atMs: programme.nowMs })
      const visited = (await outcomesOf(programme, 'visit')).map(({ card }) => card)
      expect(visited.filter((card) => [first, second].includes(card)).sort()).toEqual([first, second].sort())
    },
  )

  test('a late step of an old touch does not take the place of the newer one', async () => {
    const { ask, memberId } = await joined(programme, 'o-mei')
    await ask('sharing.open', { shareCode: first })
    const old = await programme.store.get(shareTouches, memberId)
    programme.nowMs += 31 * DAY_MS
    await ask('sharing.open', { shareCode: second })
    const { touchOperation } = await import('./touch')
    const { workOn } = await import('../../../test/kit/work-on')
    if (old) await touchOperation.steps(workOn(programme), old)
    expect(await keptWith(programme, memberId)).toMatchObject({ card: second })
  })

  test('one whose function ended is counted before another takes its place', async () => {
    const cut = cutStore(new MemoryStore())
    const shop = await sharingShop({ store: cut.store })
    const cards = [await cardOf(shop.staff('o-clerk'), 'lake'), await cardOf(shop.staff('o-bridge'), 'bridge')]
    const [earlier = '', later = ''] = cards
    const { memberId } = await joined(shop, 'o-mei')
    const openedAtMs = shop.nowMs
    cut.cutAfter(1)
    expect((await opens(shop, 'o-mei', earlier)).ok).toBe(false)
    cut.goOn()
    shop.nowMs += 31 * DAY_MS
    dataOf(await opens(shop, 'o-mei', later))
    expect((await outcomesOf(shop, 'visit')).map(({ card }) => card).sort()).toEqual(cards.sort())
    expect(await keptWith(shop, memberId)).toMatchObject({ card: later, before: { card: earlier, atMs: openedAtMs } })
    await assertLedgerHolds(shop)
  })

  test('how long it counts is a setting, as it was when the card was opened', async () => {
    const short = await sharingShop()
    const { publishVersion } = await import('../../platform/published')
    const next = { kind: 'settings', id: 'programme', after: 1, body: { attributionDays: 7 }, nowMs: short.nowMs }
    await publishVersion(short.store, next)
    short.nowMs += 10_000
    await opens(short, 'o-guest', await cardOf(short.staff('o-clerk'), 'lake'))
    const touch = await short.store.get(shareTouches, idOf(short, 'o-guest'))
    expect(touch?.untilMs).toBe(short.nowMs + 7 * DAY_MS)
  })
})
