import { faultyStore } from '../../../test/kit/faulty-store'
import { assertLedgerHolds } from '../../../test/kit/ledger-holds'
import { codeOf, dataOf, joined, Programme } from '../../../test/kit/programme'
import { MemoryStore } from '../../adapters/memory/memory-store'
import { thingOfCode } from '../../kernel/typed-code'
import { accounts } from '../ledger/store'
import { members } from './store'

describe('joining', () => {
  test('fifty joins at once are one member and one welcome award, all answered alike', async () => {
    const programme = await Programme.start()
    const ask = programme.member('o-mei')
    const replies = await Promise.all(
      Array.from({ length: 50 }, () => ask('members.join', { consentVersion: '1', nickname: '小梅' })),
    )
    expect(new Set(replies.map((reply) => JSON.stringify(dataOf(reply)))).size).toBe(1)
    expect(await programme.store.count(members, {})).toBe(1)
    expect(dataOf(await ask('points.statement', {})).items).toHaveLength(1)
    expect(dataOf(await ask('members.me', {})).points.available).toBe(50)
    await assertLedgerHolds(programme)
  })

  test('without agreeing to the present terms nobody joins, and nothing is written', async () => {
    const programme = await Programme.start()
    const reply = await programme.member('o-mei')('members.join', { consentVersion: '0' })
    expect(reply).toMatchObject({ ok: false, code: 'consent_required', params: { consentVersion: '1' } })
    expect(await programme.store.count(members, {})).toBe(0)
    expect(codeOf(await programme.member('o-mei')('members.me', {}))).toBe('not_a_member')
  })

  test('joining without a name gives one to be called by; the share code is remembered', async () => {
    const programme = await Programme.start()
    const { member, memberId } = dataOf(
      await programme.member('o-mei')('members.join', {
        consentVersion: '1',
        shareCode: 'poster-7',
        birthday: '02-29',
      }),
    )
    expect(member).toMatchObject({
      nickname: `会员${member.cardNo.slice(-4)}`,
      birthday: '02-29',
      joinedOn: '2026-03-10',
    })
    expect((await programme.store.get(members, memberId))?.sharedBy).toBe('poster-7')
  })

  test('the same key with other input is refused, and another key answers as the first', async () => {
    const programme = await Programme.start()
    const ask = programme.member('o-mei')
    const first = dataOf(await ask('members.join', { consentVersion: '1', nickname: '小梅' }, 'k-1'))
    expect(codeOf(await ask('members.join', { consentVersion: '1', nickname: '大梅' }, 'k-1'))).toBe(
      'key_reused_with_other_input',
    )
    dataOf(await ask('members.update', { nickname: '阿梅' }))
    expect(dataOf(await ask('members.join', { consentVersion: '1', nickname: '小梅' }, 'k-1'))).toEqual(first)
    expect(dataOf(await ask('members.join', { consentVersion: '1' }, 'k-2'))).toEqual(first)
    expect(dataOf(await ask('members.me', {})).member.nickname).toBe('阿梅')
  })

  test('a function that ended between the two documents is rolled forward by the sweeper', async () => {
    const memory = new MemoryStore()
    let isCut = false
    const cut = { ...faultyStore(memory, { error: 0, lostReply: 0, late: 0 }, 1).store }
    const insert = cut.insert
    cut.insert = async (collection, document) => {
      if (isCut && collection.name === accounts.name) throw new Error('the function was ended here')
      return insert(collection, document)
    }
    const programme = await Programme.start({ store: cut })
    isCut = true
    expect(codeOf(await programme.member('o-mei')('members.join', { consentVersion: '1' }))).toBe('internal')
    expect(codeOf(await programme.member('o-mei')('members.me', {}))).toBe('not_a_member')
    isCut = false
    programme.nowMs += 2 * 60_000
    expect(await programme.tick()).toMatchObject({
      ran: expect.arrayContaining([{ job: 'members-finish-joins', done: 1 }]),
      failed: [],
    })
    expect(dataOf(await programme.member('o-mei')('members.me', {})).points.available).toBe(50)
    await assertLedgerHolds(programme)
  })

  test('a taken card number is not given twice', async () => {
    const programme = await Programme.start()
    const first = await joined(programme, 'o-mei')
    const taken = await programme.store.get(members, first.memberId)
    const { cardNoOf } = await import('./domain/card-code')
    const { memberIdOf } = await import('../../platform/identity')
    const second = memberIdOf(programme.ports.secrets, 'o-lan')
    const wanted = cardNoOf(programme.ports.secrets.key('member-card'), second, 0)
    await programme.store.update(members, { _id: first.memberId }, { set: { cardNo: wanted } })
    const { member } = dataOf(await programme.member('o-lan')('members.join', { consentVersion: '1' }))
    expect(member.cardNo).toBe(cardNoOf(programme.ports.secrets.key('member-card'), second, 1))
    expect(taken?.cardNo).not.toBe(member.cardNo)
  })
})

describe('changing a profile', () => {
  test('a repetition answers as it did, however many changes lie between, and changes nothing', async () => {
    const programme = await Programme.start()
    const { ask } = await joined(programme, 'o-mei')
    const first = dataOf(await ask('members.update', { nickname: '一' }, 'k-first'))
    for (const nickname of ['二', '三', '四']) dataOf(await ask('members.update', { nickname }))
    expect(dataOf(await ask('members.update', { nickname: '一' }, 'k-first'))).toEqual(first)
    expect(codeOf(await ask('members.update', { nickname: '五' }, 'k-first'))).toBe('key_reused_with_other_input')
    expect(dataOf(await ask('members.me', {})).member.nickname).toBe('四')
  })

  test('six changes at once all take effect, one after the other', async () => {
    const programme = await Programme.start()
    const { ask, memberId } = await joined(programme, 'o-mei')
    const names = Array.from({ length: 6 }, (_, number) => `名${number}`)
    const replies = await Promise.all(names.map((nickname) => ask('members.update', { nickname })))
    expect(replies.map((reply) => dataOf(reply).member.nickname)).toEqual(names)
    expect((await programme.store.get(members, memberId))?.version).toBe(6)
  })

  test('what is not given stays as it is', async () => {
    const programme = await Programme.start()
    const { ask } = await joined(programme, 'o-mei')
    dataOf(await ask('members.update', { nickname: '小梅' }))
    expect(dataOf(await ask('members.update', { birthday: '12-31' })).member).toMatchObject({
      nickname: '小梅',
      birthday: '12-31',
    })
  })
})

describe("a member's card", () => {
  test('shows twenty digits that change with time and carry their check', async () => {
    const programme = await Programme.start()
    const { ask } = await joined(programme, 'o-mei')
    const { cardNo } = dataOf(await ask('members.me', {})).member
    const first = dataOf(await ask('members.card', {}))
    expect(first.code.startsWith(cardNo)).toBe(true)
    expect(thingOfCode(first.code)).toBe(cardNo)
    expect(first.expiresAtMs - programme.nowMs).toBeGreaterThan(60_000)
    expect(first.expiresAtMs - programme.nowMs).toBeLessThanOrEqual(120_000)
    programme.nowMs += 60_000
    expect(dataOf(await ask('members.card', {})).code).not.toBe(first.code)
  })
})
