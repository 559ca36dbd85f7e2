import { codeOf, dataOf, joined, Programme } from '../../../test/kit/programme'
import { workOn } from '../../../test/kit/work-on'
import { Refusal } from '../../kernel/refusal'
import type { ShopCaller, StaffCaller } from '../../platform/context'
import { defineModule, registryOf } from '../../platform/module'
import { modules } from '..'
import { counterBenefits, memberTiers } from '../members'
import { customerOf, customerShown, type NamedCustomer } from './customer'
import { handlers } from './handlers'
import { lookUps } from './store'

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS
const UNKNOWN = 'unknown_member_code'

const clerkOf = (staffId: string): StaffCaller => ({
  kind: 'staff',
  openid: '',
  staffId,
  role: 'clerk',
  stores: ['s-1'],
})
const shop: ShopCaller = { kind: 'shop', storeId: 's-1', keyId: 'k-1' }

/** Two members whose phones end alike, one whose does not, and two clerks of two stores. */
async function street() {
  const programme = await Programme.start({ at: '2026-03-10T10:00:30+08:00' })
  const people = { mei: '13800001234', lan: '13911111234', hua: '13722225678' }
  const member = async (name: keyof typeof people, nickname: string) => {
    const { ask, memberId } = await joined(programme, `o-${name}`)
    dataOf(await ask('members.update', { nickname }))
    programme.wechat.phoneBook.set(name, people[name])
    dataOf(await ask('members.bind-phone', { code: name }))
    return { ask, memberId }
  }
  const counter = (staffId: string, storeId = 's-1') => {
    const caller = clerkOf(staffId)
    const context = () => ({ ...workOn(programme), caller })
    return {
      scan: (memberCode: string) => handlers['members.scan'](context(), { storeId, memberCode }),
      lookUp: (phoneTail: string) => handlers['members.look-up'](context(), { storeId, phoneTail }),
      lookedUp: (requestId: string) => handlers['members.looked-up'](context(), { storeId, requestId }),
      customer: async (named: Partial<NamedCustomer>, by: NamedCustomer['caller'] = caller) =>
        customerOf(workOn(programme), { caller: by, storeId, atMs: programme.nowMs, ...named }),
    }
  }
  return {
    programme,
    mei: await member('mei', '林小梅'),
    lan: await member('lan', '兰'),
    hua: await member('hua', '华华'),
    clerk: counter('clerk'),
    other: counter('other'),
    elsewhere: counter('clerk', 's-2'),
  }
}

/** What was answered, which must be a success. */
function known<T>(answer: T): Exclude<T, Refusal> {
  if (answer instanceof Refusal) throw new Error(`refused: ${answer.code}`)
  return answer as Exclude<T, Refusal>
}
const refusedWith = (answer: unknown) => (answer instanceof Refusal ? answer.code : answer)

