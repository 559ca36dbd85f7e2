import { publishTemplate } from '../../../test/kit/coupons'
import { endedAtEachCall } from '../../../test/kit/each-cut'
import { faultyStore } from '../../../test/kit/faulty-store'
import { held } from '../../../test/kit/held-store'
import { Programme } from '../../../test/kit/programme'
import { settled } from '../../../test/kit/settled'
import { workOn } from '../../../test/kit/work-on'
import { MemoryStore } from '../../adapters/memory/memory-store'
import { Refusal } from '../../kernel/refusal'
import { restock } from '../ledger/units/stock'
import { couponIdOf } from './coupon'
import { type Issuing, issueCoupon, withdrawCoupon } from './issue'
import { type Coupon, coupons } from './store'
import { couponStock } from './templates/stock-kind'

const SKU = couponStock.skuOf('five')

async function shop(stock: number | null, store?: MemoryStore) {
  const programme = await Programme.start(store ? { store } : {})
  await publishTemplate(programme, 'five', { stock, claimable: false })
  return programme
}

const issuing = (op: string, given: Partial<Issuing> = {}): Issuing => ({
  templateId: 'five',
  op,
  member: 'mei',
  channel: 'redeemed',
  source: 'order-1',
  ...given,
})

const issue = (programme: Programme, op: string, given: Partial<Issuing> = {}) =>
  issueCoupon(workOn(programme), issuing(op, given))

async function issued(programme: Programme, op: string, given: Partial<Issuing> = {}): Promise<Coupon> {
  const coupon = await issue(programme, op, given)
  if (coupon instanceof Refusal) throw new Error(coupon.code)
  return coupon
}

const count = (programme: Programme, state: string) => programme.store.count(coupons, { state })

describe.each([null, 5])('a coupon that is issued (stock %p)', (stock) => {
  test('is one for each op, also when twenty ask at once, and keeps its template', async () => {
    const programme = await shop(stock)
    const all = await Promise.all(Array.from({ length: 20 }, () => settled(() => issued(programme, 'rd|1'))))
    expect(new Set(all.map(({ _id }) => _id)).size).toBe(1)
    expect(all[0]).toMatchObject({ member: 'mei', channel: 'redeemed', source: 'order-1', claimNo: 0, claimant: '' })
    await publishTemplate(programme, 'five', { stock, claimable: false, discountFen: 200 })
    expect(await issued(programme, 'rd|1')).toEqual(all[0])
    expect((await issued(programme, 'rd|2')).terms?.benefit).toEqual({ kind: 'cash', discountFen: 200 })
    expect((await issued(programme, 'rd|3', { version: 1 })).terms?.benefit).toEqual({ kind: 'cash', discountFen: 500 })
    expect(await count(programme, 'claimed')).toBe(3)
  })

  test('is still there when its template is retired, and no other one is issued', async () => {
    const programme = await shop(stock)
    const first = await issued(programme, 'rd|1')
    await programme.ops()('ops.retire', { kind: 'coupon_templates', id: 'five' })
    programme.wait(10_000)
    expect(await issued(programme, 'rd|1')).toEqual(first)
    expect(await issue(programme, 'rd|2')).toMatchObject({ code: 'no_such_template' })
  })

  test('may take off what who issues it says', async () => {
    const programme = await shop(stock)
    const coupon = await issued(programme, 'rb|1', { channel: 'rebate', discountFen: 1_234 })
    expect(coupon.terms?.benefit).toEqual({ kind: 'cash', discountFen: 1_234 })
  })

  test('is withdrawn while it is unspent, once, and what was never issued does not come after', async () => {
    const programme = await shop(stock)
    const work = workOn(programme)
    await issued(programme, 'gr|1')
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => withdrawCoupon(work, 'gr|1')))
    expect(new Set(outcomes)).toEqual(new Set(['withdrawn']))
    expect(await issued(programme, 'gr|1')).toMatchObject({ state: 'withdrawn' })
    expect(await withdrawCoupon(work, 'gr|2')).toBe('never_issued')
    expect(await issue(programme, 'gr|2')).toMatchObject({ code: 'sold_out' })
    const used = await issued(programme, 'gr|3')
    await programme.store.update(coupons, { _id: used._id }, { set: { state: 'used' } })
    expect(await withdrawCoupon(work, 'gr|3')).toBe('spent')
    expect(await count(programme, 'withdrawn')).toBe(1)
  })

  test('that is used while it is being withdrawn is spent', async () => {
    const programme = await shop(stock)
    const { _id } = await issued(programme, 'gr|1')
    const slow = held(programme.store, 'coupons')
    const withdrawing = withdrawCoupon({ ...workOn(programme), store: slow.store }, 'gr|1')
    await slow.reached
    await programme.store.update(coupons, { _id }, { set: { state: 'used' } })
    slow.release()
    expect(await withdrawing).toBe('spent')
    expect(await programme.store.get(coupons, _id)).toMatchObject({ state: 'used' })
  })

  test('is whole or not there, wherever the function ends', async () => {
    const calls = await endedAtEachCall(
      async () => new MemoryStore(),
      async (store, clean) => {
        const programme = await shop(stock, clean as MemoryStore)
        const dying = new Programme({ store })
        return {
          run: () => issue(dying, 'rd|1'),
          goOn: () => issued(programme, 'rd|1'),
          check: async () => {
            expect(await count(programme, 'claimed')).toBe(1)
            if (stock !== null) expect(await count(programme, 'free')).toBe(stock - 1)
          },
        }
      },
    )
    expect(calls).toBeGreaterThanOrEqual(2)
  })
})

