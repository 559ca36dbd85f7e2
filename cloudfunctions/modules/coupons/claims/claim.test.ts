import { FIVE_OFF, publishing, publishTemplate } from '../../../../test/kit/coupons'
import { endedAtEachCall } from '../../../../test/kit/each-cut'
import { faultyStore } from '../../../../test/kit/faulty-store'
import { growBy, publishLadder } from '../../../../test/kit/ladder'
import { codeOf, dataOf, joined, Programme } from '../../../../test/kit/programme'
import { settled } from '../../../../test/kit/settled'
import { openStore } from '../../../../test/kit/stores'
import { workOn } from '../../../../test/kit/work-on'
import { MemoryStore } from '../../../adapters/memory/memory-store'
import { Refusal } from '../../../kernel/refusal'
import { restock } from '../../ledger/units/stock'
import { coupons } from '../store'
import { couponStock } from '../templates/stock-kind'

const templateId = 'five'
const SKU = couponStock.skuOf(templateId)

async function shop(given: Parameters<typeof publishTemplate>[2] = {}) {
  const programme = await Programme.start()
  await publishTemplate(programme, templateId, given)
  const { ask, memberId } = await joined(programme, 'o-mei')
  const claim = (key?: string, of = templateId) => ask('coupons.claim', { templateId: of }, key)
  const held = () => programme.store.count(coupons, { member: memberId, state: 'claimed' })
  const callsOf = async (work: () => Promise<unknown>) => {
    programme.log.length = 0
    await work()
    return programme.log.map(({ calls }) => calls)
  }
  return { programme, ask, memberId, claim, held, callsOf }
}

const stocked = async (programme: Programme) => {
  const count = (state: string) => programme.store.count(coupons, { sku: SKU, state })
  return [await count('claimed'), await count('free')]
}

