import { claimed, codeShown, publishTemplate, type TemplateDraft } from '../../../../test/kit/coupons'
import { endedAtEachCall } from '../../../../test/kit/each-cut'
import { faultyStore } from '../../../../test/kit/faulty-store'
import { held } from '../../../../test/kit/held-store'
import { type Ask, codeOf, dataOf, joined, Programme } from '../../../../test/kit/programme'
import { shopWith } from '../../../../test/kit/purchases'
import { settled } from '../../../../test/kit/settled'
import { hire } from '../../../../test/kit/stores'
import { workOn } from '../../../../test/kit/work-on'
import { MemoryStore } from '../../../adapters/memory/memory-store'
import { Refusal } from '../../../kernel/refusal'
import type { Store } from '../../../platform/store'
import { issueCoupon, withdrawCoupon } from '../issue'
import { coupons } from '../store'

const DAY_MS = 24 * 60 * 60_000

/** Mei has a coupon, Lan and Zhu are members as well. */
async function friends({ template = {}, store }: { template?: TemplateDraft; store?: Store } = {}) {
  const programme = await shopWith({}, store ? { store } : {})
  await publishTemplate(programme, 'five', template)
  const mei = await joined(programme, 'o-mei')
  const lan = await joined(programme, 'o-lan')
  const zhu = await joined(programme, 'o-zhu')
  dataOf(await mei.ask('members.update', { nickname: '小梅' }))
  dataOf(await lan.ask('members.update', { nickname: '兰兰' }))
  const couponId = await claimed(mei.ask, 'five')
  const give = (key?: string) => mei.ask('coupons.give', { couponId }, key)
  const accept = (by: { ask: Ask }, giftCode: string, key?: string) => by.ask('coupons.accept', { giftCode }, key)
  const looks = async (by: { ask: Ask }, giftCode: string) => dataOf(await by.ask('coupons.gift', { giftCode })).state
  const states = async () =>
    (await programme.store.aggregate(coupons, { groupBy: ['state'], sums: [], limit: 9 })).map(
      ({ key, count }) => `${count} ${key.state}`,
    )
  const wait = async (ms: number) => {
    programme.wait(ms)
    await programme.tick()
  }
  return { programme, mei, lan, zhu, couponId, give, accept, looks, states, wait }
}

type WalletState = 'usable' | 'giving' | 'given' | 'expired'
const wallet = async ({ ask }: { ask: Ask }, state: WalletState) => dataOf(await ask('coupons.wallet', { state })).items

test('a coupon goes to a friend, who has it as it was; the giver sees who took it, masked', async () => {
  const { programme, mei, lan, give, accept, looks } = await friends()
  const card = dataOf(await give())
  expect(card).toEqual({
    giftCode: expect.stringMatching(/^[A-Za-z0-9_-]{22}$/),
    title: '送你一张“五元券”',
    path: `/features/coupons/pages/gift?giftCode=${card.giftCode}`,
    untilMs: programme.nowMs + DAY_MS,
  })
  expect(await wallet(mei, 'usable')).toEqual([])
  expect(await wallet(mei, 'giving')).toMatchObject([
    {
      whyNot: '正在送给朋友，对方一天内没有领取就退回',
      gift: { giftCode: card.giftCode, untilMs: card.untilMs, takenBy: null },
    },
  ])
  const seen = dataOf(await programme.member('o-visitor')('coupons.gift', { giftCode: card.giftCode }))
  expect(seen).toMatchObject({ title: '五元券', fromName: '小*', state: 'waiting', usableUntil: '2026-04-09' })
  expect(await looks(mei, card.giftCode)).toBe('own')
  const had = dataOf(await accept(lan, card.giftCode))
  expect(had).toMatchObject({ title: '五元券', benefit: '抵 5 元', usableUntil: '2026-04-09' })
  expect(await wallet(lan, 'usable')).toMatchObject([{ couponId: had.couponId, channel: '朋友赠送' }])
  expect(await wallet(mei, 'given')).toMatchObject([{ whyNot: '已送给兰*', gift: { untilMs: null, takenBy: '兰*' } }])
  expect(await looks(lan, card.giftCode)).toBe('mine')
  const inbox = dataOf(await mei.ask('inbox.list', {})).items.map(({ title, text }) => `${title}：${text}`)
  expect(inbox).toEqual(['朋友收下了您送的券：兰*领取了“五元券”。'])
})

