import { faultyStore } from '../../../test/kit/faulty-store'
import { held } from '../../../test/kit/held-store'
import { assertLedgerHolds } from '../../../test/kit/ledger-holds'
import { codeOf, dataOf, joined, Programme } from '../../../test/kit/programme'
import { cardOf, idOf, sharingShop } from '../../../test/kit/sharing-shop'
import { MemoryStore } from '../../adapters/memory/memory-store'
import { accounts } from '../ledger/store'
import { type OutcomeKind, shareCards, shareOutcomes, shareTouches } from './store'

const DAY_MS = 24 * 60 * 60_000

async function outcomes(programme: Programme, kind: OutcomeKind) {
  const { items } = await programme.store.find(shareOutcomes, { index: 'byCard', limit: 1_000 })
  return items.filter((outcome) => outcome.kind === kind)
}

async function roomOf(programme: Programme, memberId: string) {
  const { items } = await programme.store.find(accounts, { index: 'byMember', equals: { member: memberId }, limit: 1 })
  return items[0]?.rooms.sharing
}

const open = (programme: Programme, openid: string, shareCode: string, key?: string) =>
  programme.member(openid)('sharing.open', { shareCode }, key)

describe('opening a card', () => {
  let programme: Programme
  let card: string
  beforeEach(async () => {
    programme = await sharingShop()
    card = await cardOf(programme.staff('o-clerk'), 'lake', '明前龙井到店了')
  })
  afterEach(async () => assertLedgerHolds(programme))

  test('says where it leads and from which store, to somebody who is no member', async () => {
    expect(dataOf(await open(programme, 'o-guest', card))).toEqual({
      target: { kind: 'store', id: 'lake', title: '明前龙井到店了' },
      store: { storeId: 'lake', name: '湖边店' },
      path: '/tabs/home/index',
    })
  })

  test('fifty times by one and once by another are two visitors', async () => {
    for (let time = 0; time < 40; time += 1) dataOf(await open(programme, 'o-guest', card))
    await Promise.all(Array.from({ length: 10 }, () => open(programme, 'o-guest', card)))
    await open(programme, 'o-other', card)
    expect((await outcomes(programme, 'visit')).map(({ member }) => member).sort()).toEqual(
      [idOf(programme, 'o-guest'), idOf(programme, 'o-other')].sort(),
    )
  })

  test('fifty first times at once are one visitor, one touch and fifty equal replies', async () => {
    const { memberId } = await joined(programme, 'o-mei')
    const replies = await Promise.all(Array.from({ length: 50 }, () => open(programme, 'o-mei', card)))
    expect(new Set(replies.map((reply) => JSON.stringify(dataOf(reply)))).size).toBe(1)
    expect(await outcomes(programme, 'visit')).toHaveLength(1)
    const touch = await programme.store.get(shareTouches, memberId)
    const { nowMs: atMs } = programme
    expect(touch).toMatchObject({ card, store: 'lake', openSinceMs: null, atMs, untilMs: atMs + 30 * DAY_MS })
    expect(await roomOf(programme, memberId)).toEqual({ card, atMs, untilMs: atMs + 30 * DAY_MS })
  })

  test('one command sent twice with one key is one visit', async () => {
    const first = dataOf(await open(programme, 'o-guest', card, 'k-1'))
    expect(dataOf(await open(programme, 'o-guest', card, 'k-1'))).toEqual(first)
    expect(await outcomes(programme, 'visit')).toHaveLength(1)
  })

  test.each([
    ['a code that nobody has', 'nothing'],
    ['a code in another case', 'CASE'],
  ])('%s is no card, and counts nothing', async (_, wrong) => {
    const code = wrong === 'CASE' ? card.toLowerCase().replace(/[a-z]/, (c) => c.toUpperCase()) : wrong
    expect(code).not.toBe(card)
    expect(codeOf(await open(programme, 'o-guest', code))).toBe('no_such_card')
    expect(await programme.store.count(shareOutcomes, {})).toBe(0)
    expect(await programme.store.count(shareTouches, {})).toBe(0)
  })

  test.each([['茶'], ['a b'], [''], ['x'.repeat(29)], ['a/b']])('%j is no code', async (shareCode) => {
    expect(await open(programme, 'o-guest', shareCode)).toMatchObject({ code: 'invalid_input' })
  })

  test('own staff who open their own card are a visitor, and nothing that they do counts for it', async () => {
    const { memberId } = await joined(programme, 'o-clerk')
    await open(programme, 'o-clerk', card)
    expect(await outcomes(programme, 'visit')).toMatchObject([{ member: memberId, card }])
    expect(await programme.store.get(shareTouches, memberId)).toBeNull()
    expect(await roomOf(programme, memberId)).toBeUndefined()
    const theirs = await cardOf(programme.staff('o-colleague'), 'lake')
    await open(programme, 'o-clerk', theirs)
    expect(await programme.store.get(shareTouches, memberId)).toMatchObject({ card: theirs })
  })

  test('own staff who join by their own card were brought by nobody', async () => {
    await open(programme, 'o-clerk', card)
    const input = { consentVersion: '1', shareCode: card }
    const { memberId } = dataOf(await programme.member('o-clerk')('members.join', input))
    expect(await outcomes(programme, 'join')).toEqual([])
    expect(await roomOf(programme, memberId)).toBeUndefined()
  })

  test('it opens for as long as its store is in force', async () => {
    const { publishVersion } = await import('../../platform/published')
    const retired = { kind: 'stores', id: 'lake', after: 1, body: {}, isRetired: true } as const
    await publishVersion(programme.store, { ...retired, nowMs: programme.nowMs })
    programme.ports.published.forget('stores', 'lake')
    expect(dataOf(await open(programme, 'o-guest', card)).store.storeId).toBe('lake')
    programme.nowMs += 10_000
    expect(codeOf(await open(programme, 'o-guest', card))).toBe('no_such_card')
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
    expect(await roomOf(programme, memberId)).toEqual(kept)
    expect((await outcomes(programme, 'visit')).map((visit) => visit.card).sort()).toEqual([first, second].sort())
  })

  test('the same card opened again after its window counts again, and is the same visitor', async () => {
    const { ask, memberId } = await joined(programme, 'o-mei')
    await ask('sharing.open', { shareCode: first })
    programme.nowMs += 31 * DAY_MS
    await ask('sharing.open', { shareCode: first })
    expect(await roomOf(programme, memberId)).toMatchObject({ card: first, atMs: programme.nowMs })
    expect(await outcomes(programme, 'visit')).toHaveLength(1)
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
      expect(await roomOf(programme, memberId)).toMatchObject({ card: touch?.card, atMs: programme.nowMs })
      const visited = (await outcomes(programme, 'visit')).map(({ card }) => card)
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
    expect(await roomOf(programme, memberId)).toMatchObject({ card: second })
  })

  test('how long it counts is a setting, as it was when the card was opened', async () => {
    const short = await sharingShop()
    const { publishVersion } = await import('../../platform/published')
    const next = { kind: 'settings', id: 'programme', after: 1, body: { attributionDays: 7 }, nowMs: short.nowMs }
    await publishVersion(short.store, next)
    short.nowMs += 10_000
    await open(short, 'o-guest', await cardOf(short.staff('o-clerk'), 'lake'))
    const touch = await short.store.get(shareTouches, idOf(short, 'o-guest'))
    expect(touch?.untilMs).toBe(short.nowMs + 7 * DAY_MS)
  })
})