describe('coupons.claim', () => {
  test('gives the coupon with the template as it is now, its days and where it came by', async () => {
    const { programme, claim, memberId } = await shop({ stock: 3 })
    const coupon = dataOf(await claim())
    expect(coupon).toEqual({
      couponId: expect.stringMatching(/^[0-9a-f]{32}$/),
      title: '五元券',
      kind: 'cash',
      benefit: '抵 5 元',
      usableFrom: '2026-03-10',
      usableUntil: '2026-04-09',
      endsAtMs: Date.parse('2026-04-10T00:00:00+08:00'),
    })
    const [held] = (await programme.store.find(coupons, { index: 'byOp', equals: { op: coupon.couponId }, limit: 1 }))
      .items
    expect(held).toMatchObject({ member: memberId, channel: 'claimed', template: templateId, version: 1, claimNo: 1 })
    expect(held?.terms?.benefit).toEqual({ kind: 'cash', discountFen: 500 })
    expect(held?.number).toMatch(/^\d{10}$/)
    expect(await stocked(programme)).toEqual([1, 2])
  })

  test.each([null, 5])('with one key is one coupon, and the answer is the same for ever (stock %p)', async (stock) => {
    const { programme, claim, held } = await shop({ stock, limitPerMember: 2 })
    const first = dataOf(await claim('k-1'))
    expect(dataOf(await claim('k-1'))).toEqual(first)
    // Edited, sold out or retired since: what was claimed stays what it was.
    await publishTemplate(programme, templateId, { stock, discountFen: 200, limitPerMember: 1 })
    programme.advanceDays(40)
    expect(dataOf(await claim('k-1'))).toEqual(first)
    dataOf(await programme.ops()('ops.retire', { kind: 'coupon_templates', id: templateId }))
    programme.wait(10_000)
    expect(dataOf(await claim('k-1'))).toEqual(first)
    expect(codeOf(await claim('k-2'))).toBe('not_open')
    expect(await held()).toBe(1)
  })

  test('a key that claimed another template is refused, whatever else could be said', async () => {
    const { programme, claim, held } = await shop({ stock: 1 })
    await publishTemplate(programme, 'any', { stock: null, limitPerMember: 2 })
    await publishTemplate(programme, 'gone', { stock: 1 })
    dataOf(await claim('k-1'))
    expect(codeOf(await claim('k-1', 'any'))).toBe('key_reused_with_other_input')
    expect(codeOf(await claim('k-1', 'gone'))).toBe('key_reused_with_other_input')
    expect(codeOf(await claim('k-1', 'none'))).toBe('key_reused_with_other_input')
    dataOf(await claim('k-2', 'any'))
    expect(codeOf(await claim('k-2'))).toBe('key_reused_with_other_input')
    expect(codeOf(await claim('k-1', 'any'))).toBe('key_reused_with_other_input')
    expect(await held()).toBe(2)
  })

  test.each([
    ['stock 1, limit 1, from a stock', 1, 1, 1],
    ['limit 1, without a stock', null, 1, 1],
    ['limit 3, from a stock of ten', 10, 3, 3],
    ['limit 3, without a stock', null, 3, 3],
    ['limit 5, of a stock of two', 2, 5, 2],
  ])('sixty-four claims by one member at once: %s', async (_, stock, limitPerMember, expected) => {
    const { programme, claim, held } = await shop({ stock, limitPerMember })
    const replies = await Promise.all(Array.from({ length: 64 }, (_unused, nth) => claim(`k-${nth}`)))
    const taken = replies.filter(({ ok }) => ok).length
    const codes = new Set(replies.flatMap((reply) => (reply.ok ? [] : [reply.code])))
    // One who could not be heard out may ask again: in the end there are exactly as many as there may be.
    const asked = await Promise.all(Array.from({ length: 64 }, (_unused, nth) => claim(`k-${nth}`)))
    expect(taken).toBeLessThanOrEqual(expected)
    expect(asked.filter(({ ok }) => ok)).toHaveLength(expected)
    expect(await held()).toBe(expected)
    for (const code of codes) expect(['limit_reached', 'sold_out', 'busy']).toContain(code)
    if (stock !== null) expect(await stocked(programme)).toEqual([expected, stock - expected])
  })

  test('two hundred members and a stock of ten: exactly ten have one, and the rest are told within five calls', async () => {
    const { programme } = await shop({ stock: 10 })
    const asks = []
    for (let nth = 0; nth < 200; nth += 1) asks.push((await joined(programme, `o-${nth}x`)).ask)
    programme.log.length = 0
    const replies = await Promise.all(asks.map((ask) => ask('coupons.claim', { templateId })))
    expect(replies.filter(({ ok }) => ok)).toHaveLength(10)
    expect(replies.filter((reply) => !reply.ok && reply.code === 'sold_out')).toHaveLength(190)
    expect(await stocked(programme)).toEqual([10, 0])
    const own = programme.log.map(({ calls }) => Number(calls))
    // Two more for what every instance knows for five seconds: who asks, and what is published and on sale.
    expect(Math.max(...own)).toBeLessThanOrEqual(4 + 3)
  })

  test('the first of a template is one call, each later one two more whatever number is held, sold out is four', async () => {
    const { programme, ask, claim, callsOf } = await shop({ stock: 8, limitPerMember: 6 })
    await publishTemplate(programme, 'any', { limitPerMember: 2 })
    await publishTemplate(programme, 'last', { stock: 1 })
    const lan = await joined(programme, 'o-lan')
    for (const of of ['five', 'any', 'last']) dataOf(await lan.ask('coupons.claim', { templateId: of }))
    // From here on the instance knows what is published and on sale; it does not know who asks.
    expect(codeOf(await ask('coupons.claim', { templateId: 'nothing' }))).toBe('not_open')
    expect(await callsOf(() => claim('k-1'))).toEqual([1])
    expect(await callsOf(() => claim('k-2', 'any'))).toEqual([1])
    expect(await callsOf(() => claim('k-3'))).toEqual([3])
    for (let more = 0; more < 3; more += 1) dataOf(await claim())
    expect(await callsOf(() => claim('k-4'))).toEqual([3])
    expect(await callsOf(() => claim('k-5', 'last'))).toEqual([4])
    // The same again: one more to find the answer.
    expect(await callsOf(() => claim('k-4'))).toEqual([2])
  })

  test('a limit a day counts anew at midnight in Shanghai, within the limit of all days', async () => {
    const { programme, claim } = await shop({ limitPerMember: 3, limitPerDay: 1 })
    programme.at('2026-03-10T23:59:59+08:00')
    dataOf(await claim())
    expect(await claim()).toMatchObject({ code: 'limit_reached', params: { per: 'day', most: 1 } })
    programme.at('2026-03-11T00:00:00+08:00')
    dataOf(await claim())
    expect(codeOf(await claim())).toBe('limit_reached')
    programme.advanceDays(1)
    dataOf(await claim())
    programme.advanceDays(1)
    expect(await claim()).toMatchObject({ code: 'limit_reached', params: { per: 'member', most: 3 } })
  })

  test('the window of claiming: its first moment is in, its last is out', async () => {
    const [claimFromMs, claimUntilMs] = [
      Date.parse('2026-03-12T10:00:00+08:00'),
      Date.parse('2026-03-13T10:00:00+08:00'),
    ]
    const { programme, claim } = await shop({ claimFromMs, claimUntilMs, limitPerMember: 9 })
    const at = async (moment: number) => {
      programme.nowMs = moment
      const reply = await claim()
      return reply.ok ? 'claimed' : `${reply.code} ${reply.params.why}`
    }
    expect(await at(claimFromMs - 1)).toBe('not_open early')
    expect(await at(claimFromMs)).toBe('claimed')
    expect(await at(claimUntilMs - 1)).toBe('claimed')
    expect(await at(claimUntilMs)).toBe('not_open over')
  })

  test('fixed days end claiming with their last second', async () => {
    const { programme, claim } = await shop({ validity: { fromDate: '2026-12-01', untilDate: '2026-12-31' } })
    programme.at('2026-12-31T23:59:59.999+08:00')
    expect(dataOf(await claim())).toMatchObject({ usableFrom: '2026-12-01', usableUntil: '2026-12-31' })
    const late = await joined(programme, 'o-lan')
    programme.at('2027-01-01T00:00:00+08:00')
    expect(codeOf(await late.ask('coupons.claim', { templateId }))).toBe('not_open')
  })

  test('an audience has it, nobody else, and is told who has', async () => {
    const programme = await Programme.start()
    await publishLadder(programme)
    await publishTemplate(programme, templateId, { audience: { tiers: ['silver', 'gold'] } })
    const { ask, memberId } = await joined(programme, 'o-mei')
    expect(await ask('coupons.claim', { templateId })).toMatchObject({
      code: 'not_eligible',
      params: { tiers: '银卡、金卡' },
    })
    await growBy(programme, memberId, 1_000)
    dataOf(await ask('coupons.claim', { templateId }))
  })

  test('nothing is had of what is not claimable, a draft, not there, half made or by who is no member', async () => {
    const { programme, claim } = await shop({ claimable: false })
    expect(codeOf(await claim())).toBe('not_open')
    expect(codeOf(await claim('k', 'never-published'))).toBe('not_open')
    dataOf(await publishing(programme, 'large', { ...FIVE_OFF, stock: 600 }))
    expect(await claim('k', 'large')).toMatchObject({ code: 'not_open', params: { why: 'preparing' } })
    await programme.tick()
    expect(dataOf(await claim('k', 'large')).title).toBe('五元券')
    const visitor = programme.member('o-visitor')
    expect(codeOf(await visitor('coupons.claim', { templateId: 'large' }))).toBe('not_a_member')
    // Who joins is a member from that moment on.
    await joined(programme, 'o-visitor')
    dataOf(await visitor('coupons.claim', { templateId: 'large' }))
  })

  test('while more are being made it is busy, and not sold out', async () => {
    const { programme, claim } = await shop({ stock: 1, limitPerMember: 9 })
    dataOf(await claim())
    expect(codeOf(await claim())).toBe('sold_out')
    const command = { key: 'more', inputHash: '', madeAtMs: null }
    await restock(workOn(programme), { kind: couponStock, id: templateId, quantity: 2, operator: '王芳', command })
    expect(codeOf(await claim('k-1'))).toBe('busy')
    programme.wait(60_000)
    await programme.tick()
    dataOf(await claim('k-1'))
    dataOf(await claim())
    expect(codeOf(await claim())).toBe('sold_out')
  })
})