test('forwarding the card gives no second one: of fifty at once one has it', async () => {
  const { programme, mei, give, accept, looks, states, zhu } = await friends()
  const { giftCode } = dataOf(await give())
  const people = []
  for (let nth = 0; nth < 50; nth += 1) people.push(await joined(programme, `o-${nth}p`))
  const replies = await Promise.all(people.map((one) => accept(one, giftCode)))
  expect(replies.filter(({ ok }) => ok)).toHaveLength(1)
  expect(replies.filter((reply) => !reply.ok && reply.code === 'already_taken')).toHaveLength(49)
  expect(await states()).toEqual(['1 claimed', '1 given'])
  expect(codeOf(await accept(zhu, giftCode))).toBe('already_taken')
  expect(await looks(zhu, giftCode)).toBe('taken')
  expect(codeOf(await accept(mei, giftCode))).toBe('own_gift')
})

test('with one key is one giving and one taking, for ever; asked again with another it is the same card and coupon', async () => {
  const { programme, lan, give, accept, states, wait } = await friends()
  const card = dataOf(await give('g-1'))
  expect(dataOf(await give('g-1'))).toEqual(card)
  expect(dataOf(await give('g-2'))).toEqual(card)
  const had = dataOf(await accept(lan, card.giftCode, 'a-1'))
  expect(dataOf(await accept(lan, card.giftCode, 'a-1'))).toEqual(had)
  expect(dataOf(await accept(lan, card.giftCode, 'a-2'))).toEqual(had)
  await wait(400 * DAY_MS)
  expect(dataOf(await give('g-1'))).toEqual(card)
  expect(dataOf(await accept(lan, card.giftCode, 'a-1'))).toEqual(had)
  expect(await states()).toEqual(['1 claimed', '1 given'])
  expect(programme.log.some(({ bug }) => bug)).toBe(false)
})

test('whoever gave again what was on its way is answered the same when it is taken, comes back, or is used', async () => {
  for (const end of ['taken', 'come back', 'used'] as const) {
    const { mei, lan, give, accept, wait, programme } = await friends()
    const card = dataOf(await give('g-1'))
    expect(dataOf(await give('g-2'))).toEqual(card)
    if (end === 'taken') dataOf(await accept(lan, card.giftCode))
    if (end !== 'taken') await wait(2 * DAY_MS)
    if (end === 'used') {
      const [back] = await wallet(mei, 'usable')
      const code = await codeShown(mei.ask, back?.couponId ?? '')
      const clerk = await hire(programme, 'o-clerk', { storeId: 'west' })
      dataOf(await clerk('coupons.verify', { storeId: 'west', code, orderNo: 'A1', amountFen: 900 }))
    }
    for (const key of ['g-1', 'g-2']) expect(dataOf(await give(key))).toEqual(card)
  }
})

test('a giver who never stops is refused in the end, and what was answered stands', async () => {
  const { lan, give, accept } = await friends()
  const card = dataOf(await give('g-0'))
  for (let nth = 1; nth < 50; nth += 1) expect(dataOf(await give(`g-${nth}`))).toEqual(card)
  expect(codeOf(await give('g-50'))).toBe('not_usable')
  dataOf(await accept(lan, card.giftCode))
  expect(dataOf(await give('g-49'))).toEqual(card)
})

test('a key that gave or took one coupon gives and takes no other', async () => {
  const { mei, lan, give, accept } = await friends({ template: { limitPerMember: 2 } })
  const other = await claimed(mei.ask, 'five')
  const first = dataOf(await give('g-1'))
  expect(codeOf(await mei.ask('coupons.give', { couponId: other }, 'g-1'))).toBe('key_reused_with_other_input')
  const second = dataOf(await mei.ask('coupons.give', { couponId: other }, 'g-2'))
  dataOf(await accept(lan, first.giftCode, 'a-1'))
  expect(codeOf(await accept(lan, second.giftCode, 'a-1'))).toBe('key_reused_with_other_input')
})