describe('a card at the counter', () => {
  test('is scanned by any counter, and says who stands there', async () => {
    const { programme, mei, clerk, other } = await street()
    const { code } = dataOf(await mei.ask('members.card', {}))
    const customer = { memberId: mei.memberId, name: '林小梅', tier: null, benefits: [] }
    for (const { scan } of [clerk, other, clerk])
      expect(await scan(code)).toEqual({ ...customer, scannedAtMs: programme.nowMs })
  })

  test('that another counter has used, one that has ended, and one that is none are unknown', async () => {
    const { programme, mei, clerk, other } = await street()
    const { code } = dataOf(await mei.ask('members.card', {}))
    expect(await clerk.customer({ memberCode: code })).toEqual({ memberId: mei.memberId })
    expect(refusedWith(await other.scan(code))).toBe(UNKNOWN)
    expect(known(await clerk.scan(code)).memberId).toBe(mei.memberId)
    expect(refusedWith(await clerk.scan('0'.repeat(20)))).toBe(UNKNOWN)
    programme.nowMs += 2 * MINUTE_MS
    expect(refusedWith(await clerk.scan(code))).toBe(UNKNOWN)
  })

  test('is good for an order that is typed long after the scan', async () => {
    const { programme, mei, clerk } = await street()
    const { code } = dataOf(await mei.ask('members.card', {}))
    programme.nowMs += MINUTE_MS
    const { scannedAtMs } = known(await clerk.scan(code))
    programme.nowMs += 5 * MINUTE_MS
    expect(refusedWith(await clerk.customer({ memberCode: code }))).toBe(UNKNOWN)
    expect(await clerk.customer({ memberCode: code, atMs: scannedAtMs })).toEqual({ memberId: mei.memberId })
  })

  test("claimed by a clerk and a till at once is one's", async () => {
    const { mei, clerk } = await street()
    const { code } = dataOf(await mei.ask('members.card', {}))
    const answers = await Promise.all([
      clerk.customer({ memberCode: code }),
      clerk.customer({ memberCode: code }, shop),
      clerk.customer({ memberCode: code }),
    ])
    const codes = answers.map((answer) => (answer instanceof Refusal ? answer.code : answer.memberId))
    expect([
      [mei.memberId, UNKNOWN, mei.memberId],
      [UNKNOWN, mei.memberId, UNKNOWN],
    ]).toContainEqual(codes)
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
    for (const caller of [clerkOf('clerk'), shop])
      expect(refusedWith(await clerk.customer(named, caller))).toBe(UNKNOWN)
  })
})

