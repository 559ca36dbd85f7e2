import { codeOf, dataOf, joined, Programme } from '../../../test/kit/programme'
import { hire, openStore } from '../../../test/kit/stores'
import { workOn } from '../../../test/kit/work-on'
import { Refusal } from '../../kernel/refusal'
import type { ShopCaller, StaffCaller } from '../../platform/context'
import { memberIdOf } from '../../platform/identity'
import { defineModule, registryOf } from '../../platform/module'
import { modules } from '..'
import { counterBenefits, memberTiers } from '../members'
import { customerOf, customerShown, type NamedCustomer } from './customer'
import { lookUps } from './store'

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS
const UNKNOWN = 'unknown_member_code'

const shop: ShopCaller = { kind: 'shop', storeId: 'west', keyId: 'k-1' }

/** Two members whose phones end alike and one whose does not; two clerks of one store, the one of another as well. */
async function street() {
  const programme = await Programme.start({ at: '2026-03-10T10:00:30+08:00' })
  await openStore(programme, 'west', { name: '西湖店' })
  await openStore(programme, 'east', { name: '东站店' })
  await hire(programme, 'o-clerk', { storeId: 'west' })
  await hire(programme, 'o-clerk', { storeId: 'east' })
  await hire(programme, 'o-other', { storeId: 'west' })
  const people = { mei: '13800001234', lan: '13911111234', hua: '13722225678' }
  const member = async (name: keyof typeof people, nickname: string) => {
    const { ask, memberId } = await joined(programme, `o-${name}`)
    dataOf(await ask('members.update', { nickname }))
    programme.wechat.phoneBook.set(name, people[name])
    dataOf(await ask('members.bind-phone', { code: name }))
    return { ask, memberId }
  }
  const counter = (openid: string, storeId = 'west') => {
    const ask = programme.staff(openid)
    const staffId = memberIdOf(programme.ports.secrets, openid)
    const caller: StaffCaller = { kind: 'staff', openid, staffId, role: 'clerk', stores: [storeId] }
    return {
      caller,
      scan: (memberCode: string) => ask('members.scan', { storeId, memberCode }),
      lookUp: (phoneTail: string) => ask('members.look-up', { storeId, phoneTail }),
      lookedUp: (requestId: string) => ask('members.looked-up', { storeId, requestId }),
      /** Whom a command of this counter is about, or why it is about nobody. */
      customer: async (named: Partial<NamedCustomer>) => {
        const asked = { caller, storeId, atMs: programme.nowMs, ...named }
        const customer = await customerOf(workOn(programme), asked)
        return customer instanceof Refusal ? customer.code : customer.memberId
      },
    }
  }
  return {
    programme,
    mei: await member('mei', '林小梅'),
    lan: await member('lan', '兰'),
    hua: await member('hua', '华华'),
    clerk: counter('o-clerk'),
    other: counter('o-other'),
    elsewhere: counter('o-clerk', 'east'),
  }
}