describe('coupons.offers', () => {
  test('shows what may be claimed, what is left of it and why the caller cannot', async () => {
    const programme = await Programme.start()
    await publishLadder(programme)
    await openStore(programme, 'west', { name: '西湖店' })
    const claimFromMs = Date.parse('2026-03-12T10:00:00+08:00')
    await publishTemplate(programme, 'a-open', {
      stock: 3,
      limitPerMember: 2,
      stores: ['west'],
      categories: ['咖啡', '蛋糕'],
    })
    await publishTemplate(programme, 'b-soon', { claimFromMs })
    await publishTemplate(programme, 'c-gold', { audience: { tiers: ['gold'] } })
    await publishTemplate(programme, 'd-had', { validity: { fromDate: '2026-03-01', untilDate: '2026-03-31' } })
    await publishTemplate(programme, 'e-daily', { limitPerMember: 5, limitPerDay: 1 })
    await publishTemplate(programme, 'f-gone', { stock: 1 })
    await publishTemplate(programme, 'g-hidden', { claimable: false })
    await publishTemplate(programme, 'h-over', { claimUntilMs: programme.nowMs })
    const { ask } = await joined(programme, 'o-mei')
    const lan = await joined(programme, 'o-lan')
    for (const of of ['a-open', 'd-had', 'e-daily']) dataOf(await ask('coupons.claim', { templateId: of }))
    dataOf(await lan.ask('coupons.claim', { templateId: 'f-gone' }))
    programme.wait(5_000)
    const { items, next } = dataOf(await ask('coupons.offers', {}))
    expect(items.map(({ templateId: of, state, why, left, limitLeft }) => [of, state, why, left, limitLeft])).toEqual([
      ['a-open', 'open', null, 2, 1],
      ['b-soon', 'not_open', '2026-03-12 10:00 开始领取', null, 1],
      ['c-gold', 'not_eligible', '金卡会员可以领', null, 1],
      ['d-had', 'limit_reached', '已经领过', null, 0],
      ['e-daily', 'limit_reached', '今天已经领过，明天再来', null, 4],
      ['f-gone', 'sold_out', '已经领完', 0, 1],
      ['h-over', 'not_open', '已经结束', null, 1],
    ])
    expect(next).toBeNull()
    expect(items[0]).toMatchObject({
      title: '五元券',
      benefit: '抵 5 元',
      scope: '西湖店可用；限咖啡、蛋糕',
      validityText: '领到之后 30 天内有效',
    })
    expect(items[1]).toMatchObject({ claimFromMs, scope: '全部门店可用' })
    expect(items[3]?.validityText).toBe('2026年3月1日到2026年3月31日有效')
  })

  test('comes in pages, and costs two reads whatever has been published and claimed', async () => {
    const { programme, ask, callsOf } = await shop()
    for (let nth = 0; nth < 7; nth += 1) await publishTemplate(programme, `t-${nth}`)
    for (let nth = 0; nth < 7; nth += 1) dataOf(await ask('coupons.claim', { templateId: `t-${nth}` }))
    const first = dataOf(await ask('coupons.offers', { limit: 3 }))
    expect(first.items.map(({ templateId: of }) => of)).toEqual(['five', 't-0', 't-1'])
    const second = dataOf(await ask('coupons.offers', { limit: 3, cursor: first.next ?? '' }))
    expect(second.items.map(({ templateId: of, state }) => [of, state])).toEqual([
      ['t-2', 'limit_reached'],
      ['t-3', 'limit_reached'],
      ['t-4', 'limit_reached'],
    ])
    const last = dataOf(await ask('coupons.offers', { limit: 3, cursor: second.next ?? '' }))
    expect([last.items.length, last.next]).toEqual([2, null])
    expect(await callsOf(() => ask('coupons.offers', { limit: 3 }))).toEqual([2])
    expect(codeOf(await programme.member('o-visitor')('coupons.offers', {}))).toBe('not_a_member')
  })
})