describe('a look-up by phone', () => {
  test('shows candidates masked, is one however often it is asked, and names who confirms it', async () => {
    const { programme, mei, clerk } = await street()
    const asked = known(await clerk.lookUp('1234'))
    expect([...asked.candidates].sort((one, two) => (one.maskedName < two.maskedName ? -1 : 1))).toEqual([
      { maskedName: '兰*', maskedPhone: '139****1234' },
      { maskedName: '林*', maskedPhone: '138****1234' },
    ])
    programme.nowMs += SECOND_MS
    expect(known(await clerk.lookUp('1234'))).toEqual(asked)
    expect(await programme.store.count(lookUps, {})).toBe(1)
    expect(await clerk.lookedUp(asked.requestId)).toEqual({ state: 'waiting', customer: null })
    expect(refusedWith(await clerk.customer({ memberId: mei.memberId }))).toBe(UNKNOWN)

    const { items } = dataOf(await mei.ask('orders.requests', {}))
    expect(items).toEqual([{ requestId: asked.requestId, storeName: 's-1', expiresAtMs: asked.expiresAtMs }])
    expect(dataOf(await mei.ask('orders.confirm-member', { requestId: asked.requestId }))).toEqual({ storeName: 's-1' })
    expect(await clerk.lookedUp(asked.requestId)).toMatchObject({
      state: 'confirmed',
      customer: { memberId: mei.memberId, name: '林小梅' },
    })
    expect(await clerk.customer({ memberId: mei.memberId })).toEqual({ memberId: mei.memberId })
    expect(dataOf(await mei.ask('orders.requests', {})).items).toEqual([])
  })

  test('of a tail that nobody has finds nobody, and writes nothing', async () => {
    const { programme, clerk } = await street()
    expect(refusedWith(await clerk.lookUp('0000'))).toBe('nobody_found')
    expect(await programme.store.count(lookUps, {})).toBe(0)
  })

  test("confirmed by both of two whose phones end alike is the first's", async () => {
    for (let round = 0; round < 10; round += 1) {
      const { mei, lan, clerk } = await street()
      const { requestId } = known(await clerk.lookUp('1234'))
      const replies = await Promise.all([mei, lan].map(({ ask }) => ask('orders.confirm-member', { requestId })))
      const outcomes = replies.map((reply) => (reply.ok ? 'confirmed' : reply.code))
      expect([...outcomes].sort()).toEqual(['already_confirmed', 'confirmed'])
      const first = outcomes[0] === 'confirmed' ? mei : lan
      const { customer } = known(await clerk.lookedUp(requestId))
      expect(customer?.memberId).toBe(first.memberId)
      for (const { memberId } of [mei, lan]) {
        const answer = await clerk.customer({ memberId })
        expect(answer instanceof Refusal ? answer.code : answer.memberId).toBe(
          memberId === first.memberId ? memberId : UNKNOWN,
        )
      }
    }
  })

  test('is answered once: the same key answers again for ever, another key and another request do not', async () => {
    const { programme, mei, clerk, other } = await street()
    const { requestId } = known(await clerk.lookUp('1234'))
    const { requestId: another } = known(await other.lookUp('1234'))
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
    const { requestId } = known(await clerk.lookUp('1234'))
    const replies = await Promise.all(
      Array.from({ length: 10 }, () => mei.ask('orders.confirm-member', { requestId }, 'k-1')),
    )
    expect(new Set(replies.map((reply) => JSON.stringify(dataOf(reply)))).size).toBe(1)
    expect(await programme.store.count(lookUps, { confirmedBy: mei.memberId })).toBe(1)
  })

  test('is not for who has another phone, none, or is no member; nor is one that is not there', async () => {
    const { programme, mei, hua, clerk } = await street()
    const { requestId } = known(await clerk.lookUp('1234'))
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
    const { requestId } = known(await clerk.lookUp('1234'))
    dataOf(await mei.ask('orders.confirm-member', { requestId }))
    for (const { lookedUp } of [other, elsewhere])
      expect(refusedWith(await lookedUp(requestId))).toBe('no_such_request')
    expect(refusedWith(await clerk.lookedUp('nothing'))).toBe('no_such_request')
    expect(refusedWith(await elsewhere.customer({ memberId: mei.memberId }))).toBe(UNKNOWN)
    // At the store itself a colleague may go on with it.
    expect(await other.customer({ memberId: mei.memberId })).toEqual({ memberId: mei.memberId })
  })

  test('waits ten minutes, and is asked anew after that', async () => {
    const { programme, mei, clerk } = await street()
    const { requestId, expiresAtMs } = known(await clerk.lookUp('1234'))
    programme.nowMs = expiresAtMs - 1
    expect(dataOf(await mei.ask('orders.requests', {})).items).toHaveLength(1)
    programme.nowMs = expiresAtMs
    expect(dataOf(await mei.ask('orders.requests', {})).items).toEqual([])
    expect(codeOf(await mei.ask('orders.confirm-member', { requestId }))).toBe('request_expired')
    expect(await clerk.lookedUp(requestId)).toEqual({ state: 'expired', customer: null })
    expect(known(await clerk.lookUp('1234')).requestId).not.toBe(requestId)
  })

  test('asked again in the next ten minutes shows once to the member, as the newest', async () => {
    const { programme, mei, clerk, other } = await street()
    await clerk.lookUp('1234')
    programme.nowMs += 9.6 * MINUTE_MS
    const newest = known(await clerk.lookUp('1234'))
    const colleague = known(await other.lookUp('1234'))
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
    const { requestId } = known(await clerk.lookUp('1234'))
    dataOf(await mei.ask('orders.confirm-member', { requestId }))
    programme.nowMs += afterMs
    const answer = await clerk.customer({ memberId: mei.memberId, atMs: programme.nowMs + paidMs })
    expect(answer instanceof Refusal ? answer.code : answer.memberId).toBe(isKnown ? mei.memberId : UNKNOWN)
    expect(known(await clerk.lookedUp(requestId)).state).toBe(afterMs < 10 * MINUTE_MS ? 'confirmed' : 'expired')
  })

  test('is not needed by a shop system, which names its members itself', async () => {
    const { mei, clerk } = await street()
    expect(await clerk.customer({ memberId: mei.memberId }, shop)).toEqual({ memberId: mei.memberId })
  })

  test('that nobody answered is forgotten after two days; one that was stays', async () => {
    const { programme, mei, clerk, other } = await street()
    const { requestId } = known(await clerk.lookUp('1234'))
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