test('what nobody takes within a day comes back, as another coupon, and the card is dead', async () => {
  const { programme, mei, lan, couponId, give, accept, looks, states, wait } = await friends()
  const { giftCode, untilMs } = dataOf(await give('g-1'))
  programme.nowMs = untilMs - 1
  expect(await looks(lan, giftCode)).toBe('waiting')
  programme.nowMs = untilMs
  expect(await looks(lan, giftCode)).toBe('over')
  expect(codeOf(await accept(lan, giftCode))).toBe('gift_over')
  await wait(5 * 60_000)
  expect(await states()).toEqual(['1 claimed', '1 returned'])
  const [back] = await wallet(mei, 'usable')
  expect(back).toMatchObject({ title: '五元券', channel: '自己领取', usableUntil: '2026-04-09' })
  expect(back?.couponId).not.toBe(couponId)
  expect(dataOf(await give('g-1')).giftCode).toBe(giftCode)
  expect(codeOf(await give('g-2'))).toBe('no_such_coupon')
  expect(codeOf(await accept(lan, giftCode))).toBe('gift_over')
  const again = dataOf(await mei.ask('coupons.give', { couponId: back?.couponId ?? '' }))
  expect(again.giftCode).not.toBe(giftCode)
  dataOf(await accept(lan, again.giftCode))
  const inbox = dataOf(await mei.ask('inbox.list', {})).items.map(({ title }) => title)
  expect(inbox).toEqual(['朋友收下了您送的券', '送出的券退回了'])
})

test('in the last moment of its day it can be taken; a coupon that ends sooner is a gift until then', async () => {
  const { programme, lan, give, accept } = await friends({
    template: { validity: { fromDate: '2026-03-01', untilDate: '2026-03-10' } },
  })
  const { giftCode, untilMs } = dataOf(await give())
  expect(untilMs).toBe(Date.parse('2026-03-11T00:00:00+08:00'))
  programme.nowMs = untilMs
  expect(codeOf(await accept(lan, giftCode))).toBe('gift_over')
  programme.nowMs = untilMs - 1
  dataOf(await accept(lan, giftCode))
})

test('a coupon on its way is not to be used, and one that is used is not to be given', async () => {
  const { programme, mei, couponId, give } = await friends({ template: { limitPerMember: 2 } })
  const clerk = await hire(programme, 'o-clerk', { storeId: 'west' })
  const verify = (code: string) => clerk('coupons.verify', { storeId: 'west', code, orderNo: 'A-1', amountFen: 3_000 })
  const shown = await codeShown(mei.ask, couponId)
  dataOf(await give())
  expect(await mei.ask('coupons.show', { couponId })).toMatchObject({ code: 'not_usable', params: { state: 'giving' } })
  expect(await verify(shown)).toMatchObject({ code: 'not_usable', params: { state: 'giving' } })
  const other = await claimed(mei.ask, 'five')
  dataOf(await verify(await codeShown(mei.ask, other)))
  expect(await mei.ask('coupons.give', { couponId: other })).toMatchObject({
    code: 'not_usable',
    params: { state: 'used' },
  })
})

test('used and given at the same moment: one of the two', async () => {
  for (let round = 0; round < 10; round += 1) {
    const { programme, mei, couponId, give, states } = await friends()
    const clerk = await hire(programme, 'o-clerk', { storeId: 'west' })
    const code = await codeShown(mei.ask, couponId)
    const verify = () => clerk('coupons.verify', { storeId: 'west', code, orderNo: 'A-1', amountFen: 3_000 })
    const replies = await Promise.all(round % 2 === 0 ? [verify(), give()] : [give(), verify()])
    expect(replies.filter(({ ok }) => ok)).toHaveLength(1)
    expect(['1 giving', '1 used']).toContain((await states()).join())
  }
})

test('used while it is being given: it is used, and not on its way', async () => {
  const { programme, mei, couponId, states } = await friends()
  const clerk = await hire(programme, 'o-clerk', { storeId: 'west' })
  const code = await codeShown(mei.ask, couponId)
  const slow = held(programme.store, 'coupons')
  const giving = new Programme({ store: slow.store }).member('o-mei')('coupons.give', { couponId })
  await slow.reached
  dataOf(await clerk('coupons.verify', { storeId: 'west', code, orderNo: 'A-1', amountFen: 3_000 }))
  slow.release()
  expect(await giving).toMatchObject({ code: 'not_usable', params: { state: 'used' } })
  expect(await states()).toEqual(['1 used'])
})

