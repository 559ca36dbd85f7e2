import { cutStore } from '../../../test/kit/cut-store'
import { faultyStore } from '../../../test/kit/faulty-store'
import { held } from '../../../test/kit/held-store'
import { assertLedgerHolds } from '../../../test/kit/ledger-holds'
import { codeOf, dataOf, joined, Programme } from '../../../test/kit/programme'
import { cardOf, idOf, keptWith, opens, outcomesOf, sharingShop } from '../../../test/kit/sharing-shop'
import { MemoryStore } from '../../adapters/memory/memory-store'
import { accounts } from '../ledger/store'
import { shareCards, shareOutcomes, shareTouches } from './store'

const DAY_MS = 24 * 60 * 60_000

describe('joining', () => {
  let programme: Programme
  let card: string
  beforeEach(async () => {
    programme = await sharingShop()
    card = await cardOf(programme.staff('o-clerk'), 'lake')
  })
  afterEach(async () => assertLedgerHolds(programme))

  test('after a card was opened counts for it once, and the account has it from its first moment', async () => {
    await opens(programme, 'o-mei', card)
    programme.nowMs += 29 * DAY_MS
    const { memberId, ask } = await joined(programme, 'o-mei')
    await ask('members.join', { consentVersion: '1' })
    expect(await outcomesOf(programme, 'join')).toMatchObject([
      { _id: `join|${memberId}`, card, store: 'lake', staffId: idOf(programme, 'o-clerk'), atMs: programme.nowMs },
    ])
    const { items } = await programme.store.find(accounts, { index: 'byMember', limit: 2 })
    expect(items).toMatchObject([{ version: 1, rooms: { sharing: { card } } }])
  })

  test('when the window has ended counts for nobody', async () => {
    await opens(programme, 'o-mei', card)
    programme.nowMs += 30 * DAY_MS
    const { memberId } = await joined(programme, 'o-mei')
    expect(await outcomesOf(programme, 'join')).toEqual([])
    expect(await keptWith(programme, memberId)).toBeUndefined()
  })

  test('with the code of a card that was never opened is coming by that card', async () => {
    const input = { consentVersion: '1', shareCode: card }
    const { memberId } = dataOf(await programme.member('o-mei')('members.join', input))
    expect(await outcomesOf(programme, 'join')).toMatchObject([{ card }])
    expect(await outcomesOf(programme, 'visit')).toMatchObject([{ card }])
    expect(await keptWith(programme, memberId)).toMatchObject({ card })
  })

  test('with the code of another card than the one that was opened first counts for the first', async () => {
    await opens(programme, 'o-mei', card)
    const other = await cardOf(programme.staff('o-bridge'), 'bridge')
    dataOf(await programme.member('o-mei')('members.join', { consentVersion: '1', shareCode: other }))
    expect(await outcomesOf(programme, 'join')).toMatchObject([{ card }])
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
    await opens(programme, 'o-mei', card)
    expect(await outcomesOf(programme, 'join')).toEqual([])
    expect(await keptWith(programme, memberId)).toMatchObject({ card })
  })

  test.each(Array.from({ length: 20 }, (_, step) => [3 * step]))(
    'and opening at once, %i turns apart, end with the card in touch and account alike',
    async (turns) => {
      const join = programme.member('o-mei')('members.join', { consentVersion: '1' })
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve()
      const [joining, opened] = await Promise.all([join, opens(programme, 'o-mei', card)])
      const { memberId } = dataOf(joining)
      expect(opened.ok).toBe(true)
      const touch = await programme.store.get(shareTouches, memberId)
      expect(touch).toMatchObject({ card, openSinceMs: null })
      expect(await keptWith(programme, memberId)).toMatchObject({ card, atMs: touch?.atMs })
      expect(await outcomesOf(programme, 'visit')).toHaveLength(1)
    },
  )

  test('by one card, while another that was opened in the same moment was first, counts for that one', async () => {
    const memory = new MemoryStore()
    const shop = await sharingShop({ store: memory })
    const [joinedBy, opened] = [
      await cardOf(shop.staff('o-clerk'), 'lake'),
      await cardOf(shop.staff('o-bridge'), 'bridge'),
    ]
    const touching = held(memory, shareTouches.name, { call: 'insert' })
    const input = { consentVersion: '1', shareCode: joinedBy }
    const join = new Programme({ store: touching.store }).member('o-mei')('members.join', input)
    await touching.reached
    dataOf(await opens(shop, 'o-mei', opened))
    touching.release()
    dataOf(await join)
    expect(await outcomesOf(shop, 'join')).toMatchObject([{ card: opened }])
  })

  test('decided before the card was opened, finished after it, still has the card with the account', async () => {
    const memory = new MemoryStore()
    const shop = await sharingShop({ store: memory })
    const code = await cardOf(shop.staff('o-clerk'), 'lake')
    const opening = held(memory, accounts.name, { call: 'insert' })
    const join = new Programme({ store: opening.store }).member('o-mei')('members.join', { consentVersion: '1' })
    await opening.reached
    dataOf(await opens(shop, 'o-mei', code))
    opening.release()
    const { memberId } = dataOf(await join)
    expect(await keptWith(shop, memberId)).toMatchObject({ card: code })
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
      expect(await outcomesOf(programme, 'visit')).toMatchObject([{ member: memberId, count: 1 }])
      expect(await outcomesOf(programme, 'join')).toMatchObject([{ member: memberId, count: 1 }])
      expect(await programme.store.get(shareTouches, memberId)).toMatchObject({ card, openSinceMs: null })
      expect(await keptWith(programme, memberId)).toMatchObject({ card })
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
    expect(codeOf(await opens(programme, 'o-mei', card))).toBe('internal')
    isCut = false
    const openedAtMs = programme.nowMs
    programme.nowMs += 2 * 60_000
    expect(await programme.tick()).toMatchObject({
      ran: expect.arrayContaining([{ job: 'sharing-finish-touches', done: 1 }]),
      failed: [],
    })
    expect(await outcomesOf(programme, 'visit')).toMatchObject([{ card, atMs: openedAtMs }])
    expect(await keptWith(programme, memberId)).toMatchObject({ card, atMs: openedAtMs })
    await assertLedgerHolds(programme)
  })
})

describe('a joining whose function ended', () => {
  /** Joins by the code of a card, with so many writes before the function ends; opens another card when that one's time is over. */
  async function joinedLate(writes: number) {
    const cut = cutStore(new MemoryStore())
    const programme = await sharingShop({ store: cut.store })
    const card = await cardOf(programme.staff('o-clerk'), 'lake')
    const other = await cardOf(programme.staff('o-bridge'), 'bridge')
    cut.cutAfter(writes)
    const input = { consentVersion: '1', shareCode: card }
    expect((await programme.member('o-mei')('members.join', input)).ok).toBe(false)
    cut.goOn()
    programme.nowMs += 31 * DAY_MS
    dataOf(await opens(programme, 'o-mei', other))
    await programme.tick()
    return { programme, card, other }
  }

  test.each([1, 2, 3, 4, 5])('after %i writes counts for its card, whatever was opened since', async (writes) => {
    const { programme, card, other } = await joinedLate(writes)
    const memberId = idOf(programme, 'o-mei')
    expect(await outcomesOf(programme, 'join')).toMatchObject([{ _id: `join|${memberId}`, card }])
    expect((await outcomesOf(programme, 'visit')).map((visit) => visit.card).sort()).toEqual([card, other].sort())
    expect(await keptWith(programme, memberId)).toMatchObject({ card: other })
    await assertLedgerHolds(programme)
  })
})