describe('joining', () => {
  let programme: Programme
  let card: string
  beforeEach(async () => {
    programme = await sharingShop()
    card = await cardOf(programme.staff('o-clerk'), 'lake')
  })
  afterEach(async () => assertLedgerHolds(programme))

  test('after a card was opened counts for it once, and the account has it from its first moment', async () => {
    await open(programme, 'o-mei', card)
    programme.nowMs += 29 * DAY_MS
    const { memberId, ask } = await joined(programme, 'o-mei')
    await ask('members.join', { consentVersion: '1' })
    expect(await outcomes(programme, 'join')).toMatchObject([
      { _id: `join|${memberId}`, card, store: 'lake', staffId: idOf(programme, 'o-clerk'), atMs: programme.nowMs },
    ])
    const { items } = await programme.store.find(accounts, { index: 'byMember', limit: 2 })
    expect(items).toMatchObject([{ version: 1, rooms: { sharing: { card } } }])
  })

  test('when the window has ended counts for nobody', async () => {
    await open(programme, 'o-mei', card)
    programme.nowMs += 30 * DAY_MS
    const { memberId } = await joined(programme, 'o-mei')
    expect(await outcomes(programme, 'join')).toEqual([])
    expect(await roomOf(programme, memberId)).toBeUndefined()
  })

  test('with the code of a card that was never opened is coming by that card', async () => {
    const input = { consentVersion: '1', shareCode: card }
    const { memberId } = dataOf(await programme.member('o-mei')('members.join', input))
    expect(await outcomes(programme, 'join')).toMatchObject([{ card }])
    expect(await outcomes(programme, 'visit')).toMatchObject([{ card }])
    expect(await roomOf(programme, memberId)).toMatchObject({ card })
  })

  test('with the code of another card than the one that was opened first counts for the first', async () => {
    await open(programme, 'o-mei', card)
    const other = await cardOf(programme.staff('o-bridge'), 'bridge')
    dataOf(await programme.member('o-mei')('members.join', { consentVersion: '1', shareCode: other }))
    expect(await outcomes(programme, 'join')).toMatchObject([{ card }])
  })

  test('with a code that is no card, or without one, counts for nobody', async () => {
    dataOf(await programme.member('o-mei')('members.join', { consentVersion: '1', shareCode: 'poster-7' }))
    await joined(programme, 'o-lan')
    expect(await programme.store.count(shareOutcomes, {})).toBe(0)
    expect(await programme.store.count(shareTouches, {})).toBe(0)
  })

  test('before the card was opened is no join by it', async () => {
    const { memberId } = await joined(programme, 'o-mei')
    programme.nowMs += 1
    await open(programme, 'o-mei', card)
    expect(await outcomes(programme, 'join')).toEqual([])
    expect(await roomOf(programme, memberId)).toMatchObject({ card })
  })

  test.each(Array.from({ length: 20 }, (_, step) => [3 * step]))(
    'and opening at once, %i turns apart, end with the card in touch and account alike',
    async (turns) => {
      const join = programme.member('o-mei')('members.join', { consentVersion: '1' })
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve()
      const [joining, opened] = await Promise.all([join, open(programme, 'o-mei', card)])
      const { memberId } = dataOf(joining)
      expect(opened.ok).toBe(true)
      const touch = await programme.store.get(shareTouches, memberId)
      expect(touch).toMatchObject({ card, openSinceMs: null })
      expect(await roomOf(programme, memberId)).toMatchObject({ card, atMs: touch?.atMs })
      expect(await outcomes(programme, 'visit')).toHaveLength(1)
    },
  )

  test('decided before the card was opened, finished after it, still has the card with the account', async () => {
    const memory = new MemoryStore()
    const shop = await sharingShop({ store: memory })
    const code = await cardOf(shop.staff('o-clerk'), 'lake')
    const opening = held(memory, accounts.name, { call: 'insert' })
    const join = new Programme({ store: opening.store }).member('o-mei')('members.join', { consentVersion: '1' })
    await opening.reached
    dataOf(await open(shop, 'o-mei', code))
    opening.release()
    const { memberId } = dataOf(await join)
    expect(await roomOf(shop, memberId)).toMatchObject({ card: code })
  })
})