test('taken and taken back at the same moment: one of the two', async () => {
  const ends = new Set<string>()
  for (let round = 0; round < 20; round += 1) {
    const { programme, lan, give, accept, states } = await friends()
    const { giftCode, untilMs } = dataOf(await give())
    programme.nowMs = untilMs - 1
    const slow = held(programme.store, 'coupons')
    const dying = new Programme({ store: round % 2 === 0 ? slow.store : programme.store })
    dying.nowMs = untilMs - 1
    const taking = dying.member('o-lan')('coupons.accept', { giftCode }, 'a-1')
    if (round % 2 === 0) await slow.reached
    programme.wait(300_000)
    await programme.tick()
    slow.release()
    const reply = await taking
    ends.add((await states()).join())
    expect(reply.ok).toBe(round % 2 !== 0)
    expect((await accept(lan, giftCode, 'a-1')).ok).toBe(reply.ok)
  }
  expect([...ends].sort()).toEqual(['1 claimed,1 given', '1 claimed,1 returned'])
})

test('refused: what may not be given, has ended, is another’s or is not there', async () => {
  const { programme, mei, lan, zhu, couponId, give, accept } = await friends()
  await publishTemplate(programme, 'own', { givable: false })
  expect(codeOf(await mei.ask('coupons.give', { couponId: await claimed(mei.ask, 'own') }))).toBe('not_givable')
  expect(codeOf(await lan.ask('coupons.give', { couponId }))).toBe('no_such_coupon')
  expect(codeOf(await mei.ask('coupons.give', { couponId: 'f'.repeat(32) }))).toBe('no_such_coupon')
  expect(codeOf(await accept(zhu, 'A'.repeat(22)))).toBe('no_such_gift')
  expect(codeOf(await zhu.ask('coupons.gift', { giftCode: 'A'.repeat(22) }))).toBe('no_such_gift')
  for (const giftCode of ['', 'A'.repeat(21), 'A'.repeat(23), '券'.repeat(22)])
    expect(codeOf(await accept(zhu, giftCode))).toBe('invalid_input')
  programme.advanceDays(31)
  expect(await give()).toMatchObject({ code: 'not_usable', params: { state: 'expired' } })
  programme.advanceDays(-31)
  const { giftCode } = dataOf(await give())
  expect(codeOf(await programme.member('o-visitor')('coupons.accept', { giftCode }))).toBe('not_a_member')
  expect(codeOf(await accept(mei, giftCode))).toBe('own_gift')
})

test('one that begins later can be given, and a gift can be given on', async () => {
  const { lan, zhu, give, accept } = await friends({
    template: { validity: { fromDate: '2026-05-01', untilDate: '2026-05-31' } },
  })
  const had = dataOf(await accept(lan, dataOf(await give()).giftCode))
  expect(had.usableFrom).toBe('2026-05-01')
  const on = dataOf(await lan.ask('coupons.give', { couponId: had.couponId }))
  dataOf(await accept(zhu, on.giftCode))
  expect(await wallet(zhu, 'usable')).toHaveLength(1)
})

test('what an operator takes back is gone from its way; what a friend has is theirs', async () => {
  const { programme, mei, lan, accept } = await friends()
  const work = workOn(programme)
  const grant = async (op: string) => {
    const coupon = await issueCoupon(work, { templateId: 'five', op, member: mei.memberId, channel: 'granted' })
    if (coupon instanceof Refusal) throw new Error(coupon.code)
    return dataOf(await mei.ask('coupons.give', { couponId: coupon.op })).giftCode
  }
  const [waiting, taken] = [await grant('gr|1'), await grant('gr|2')]
  dataOf(await accept(lan, taken))
  expect(await withdrawCoupon(work, 'gr|1')).toBe('withdrawn')
  expect(await withdrawCoupon(work, 'gr|2')).toBe('spent')
  expect(codeOf(await accept(lan, waiting))).toBe('gift_over')
  programme.wait(2 * DAY_MS)
  await programme.tick()
  expect(await wallet(mei, 'usable')).toHaveLength(1)
})