describe('a card at the counter', () => {
  test('is scanned by any counter, and says who stands there', async () => {
    const { programme, mei, clerk, other } = await street()
    const { code } = dataOf(await mei.ask('members.card', {}))
    const customer = { memberId: mei.memberId, name: '林小梅', tier: null, benefits: [] }
    for (const { scan } of [clerk, other, clerk])
      expect(dataOf(await scan(code))).toEqual({ ...customer, scannedAtMs: programme.nowMs })
  })

  test('that another counter has used, one that has ended, and one that is none are unknown', async () => {
    const { programme, mei, clerk, other } = await street()
    const { code } = dataOf(await mei.ask('members.card', {}))
    expect(await clerk.customer({ memberCode: code })).toBe(mei.memberId)
    expect(codeOf(await other.scan(code))).toBe(UNKNOWN)
    expect(dataOf(await clerk.scan(code)).memberId).toBe(mei.memberId)
    expect(codeOf(await clerk.scan('0'.repeat(20)))).toBe(UNKNOWN)
    programme.nowMs += 2 * MINUTE_MS
    expect(codeOf(await clerk.scan(code))).toBe(UNKNOWN)
  })

  test('is good for an order that is typed long after the scan', async () => {
    const { programme, mei, clerk } = await street()
    const { code } = dataOf(await mei.ask('members.card', {}))
    programme.nowMs += MINUTE_MS
    const { scannedAtMs } = dataOf(await clerk.scan(code))
    programme.nowMs += 5 * MINUTE_MS
    expect(await clerk.customer({ memberCode: code })).toBe(UNKNOWN)
    expect(await clerk.customer({ memberCode: code, atMs: scannedAtMs })).toBe(mei.memberId)
  })

  test("claimed by a clerk and a till at once is one's", async () => {
    const { mei, clerk } = await street()
    const { code } = dataOf(await mei.ask('members.card', {}))
    const answers = await Promise.all([
      clerk.customer({ memberCode: code }),
      clerk.customer({ memberCode: code, caller: shop }),
      clerk.customer({ memberCode: code }),
    ])
    expect([
      [mei.memberId, UNKNOWN, mei.memberId],
      [UNKNOWN, mei.memberId, UNKNOWN],
    ]).toContainEqual(answers)
  })

  test('shows the tier and the benefits that later modules know of', async () => {
    const { programme, mei } = await street()
    const guest = defineModule({
      name: 'guest',
      contract: {},
      handlers: {},
      extends: [
        memberTiers.with(async () => '金卡'),
        counterBenefits.with(
          async () => [{ benefitId: 'b-1', name: '免费停车', left: 2 }],
          async (_, account) => [{ benefitId: 'b-2', name: '生日蛋糕', left: account.available }],
        ),
      ],
    })
    const work = { ...workOn(programme), registry: registryOf([...modules, guest]) }
    expect(await customerShown(work, mei.memberId)).toEqual({
      memberId: mei.memberId,
      name: '林小梅',
      tier: '金卡',
      benefits: [
        { benefitId: 'b-1', name: '免费停车', left: 2 },
        { benefitId: 'b-2', name: '生日蛋糕', left: 50 },
      ],
    })
    expect(await customerShown(work, 'nobody')).toBeNull()
  })

  test.each([
    ['neither a code nor an id', {}],
    ['both a code and an id', { memberCode: '0'.repeat(20), memberId: 'm-1' }],
    ['an id of nobody', { memberId: 'nobody' }],
  ])('%s names nobody', async (_, named) => {
    const { clerk } = await street()
    for (const caller of [clerk.caller, shop]) expect(await clerk.customer({ ...named, caller })).toBe(UNKNOWN)
  })
})