describe('when calls fail', () => {
  test.each(Array.from({ length: 15 }, (_, seed) => [seed + 1]))(
    'with seed %i: asked again with the same key, everything is there once',
    async (seed) => {
      const memory = new MemoryStore()
      const calm = await sharingShop({ store: memory })
      const card = await cardOf(calm.staff('o-clerk'), 'lake')
      const faults = faultyStore(memory, { error: 120, lostReply: 120, late: 120 }, seed)
      const programme = new Programme({ store: faults.store, seed })
      const until = async <R extends { ok: boolean }>(ask: () => Promise<R>): Promise<R> => {
        for (let tried = 1; ; tried += 1) {
          const reply = await ask()
          if (reply.ok || tried === 30) return reply
        }
      }
      const ask = programme.member('o-mei')
      dataOf(await until(() => ask('sharing.open', { shareCode: card }, 'open-1')))
      const { memberId } = dataOf(await until(() => ask('members.join', { consentVersion: '1' }, 'join-1')))
      dataOf(await until(() => ask('sharing.open', { shareCode: card }, 'open-2')))
      const input = { storeId: 'lake', target: { kind: 'store', id: 'lake' } }
      const codes = await Promise.all(
        [1, 2].map(() => until(() => programme.staff('o-clerk')('sharing.create', input, 'card-1'))),
      )
      expect(new Set(codes.map((reply) => dataOf(reply).shareCode)).size).toBe(1)
      faults.heal()
      await faults.quiet()
      programme.nowMs += 2 * 60_000
      for (let minute = 0; minute < 3; minute += 1) {
        await programme.tick()
        programme.nowMs += 61_000
      }
      expect(faults.fired.error + faults.fired.lostReply + faults.fired.late).toBeGreaterThan(0)
      expect(await programme.store.count(shareCards, {})).toBe(2)
      expect(await outcomes(programme, 'visit')).toMatchObject([{ member: memberId, count: 1 }])
      expect(await outcomes(programme, 'join')).toMatchObject([{ member: memberId, count: 1 }])
      expect(await programme.store.get(shareTouches, memberId)).toMatchObject({ card, openSinceMs: null })
      expect(await roomOf(programme, memberId)).toMatchObject({ card })
      await assertLedgerHolds(programme)
    },
  )

  test.each([
    [shareOutcomes.name, 'the visit'],
    [accounts.name, "the account's room"],
  ])('a function that ended before it wrote %s leaves it to the sweeper: %s', async (name) => {
    const memory = new MemoryStore()
    let isCut = false
    const cut = { ...faultyStore(memory, { error: 0, lostReply: 0, late: 0 }, 1).store }
    const { insert, update } = cut
    const ended = async () => {
      throw new Error('the function was ended here')
    }
    cut.insert = (collection, document) => (isCut && collection.name === name ? ended() : insert(collection, document))
    cut.update = (collection, where, change) =>
      isCut && collection.name === name ? ended() : update(collection, where, change)
    const programme = await sharingShop({ store: cut })
    const card = await cardOf(programme.staff('o-clerk'), 'lake')
    const { memberId } = await joined(programme, 'o-mei')
    isCut = true
    expect(codeOf(await open(programme, 'o-mei', card))).toBe('internal')
    isCut = false
    const openedAtMs = programme.nowMs
    programme.nowMs += 2 * 60_000
    expect(await programme.tick()).toMatchObject({
      ran: expect.arrayContaining([{ job: 'sharing-finish-touches', done: 1 }]),
      failed: [],
    })
    expect(await outcomes(programme, 'visit')).toMatchObject([{ card, atMs: openedAtMs }])
    expect(await roomOf(programme, memberId)).toMatchObject({ card, atMs: openedAtMs })
    await assertLedgerHolds(programme)
  })
})