test('an operator takes back what is just coming back to its giver: neither is kept, and nothing stays open', async () => {
  const { programme, mei, states } = await friends()
  const granted = await issueCoupon(workOn(programme), {
    templateId: 'five',
    op: 'gr|1',
    member: mei.memberId,
    channel: 'granted',
  })
  if (granted instanceof Refusal) throw new Error(granted.code)
  dataOf(await mei.ask('coupons.give', { couponId: granted.op }))
  programme.wait(2 * DAY_MS)
  // The gift has ended, and the coupon that follows from it is not there yet.
  const slow = held(programme.store, 'coupons', { call: 'insert' })
  const elsewhere = programme.another({ store: slow.store })
  const comingBack = elsewhere.tick()
  await slow.reached
  expect(await withdrawCoupon(workOn(programme), 'gr|1')).toBe('withdrawn')
  slow.release()
  await comingBack
  programme.wait(2 * 60_000)
  await programme.tick()
  expect(await states()).toEqual(['1 claimed', '1 returned', '1 withdrawn'])
  const open = await programme.store.find(coupons, { index: 'byOpen', range: { from: 0 }, limit: 9 })
  expect(open.items).toEqual([])
  expect([...programme.log, ...elsewhere.log].filter(({ bug }) => bug)).toEqual([])
})

describe('under faults', () => {
  test.each(['coupons.give', 'coupons.accept'] as const)(
    '%s is whole in the end, wherever the function ends',
    async (action) => {
      const calls = await endedAtEachCall(
        async () => new MemoryStore(),
        async (store, clean) => {
          const { programme, couponId, give, accept, lan, states } = await friends({ store: clean })
          const dying = programme.another({ store })
          if (action === 'coupons.give')
            return {
              run: () => dying.member('o-mei')('coupons.give', { couponId }, 'k-1'),
              goOn: async () => dataOf(await give('k-1')),
              check: async () => expect(await states()).toEqual(['1 giving']),
            }
          const { giftCode } = dataOf(await give())
          return {
            run: () => dying.member('o-lan')('coupons.accept', { giftCode }, 'k-1'),
            goOn: async () => dataOf(await accept(lan, giftCode, 'k-1')),
            check: async () => expect(await states()).toEqual(['1 claimed', '1 given']),
          }
        },
      )
      expect(calls).toBeGreaterThanOrEqual(3)
    },
  )

  test('what was taken when the function ended is ended by the sweeper', async () => {
    await endedAtEachCall(
      async () => new MemoryStore(),
      async (store, clean) => {
        const { programme, lan, give, states, wait } = await friends({ store: clean })
        const { giftCode } = dataOf(await give())
        const dying = programme.another({ store })
        return {
          run: () => dying.member('o-lan')('coupons.accept', { giftCode }, 'k-1'),
          goOn: () => wait(120_000),
          check: async () => {
            const [first] = await states()
            expect(await states()).toEqual(first === '1 giving' ? ['1 giving'] : ['1 claimed', '1 given'])
            expect(await wallet(lan, 'usable')).toHaveLength(first === '1 giving' ? 0 : 1)
          },
        }
      },
    )
  })

  test.each([1, 2, 3, 4, 5, 6])('on a failing store there is always one holder (seed %i)', async (seed) => {
    const memory = new MemoryStore()
    const { give, states, wait, looks, lan, zhu } = await friends({ store: memory })
    const { giftCode } = dataOf(await give())
    const faulty = faultyStore(memory, { error: 60, lostReply: 80, late: 80 }, seed)
    const programme = new Programme({ store: faulty.store, seed })
    const take = (openid: string, key: string) =>
      settled(async () => {
        const reply = await programme.member(openid)('coupons.accept', { giftCode }, key)
        return !reply.ok && reply.retryable ? new Refusal('busy') : reply
      })
    const replies = await Promise.all([take('o-lan', 'a'), take('o-lan', 'a'), take('o-zhu', 'b'), take('o-zhu', 'c')])
    faulty.heal()
    await faulty.quiet()
    await wait(120_000)
    expect(await states()).toEqual(['1 claimed', '1 given'])
    const winners = [(await looks(lan, giftCode)) === 'mine', (await looks(zhu, giftCode)) === 'mine']
    expect(winners.filter(Boolean)).toHaveLength(1)
    expect(replies.map((reply) => 'ok' in reply && reply.ok)).toEqual([winners[0], winners[0], winners[1], winners[1]])
  })
})