describe('a look-up by phone', () => {
  test('shows candidates masked, is one however often it is asked, and names who confirms it', async () => {
    const { programme, mei, clerk } = await street()
    const asked = dataOf(await clerk.lookUp('1234'))
    expect([...asked.candidates].sort((one, two) => (one.maskedName < two.maskedName ? -1 : 1))).toEqual([
      { maskedName: '兰*', maskedPhone: '139****1234' },
      { maskedName: '林*', maskedPhone: '138****1234' },
    ])
    programme.nowMs += SECOND_MS
    expect(dataOf(await clerk.lookUp('1234'))).toEqual(asked)
    expect(await programme.store.count(lookUps, {})).toBe(1)
    expect(dataOf(await clerk.lookedUp(asked.requestId))).toEqual({ state: 'waiting', customer: null })
    expect(await clerk.customer({ memberId: mei.memberId })).toBe(UNKNOWN)

    const { items } = dataOf(await mei.ask('orders.requests', {}))
    expect(items).toEqual([{ requestId: asked.requestId, storeName: '西湖店', expiresAtMs: asked.expiresAtMs }])
    expect(dataOf(await mei.ask('orders.confirm-member', { requestId: asked.requestId }))).toEqual({
      storeName: '西湖店',
    })
    expect(dataOf(await clerk.lookedUp(asked.requestId))).toMatchObject({
      state: 'confirmed',
      customer: { memberId: mei.memberId, name: '林小梅' },
    })
    expect(await clerk.customer({ memberId: mei.memberId })).toBe(mei.memberId)
    expect(dataOf(await mei.ask('orders.requests', {})).items).toEqual([])
  })

  test('of a tail that nobody has finds nobody, and writes nothing', async () => {
    const { programme, clerk } = await street()
    expect(codeOf(await clerk.lookUp('0000'))).toBe('nobody_found')
    expect(await programme.store.count(lookUps, {})).toBe(0)
  })

  test("confirmed by both of two whose phones end alike is the first's", async () => {
    for (let round = 0; round < 10; round += 1) {
      const { mei, lan, clerk } = await street()
      const { requestId } = dataOf(await clerk.lookUp('1234'))
      const replies = await Promise.all([mei, lan].map(({ ask }) => ask('orders.confirm-member', { requestId })))
      const outcomes = replies.map((reply) => (reply.ok ? 'confirmed' : reply.code))
      expect([...outcomes].sort()).toEqual(['already_confirmed', 'confirmed'])
      const first = outcomes[0] === 'confirmed' ? mei : lan
      const { customer } = dataOf(await clerk.lookedUp(requestId))
      expect(customer?.memberId).toBe(first.memberId)
      for (const { memberId } of [mei, lan]) {
        expect(await clerk.customer({ memberId })).toBe(memberId === first.memberId ? memberId : UNKNOWN)
      }
    }
  })

  test('is answered once: the same key answers again for ever, another key and another request do not', async () => {
    const { programme, mei, clerk, other } = await street()
    const { requestId } = dataOf(await clerk.lookUp('1234'))
    const { requestId: another } = dataOf(await other.lookUp('1234'))
    const confirm = (id: string, key: string) => mei.ask('orders.confirm-member', { requestId: id }, key)
    const first = dataOf(await confirm(requestId, 'k-1'))
    expect(codeOf(await confirm(requestId, 'k-2'))).toBe('already_confirmed')
    expect(codeOf(await confirm(another, 'k-1'))).toBe('key_reused_with_other_input')
    programme.wechat.phoneBook.set('new', '13800009999')
    dataOf(await mei.ask('members.bind-phone', { code: 'new' }))
    programme.advanceDays(30)
    await programme.tick()
    expect(dataOf(await confirm(requestId, 'k-1'))).toEqual(first)
  })

  test('sent ten times at once with one key is confirmed once, and answered alike', async () => {
    const { programme, mei, clerk } = await street()
    const { requestId } = dataOf(await clerk.lookUp('1234'))
    const replies = await Promise.all(
      Array.from({ length: 10 }, () => mei.ask('orders.confirm-member', { requestId }, 'k-1')),
    )
    expect(new Set(replies.map((reply) => JSON.stringify(dataOf(reply)))).size).toBe(1)
    expect(await programme.store.count(lookUps, { confirmedBy: mei.memberId })).toBe(1)
  })

  test('is not for who has another phone, none, or is no member; nor is one that is not there', async () => {
    const { programme, mei, hua, clerk } = await street()
    const { requestId } = dataOf(await clerk.lookUp('1234'))
    const bare = await joined(programme, 'o-bare')
    for (const { ask } of [hua, bare]) {
      expect(dataOf(await ask('orders.requests', {})).items).toEqual([])
      expect(codeOf(await ask('orders.confirm-member', { requestId }))).toBe('no_such_request')
    }
    expect(codeOf(await mei.ask('orders.confirm-member', { requestId: 'nothing' }))).toBe('no_such_request')
    const visitor = programme.member('o-visitor')
    expect(codeOf(await visitor('orders.requests', {}))).toBe('not_a_member')
    expect(codeOf(await visitor('orders.confirm-member', { requestId }))).toBe('not_a_member')
  })

  test('is looked at by the clerk who asked, at the store they asked for', async () => {
    const { mei, clerk, other, elsewhere } = await street()
    const { requestId } = dataOf(await clerk.lookUp('1234'))
    dataOf(await mei.ask('orders.confirm-member', { requestId }))
    for (const { lookedUp } of [other, elsewhere]) expect(codeOf(await lookedUp(requestId))).toBe('no_such_request')
    expect(codeOf(await clerk.lookedUp('nothing'))).toBe('no_such_request')
    expect(await elsewhere.customer({ memberId: mei.memberId })).toBe(UNKNOWN)
    // At the store itself a colleague may go on with it.
    expect(await other.customer({ memberId: mei.memberId })).toBe(mei.memberId)
  })

  test('waits ten minutes, and is asked anew after that', async () => {
    const { programme, mei, clerk } = await street()
    const { requestId, expiresAtMs } = dataOf(await clerk.lookUp('1234'))
    programme.nowMs = expiresAtMs - 1
    expect(dataOf(await mei.ask('orders.requests', {})).items).toHaveLength(1)
    programme.nowMs = expiresAtMs
    expect(dataOf(await mei.ask('orders.requests', {})).items).toEqual([])
    expect(codeOf(await mei.ask('orders.confirm-member', { requestId }))).toBe('request_expired')
    expect(dataOf(await clerk.lookedUp(requestId))).toEqual({ state: 'expired', customer: null })
    expect(dataOf(await clerk.lookUp('1234')).requestId).not.toBe(requestId)
  })

  test('asked again in the next ten minutes shows once to the member, as the newest', async () => {
    const { programme, mei, clerk, other } = await street()
    await clerk.lookUp('1234')
    programme.nowMs += 9.6 * MINUTE_MS
    const newest = dataOf(await clerk.lookUp('1234'))
    const colleague = dataOf(await other.lookUp('1234'))
    const { items } = dataOf(await mei.ask('orders.requests', {}))
    expect(items.map(({ requestId }) => requestId).sort()).toEqual([newest.requestId, colleague.requestId].sort())
  })

  test.each([
    ['just before ten minutes are over', 10 * MINUTE_MS - 1, 0, true],
    ['when ten minutes are over', 10 * MINUTE_MS, 0, false],
    ['hours later, of an order paid within ten minutes', 20 * HOUR_MS, 9 * MINUTE_MS - 20 * HOUR_MS, true],
    ['hours later, of an order paid before it', 20 * HOUR_MS, -20 * HOUR_MS - 1, false],
    ["now, of an order paid a little before it by the clerk's own clock", MINUTE_MS, -2 * MINUTE_MS, true],
  ])('once confirmed is good %s', async (_, afterMs, paidMs, isKnown) => {
    const { programme, mei, clerk } = await street()
    const { requestId } = dataOf(await clerk.lookUp('1234'))
    dataOf(await mei.ask('orders.confirm-member', { requestId }))
    programme.nowMs += afterMs
    const answer = await clerk.customer({ memberId: mei.memberId, atMs: programme.nowMs + paidMs })
    expect(answer).toBe(isKnown ? mei.memberId : UNKNOWN)
    expect(dataOf(await clerk.lookedUp(requestId)).state).toBe(afterMs < 10 * MINUTE_MS ? 'confirmed' : 'expired')
  })

  test('is not needed by a shop system, which names its members itself', async () => {
    const { mei, clerk } = await street()
    expect(await clerk.customer({ memberId: mei.memberId, caller: shop })).toBe(mei.memberId)
  })

  test('that nobody answered is forgotten after two days; one that was stays', async () => {
    const { programme, mei, clerk, other } = await street()
    const { requestId } = dataOf(await clerk.lookUp('1234'))
    await other.lookUp('1234')
    dataOf(await mei.ask('orders.confirm-member', { requestId }))
    programme.nowMs += 48 * HOUR_MS
    await programme.tick()
    expect(await programme.store.count(lookUps, {})).toBe(2)
    programme.nowMs += HOUR_MS
    await programme.tick()
    expect(await programme.store.count(lookUps, {})).toBe(1)
    expect((await programme.store.get(lookUps, requestId))?.confirmedBy).toBe(mei.memberId)
  })
})