describe('from a stock', () => {
  test('that is empty none is issued, and none for the same op when there are more', async () => {
    const programme = await shop(1)
    await issued(programme, 'rd|1')
    expect(await issue(programme, 'rd|2')).toMatchObject({ code: 'sold_out' })
    await programme.ops()('ops.restock', { kind: 'coupon_templates', id: 'five', quantity: 1 })
    expect(await issue(programme, 'rd|2')).toMatchObject({ code: 'sold_out' })
    await issued(programme, 'rd|3')
  })

  test('of which more are just being made it waits, and nobody is told that it is sold out', async () => {
    const programme = await shop(1)
    await issued(programme, 'rd|1')
    const command = { key: 'more', inputHash: '', madeAtMs: null }
    await restock(workOn(programme), { kind: couponStock, id: 'five', quantity: 1, operator: '王芳', command })
    await expect(issue(programme, 'rd|2')).rejects.toThrow('just being made')
    expect(await issued(programme, 'rd|1')).toMatchObject({ state: 'claimed' })
    programme.wait(60_000)
    await programme.tick()
    await issued(programme, 'rd|2')
  })

  test.each([1, 2, 3, 4, 5, 6])(
    'on a failing store each op has its coupon or none, for ever (seed %i)',
    async (seed) => {
      const memory = new MemoryStore()
      const quiet = await shop(7, memory)
      const faulty = faultyStore(memory, { error: 50, lostReply: 60, late: 80 }, seed)
      const programme = new Programme({ store: faulty.store, seed })
      const ops = Array.from({ length: 12 }, (_, nth) => `rd|${nth}`)
      const outcomes = await Promise.all(ops.map((op) => settled(() => issue(programme, op))))
      faulty.heal()
      await faulty.quiet()
      const had = outcomes.filter((outcome) => !(outcome instanceof Refusal))
      expect(had).toHaveLength(7)
      expect(await quiet.store.count(coupons, { sku: SKU, state: 'claimed' })).toBe(7)
      for (const [nth, op] of ops.entries()) {
        const again = await issue(quiet, op)
        expect(again instanceof Refusal).toBe(outcomes[nth] instanceof Refusal)
        if (!(again instanceof Refusal)) expect(again.op).toBe(couponIdOf(op))
      }
    },
  )
})