describe('a claim under faults', () => {
  test.each([null, 1])('leaves one coupon or none, wherever the function ends (stock %p)', async (stock) => {
    const calls = await endedAtEachCall(
      async () => new MemoryStore(),
      async (store, clean) => {
        const programme = await Programme.start({ store: clean })
        await publishTemplate(programme, templateId, { stock, limitPerMember: 2 })
        const { ask, memberId } = await joined(programme, 'o-mei')
        const dying = new Programme({ store }).member('o-mei')
        return {
          run: () => dying('coupons.claim', { templateId }, 'k-1'),
          goOn: async () => dataOf(await ask('coupons.claim', { templateId }, 'k-1')),
          check: async () => {
            expect(await clean.count(coupons, { member: memberId })).toBe(1)
            if (stock !== null) expect(await stocked(programme)).toEqual([1, 0])
          },
        }
      },
    )
    expect(calls).toBe(stock === null ? 3 : 4)
  })

  test('limit two, and a reply that is lost: the same key is the same coupon', async () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const memory = new MemoryStore()
      const quiet = await Programme.start({ store: memory })
      await publishTemplate(quiet, templateId, { stock: 30, limitPerMember: 2 })
      const { ask, memberId } = await joined(quiet, 'o-mei')
      const faulty = faultyStore(memory, { error: 60, lostReply: 250, late: 100 }, seed)
      const programme = new Programme({ store: faulty.store, seed })
      const claim = (key: string) =>
        settled(async () => {
          const reply = await programme.member('o-mei')('coupons.claim', { templateId }, key)
          return !reply.ok && reply.retryable ? new Refusal('busy') : reply
        })
      const first = await claim('k-1')
      expect(dataOf(await ask('coupons.claim', { templateId }, 'k-1'))).toEqual(dataOf(first as never))
      const rest = await Promise.all(['k-2', 'k-3', 'k-4', 'k-2'].map(claim))
      faulty.heal()
      await faulty.quiet()
      expect(rest.filter((reply) => 'ok' in reply && reply.ok).length).toBeGreaterThanOrEqual(1)
      expect(await memory.count(coupons, { member: memberId })).toBe(2)
      expect(await stocked(quiet)).toEqual([2, 28])
    }
  })
})
