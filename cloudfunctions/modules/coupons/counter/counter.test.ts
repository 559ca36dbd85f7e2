import { claimed, codeShown, publishTemplate } from '../../../../test/kit/coupons'
import { endedAtEachCall } from '../../../../test/kit/each-cut'
import { faultyStore } from '../../../../test/kit/faulty-store'
import { type Ask, codeOf, dataOf, joined, Programme } from '../../../../test/kit/programme'
import { shopWith } from '../../../../test/kit/purchases'
import { settled } from '../../../../test/kit/settled'
import { hire } from '../../../../test/kit/stores'
import { workOn } from '../../../../test/kit/work-on'
import { MemoryStore } from '../../../adapters/memory/memory-store'
import { Refusal } from '../../../kernel/refusal'
import { checkDigitsOf } from '../../../kernel/typed-code'
import type { Store } from '../../../platform/store'
import { isListenedTo } from '../../rules'
import { coupons } from '../store'

const storeId = 'west'

interface Options {
  readonly templates?: Readonly<Record<string, object>>
  readonly settings?: Record<string, unknown>
  readonly store?: Store
}

/** A shop, a clerk of its west store, and a member who has a coupon of each template. */
async function counter({ templates = { five: {} }, settings = {}, store }: Options = {}) {
  const programme = await shopWith(settings, store ? { store } : {})
  const clerk = await hire(programme, 'o-clerk', { storeId })
  const { ask, memberId } = await joined(programme, 'o-mei')
  const ids: Record<string, string> = {}
  for (const [id, given] of Object.entries(templates)) {
    await publishTemplate(programme, id, { title: id, ...given })
    ids[id] = await claimed(ask, id)
  }
  const code = (id = 'five') => codeShown(ask, ids[id] ?? '')
  const verify = async (
    given: { code?: string; orderNo?: string; amountFen?: number; lines?: Line[] } = {},
    key?: string,
    by = clerk,
  ) =>
    by(
      'coupons.verify',
      { storeId, orderNo: 'A-1', amountFen: 3_000, code: given.code ?? (await code()), ...given },
      key,
    )
  const states = async () =>
    (await programme.store.aggregate(coupons, { groupBy: ['state'], sums: ['discountFen'], limit: 9 })).map(
      ({ key, count, sums }) => `${count} ${key.state} ${sums.discountFen}`,
    )
  return { programme, clerk, ask, memberId, ids, code, verify, states }
}

interface Line {
  readonly lineId: string
  readonly amountFen: number
  readonly category?: string
}

const LINES: Line[] = [
  { lineId: '1', amountFen: 8_000, category: '咖啡' },
  { lineId: '2', amountFen: 600, category: '配送' },
]

const usable = async (ask: Ask) => dataOf(await ask('coupons.wallet', { state: 'usable' })).items

describe('coupons.preview', () => {
  test('tells what a coupon would take off, and changes nothing', async () => {
    const { clerk, code, ids, states } = await counter({
      templates: { ten: { kind: 'percent', discountFen: undefined, percentOff: 10, capFen: 500 } },
    })
    const shown = await code('ten')
    const preview = async () =>
      dataOf(await clerk('coupons.preview', { storeId, code: shown, amountFen: 8_600, lines: LINES }))
    expect(await preview()).toEqual({
      couponId: ids.ten,
      title: 'ten',
      kind: 'percent',
      benefit: '打 9 折，最多减 5 元',
      memberName: '会*',
      discountFen: 500,
      lines: [
        { lineId: '1', discountFen: 465 },
        { lineId: '2', discountFen: 35 },
      ],
      payableFen: 8_100,
      earlier: [],
    })
    await preview()
    expect(await states()).toEqual(['1 claimed 0'])
  })
})

describe('coupons.verify', () => {
  test('uses a coupon, and the member sees where', async () => {
    const { ask, ids, verify, programme } = await counter()
    expect(dataOf(await verify())).toEqual({
      couponId: ids.five,
      title: 'five',
      discountFen: 500,
      lines: [{ lineId: 'order', discountFen: 500 }],
      payableFen: 2_500,
    })
    expect(await usable(ask)).toEqual([])
    const [item] = dataOf(await ask('coupons.wallet', { state: 'used' })).items
    expect(item).toMatchObject({
      state: 'used',
      whyNot: '已在西湖店使用',
      use: { storeName: '西湖店', discountFen: 500, atMs: programme.nowMs },
    })
    expect(await ask('coupons.show', { couponId: ids.five ?? '' })).toMatchObject({ code: 'not_usable' })
  })

  test('is two calls for the first coupon of an order, and five for a later one', async () => {
    const { programme, code, verify } = await counter({
      templates: { five: {}, fee: { kind: 'delivery', categories: ['配送'] } },
    })
    const own = async (given: Parameters<typeof verify>[0]) => {
      programme.log.length = 0
      dataOf(await verify({ amountFen: 8_600, lines: LINES, ...given }))
      return programme.log.map(({ calls }) => calls)
    }
    const [five, fee] = [await code(), await code('fee')]
    // What the door itself asks: whether today's commands are used up.
    dataOf(await (await hire(programme, 'o-clerk', { storeId }))('coupons.today', { storeId }))
    // What is published is read once in five seconds, and is not the coupon's own.
    await isListenedTo(workOn(programme), 'coupon_used', programme.nowMs)
    const [first] = await own({ code: five })
    const [second] = await own({ code: fee })
    expect([first, second]).toEqual([2 + 1, 5 + 1])
  })

  test('with one key is one use, and answers the same for ever, whatever became of the coupon', async () => {
    const { programme, clerk, code, ids, verify, states } = await counter()
    const shown = await code()
    const first = dataOf(await verify({ code: shown }, 'k-1'))
    expect(dataOf(await verify({ code: shown }, 'k-1'))).toEqual(first)
    programme.advanceDays(1)
    expect(dataOf(await verify({ code: shown }, 'k-1'))).toEqual(first)
    expect(codeOf(await verify({ code: shown, amountFen: 4_000 }, 'k-1'))).toBe('key_reused_with_other_input')
    programme.advanceDays(-1)
    dataOf(await clerk('coupons.unverify', { storeId, couponId: ids.five ?? '', reason: '扫错了' }))
    expect(dataOf(await verify({ code: shown }, 'k-1'))).toEqual(first)
    expect(await states()).toEqual(['1 claimed 0', '1 returned 500'])
  })

  test('a key that used one coupon uses no other', async () => {
    const { code, verify, states } = await counter({ templates: { five: {}, six: { stackingGroup: 'six' } } })
    dataOf(await verify({ code: await code() }, 'k-1'))
    const other = await code('six')
    expect(codeOf(await verify({ code: other, orderNo: 'A-2' }, 'k-1'))).toBe('key_reused_with_other_input')
    expect(codeOf(await verify({ code: other }, 'k-1'))).toBe('key_reused_with_other_input')
    expect(codeOf(await verify({ code: `${'1'.repeat(18)}${checkDigitsOf('1'.repeat(18))}` }, 'k-1'))).toBe(
      'key_reused_with_other_input',
    )
    expect(await states()).toEqual(['1 claimed 0', '1 used 500'])
  })

  test('by twenty staff at once: exactly one use, whatever orders they have', async () => {
    const { programme, code, verify, states } = await counter()
    const clerks = []
    for (let nth = 0; nth < 20; nth += 1) clerks.push(await hire(programme, `o-clerk-${nth}x`, { storeId }))
    const shown = await code()
    const replies = await Promise.all(
      clerks.map((clerk, nth) => verify({ code: shown, orderNo: `A-${nth % 5}` }, `k-${nth}`, clerk)),
    )
    expect(replies.filter(({ ok }) => ok)).toHaveLength(1)
    const codes = replies.flatMap((reply) => (reply.ok ? [] : [reply.code]))
    expect(new Set(codes)).toEqual(new Set(['already_used']))
    expect(await states()).toEqual(['1 used 500'])
  })

  test.each<[string, object, object, string, object]>([
    ['another store', { stores: ['east'] }, {}, 'not_usable_here', { why: 'store' }],
    [
      'goods it is not for',
      { categories: ['蛋糕'] },
      { amountFen: 8_600, lines: LINES },
      'not_usable_here',
      { why: 'lines' },
    ],
    ['an amount without lines, where lines matter', { categories: ['咖啡'] }, {}, 'not_usable_here', { why: 'lines' }],
    ['too little', { kind: 'threshold', thresholdFen: 3_001 }, {}, 'below_threshold', { missingFen: 1 }],
  ])('refuses %s, and so does the preview', async (_, template, purchase, expected, params) => {
    const { clerk, code, verify, states } = await counter({ templates: { five: template } })
    const shown = await code()
    expect(await verify({ code: shown, ...purchase })).toMatchObject({ code: expected, params })
    const previewed = await clerk('coupons.preview', { storeId, code: shown, amountFen: 3_000, ...purchase })
    expect(previewed).toMatchObject({ code: expected, params })
    expect(await states()).toEqual(['1 claimed 0'])
  })

  test('refuses an old code, a changed digit, a guess, a card’s code and what is no code', async () => {
    const { programme, ask, code, verify } = await counter()
    const shown = await code()
    for (let at = 0; at < 20; at += 1) {
      const changed = shown.slice(0, at) + ((Number(shown[at]) + 1) % 10) + shown.slice(at + 1)
      expect(codeOf(await verify({ code: changed }))).toBe('code_expired')
    }
    const card = dataOf(await ask('members.card', {})).code
    const body = `${shown.slice(0, 10)}${'0'.repeat(8)}`
    for (const wrong of [card, body + checkDigitsOf(body)])
      expect(codeOf(await verify({ code: wrong }))).toBe('code_expired')
    expect(await verify({ code: '123' })).toMatchObject({ code: 'invalid_input', params: { path: 'input.code' } })
    programme.at('2026-03-10T10:02:00+08:00')
    expect(codeOf(await verify({ code: shown }))).toBe('code_expired')
    dataOf(await verify())
  })

  test('refuses a coupon that ended after it was shown', async () => {
    const { programme, code, verify } = await counter({
      templates: { five: { validity: { fromDate: '2026-03-01', untilDate: '2026-03-10' } } },
    })
    programme.at('2026-03-10T23:59:59.999+08:00')
    const shown = await code()
    programme.nowMs += 1
    expect(await verify({ code: shown })).toMatchObject({ code: 'not_usable', params: { state: 'expired' } })
    programme.nowMs -= 1
    dataOf(await verify({ code: shown }))
  })

  test('refuses who is no staff of the store, and lines that are not the amount', async () => {
    const { programme, code, verify, states } = await counter()
    const elsewhere = await hire(programme, 'o-east', { storeId: 'east' })
    expect(codeOf(await verify({}, 'k-1', elsewhere))).toBe('unauthorised')
    expect(codeOf(await verify({}, 'k-1', programme.staff('o-mei')))).toBe('unauthorised')
    expect(await verify({ code: await code(), amountFen: 8_601, lines: LINES })).toMatchObject({
      params: { path: 'input.lines' },
    })
    for (const amountFen of [0, -1, 1_000_000_001, 0.5])
      expect(codeOf(await verify({ amountFen }))).toBe('invalid_input')
    expect(await states()).toEqual(['1 claimed 0'])
  })
})

describe('several coupons of one order', () => {
  const templates = {
    five: {},
    fee: { kind: 'delivery', discountFen: 1_000, categories: ['配送'] },
    full: { kind: 'threshold', discountFen: 2_000, thresholdFen: 8_000 },
  }
  const order = { amountFen: 8_600, lines: LINES }

  test('are taken off one after another, and what may not be together is refused', async () => {
    const { clerk, code, verify } = await counter({ templates })
    expect(dataOf(await verify({ code: await code('fee'), ...order }))).toMatchObject({
      discountFen: 600,
      payableFen: 8_000,
    })
    const shown = await code('full')
    const preview = await clerk('coupons.preview', { storeId, code: shown, orderNo: 'A-1', ...order })
    expect(dataOf(preview)).toMatchObject({
      discountFen: 2_000,
      payableFen: 6_000,
      lines: [
        { lineId: '1', discountFen: 2_000 },
        { lineId: '2', discountFen: 0 },
      ],
      earlier: [{ title: 'fee', discountFen: 600 }],
    })
    expect(dataOf(await verify({ code: shown, ...order }))).toMatchObject({ discountFen: 2_000, payableFen: 6_000 })
    expect(await verify({ code: await code(), ...order })).toMatchObject({
      code: 'does_not_combine',
      params: { with: 'full' },
    })
    // It is as good as before for another order.
    dataOf(await verify({ code: await code(), orderNo: 'A-2', ...order }))
  })

  test('are of one and the same purchase', async () => {
    const { code, verify } = await counter({ templates })
    dataOf(await verify({ code: await code('fee'), ...order }))
    expect(codeOf(await verify({ code: await code('full'), amountFen: 9_000 }))).toBe('order_differs')
    const other = [{ lineId: '1', amountFen: 8_600, category: '咖啡' }]
    expect(codeOf(await verify({ code: await code('full'), amountFen: 8_600, lines: other }))).toBe('order_differs')
  })

  test('used at the same moment: what excludes each other is never both used, and nothing is taken off twice', async () => {
    const settings = { couponCombinations: [['cash', 'cash']] }
    for (let round = 0; round < 10; round += 1) {
      const many = Object.fromEntries(
        Array.from({ length: 6 }, (_, nth) => [`c${nth}`, { discountFen: 1_000, stackingGroup: `g${nth % 3}` }]),
      )
      const { code, verify, states } = await counter({ templates: many, settings })
      const codes = await Promise.all(Object.keys(many).map((id) => code(id)))
      const replies = await Promise.all(
        codes.map((shown, nth) =>
          settled(async () => {
            const reply = await verify({ code: shown, amountFen: 2_500 }, `k-${nth}`)
            return !reply.ok && reply.retryable ? new Refusal('busy') : reply
          }),
        ),
      )
      // Three groups of two: one of each, and the third finds 500 left of 2,500.
      const used = replies.flatMap((reply) => ('ok' in reply && reply.ok ? [reply.data] : []))
      expect(used.map(({ payableFen }) => payableFen).sort((one, other) => other - one)).toEqual([1_500, 500, 0])
      expect(await states()).toEqual(['3 claimed 0', '3 used 2500'])
    }
  })

  test('whichever of two ends first, the other cannot take its place', async () => {
    const { programme, clerk, code, ids, verify } = await counter({ templates })
    dataOf(await verify({ code: await code('full'), ...order }))
    dataOf(await clerk('coupons.unverify', { storeId, couponId: ids.full ?? '', reason: '扫错了' }))
    // The place stays with the coupon that came back; the next one is beside nobody.
    dataOf(await verify({ code: await code(), ...order }))
    const again = (await usable(programme.member('o-mei'))).find(({ title }) => title === 'full')
    const shown = await codeShown(programme.member('o-mei'), again?.couponId ?? '')
    expect(await verify({ code: shown, ...order })).toMatchObject({
      code: 'does_not_combine',
      params: { with: 'five' },
    })
  })
})

describe('coupons.unverify', () => {
  test('gives the coupon back as another one, once; its old codes are dead', async () => {
    const { programme, clerk, ask, code, ids, verify } = await counter()
    const shown = await code()
    dataOf(await verify({ code: shown }))
    const undo = (key?: string, reason = '扫错了') =>
      clerk('coupons.unverify', { storeId, couponId: ids.five ?? '', reason }, key)
    const undone = dataOf(await undo('u-1'))
    expect(undone).toEqual({ state: 'usable', couponId: expect.stringMatching(/^[0-9a-f]{32}$/) })
    expect(undone.couponId).not.toBe(ids.five)
    expect(dataOf(await undo('u-1'))).toEqual(undone)
    expect(codeOf(await undo('u-1', '别的原因'))).toBe('key_reused_with_other_input')
    expect(codeOf(await undo('u-2'))).toBe('not_used')
    expect((await usable(ask)).map(({ couponId, channel }) => [couponId, channel])).toEqual([
      [undone.couponId, '自己领取'],
    ])
    expect(codeOf(await verify({ code: shown }))).toBe('already_used')
    expect(codeOf(await ask('coupons.show', { couponId: ids.five ?? '' }))).toBe('no_such_coupon')
    dataOf(await verify({ code: await codeShown(ask, undone.couponId) }))
    const inbox = dataOf(await ask('inbox.list', {})).items.map(({ title, text }) => `${title}：${text}`)
    expect(inbox).toEqual(['券的核销撤销了：“five”已退回您的卡包，有效期到2026年4月9日。'])
    programme.advanceDays(100)
    expect(dataOf(await undo('u-1'))).toEqual(undone)
  })

  test('raced by twenty is one coupon that came back', async () => {
    const { clerk, ids, verify, states } = await counter()
    dataOf(await verify())
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, nth) =>
        clerk('coupons.unverify', { storeId, couponId: ids.five ?? '', reason: '扫错了' }, `u-${nth}`),
      ),
    )
    expect(replies.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await states()).toEqual(['1 claimed 0', '1 returned 500'])
  })

  test('is in time until the last moment of its window, and the setting may leave none', async () => {
    const { programme, clerk, ids, verify } = await counter({ settings: { couponUndoMinutes: 10 } })
    dataOf(await verify())
    const undo = () => clerk('coupons.unverify', { storeId, couponId: ids.five ?? '', reason: '扫错了' })
    programme.nowMs += 10 * 60_000
    expect(await undo()).toMatchObject({ code: 'too_late', params: { undoMinutes: 10 } })
    programme.nowMs -= 1
    dataOf(await undo())
    const never = await counter({ settings: { couponUndoMinutes: 0 } })
    dataOf(await never.verify())
    expect(
      codeOf(await never.clerk('coupons.unverify', { storeId, couponId: never.ids.five ?? '', reason: '扫错了' })),
    ).toBe('too_late')
  })

  test('of one that has ended meanwhile lasts until the end of the day', async () => {
    const { programme, clerk, ask, ids, verify } = await counter({
      templates: { five: { validity: { fromDate: '2026-03-01', untilDate: '2026-03-10' } } },
    })
    programme.at('2026-03-10T23:59:00+08:00')
    dataOf(await verify())
    programme.at('2026-03-11T00:05:00+08:00')
    dataOf(await clerk('coupons.unverify', { storeId, couponId: ids.five ?? '', reason: '扫错了' }))
    expect((await usable(ask)).map(({ usableUntil }) => usableUntil)).toEqual(['2026-03-11'])
  })

  test('is a clerk’s own business, a manager’s of the store, and nobody else’s', async () => {
    const { programme, ids, verify } = await counter()
    const couponId = ids.five ?? ''
    const manager = await hire(programme, 'o-boss', { storeId, role: 'manager' })
    const other = await hire(programme, 'o-other', { storeId })
    const east = await hire(programme, 'o-east', { storeId: 'east', role: 'manager' })
    expect(codeOf(await manager('coupons.unverify', { storeId, couponId, reason: '扫错了' }))).toBe('no_such_coupon')
    dataOf(await verify())
    expect(codeOf(await other('coupons.unverify', { storeId, couponId, reason: '扫错了' }))).toBe('unauthorised')
    expect(codeOf(await east('coupons.unverify', { storeId: 'east', couponId, reason: '扫错了' }))).toBe(
      'no_such_coupon',
    )
    expect(codeOf(await manager('coupons.unverify', { storeId, couponId: 'f'.repeat(32), reason: '扫错了' }))).toBe(
      'no_such_coupon',
    )
    dataOf(await manager('coupons.unverify', { storeId, couponId, reason: '扫错了' }))
  })
})

test('coupons.today shows what was used where, and what can still be undone', async () => {
  const { programme, clerk, code, ids, verify } = await counter({ templates: { five: {}, six: {}, late: {} } })
  programme.at('2026-03-10T23:50:00+08:00')
  dataOf(await verify({ code: await code('late'), orderNo: 'A-0' }))
  programme.at('2026-03-11T00:00:00+08:00')
  const manager = await hire(programme, 'o-boss', { storeId, role: 'manager' })
  dataOf(await verify({ code: await code() }))
  programme.nowMs += 60_000
  dataOf(await verify({ code: await code('six'), orderNo: 'A-2' }, 'k-2', manager))
  dataOf(await clerk('coupons.unverify', { storeId, couponId: ids.five ?? '', reason: '扫错了' }))
  const shown = async (ask: Ask) =>
    dataOf(await ask('coupons.today', { storeId })).items.map(({ title, orderNo, state, isMine, undoUntilMs }) => [
      title,
      orderNo,
      state,
      isMine,
      undoUntilMs,
    ])
  const untilMs = programme.nowMs + 30 * 60_000
  expect(await shown(clerk)).toEqual([['five', 'A-1', 'undone', true, null]])
  expect(await shown(manager)).toEqual([
    ['six', 'A-2', 'used', true, untilMs],
    ['five', 'A-1', 'undone', false, null],
  ])
})

describe('under faults', () => {
  test('verify leaves one use or none, wherever the function ends', async () => {
    const calls = await endedAtEachCall(
      async () => new MemoryStore(),
      async (store, clean) => {
        const { ask, ids, states, verify } = await counter({ store: clean })
        const shown = await codeShown(ask, ids.five ?? '')
        const dying = new Programme({ store }).staff('o-clerk')
        return {
          run: () => verify({ code: shown }, 'k-1', dying),
          goOn: async () => dataOf(await verify({ code: shown }, 'k-1')),
          check: async () => expect(await states()).toEqual(['1 used 500']),
        }
      },
    )
    expect(calls).toBeGreaterThanOrEqual(3)
  })

  test('unverify leaves the coupon used or back, and the sweeper ends what was begun', async () => {
    const calls = await endedAtEachCall(
      async () => new MemoryStore(),
      async (store, clean) => {
        const { programme, ids, states, verify, ask } = await counter({ store: clean })
        dataOf(await verify())
        const dying = new Programme({ store }).staff('o-clerk')
        const input = { storeId, couponId: ids.five ?? '', reason: '扫错了' }
        return {
          run: () => dying('coupons.unverify', input, 'u-1'),
          goOn: async () => {
            programme.wait(120_000)
            await programme.tick()
          },
          check: async () => {
            const [ended] = (await clean.find(coupons, { index: 'byOp', equals: { op: ids.five ?? '' }, limit: 1 }))
              .items
            const isBack = ended?.state === 'returned'
            expect(await states()).toEqual(isBack ? ['1 claimed 0', '1 returned 500'] : ['1 used 500'])
            expect(await usable(ask)).toHaveLength(isBack ? 1 : 0)
            expect(ended?.openSinceMs).toBeNull()
          },
        }
      },
    )
    expect(calls).toBeGreaterThanOrEqual(6)
  })

  test.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'on a failing store no coupon is used twice and none is lost (seed %i)',
    async (seed) => {
      const memory = new MemoryStore()
      const templates = Object.fromEntries(
        Array.from({ length: 4 }, (_, nth) => [`c${nth}`, { stackingGroup: `g${nth}` }]),
      )
      const { code, states } = await counter({
        store: memory,
        templates,
        settings: { couponCombinations: [['cash', 'cash']] },
      })
      const codes = await Promise.all(Object.keys(templates).map((id) => code(id)))
      const faulty = faultyStore(memory, { error: 50, lostReply: 80, late: 80 }, seed)
      const programme = new Programme({ store: faulty.store, seed })
      programme.at('2026-03-10T10:00:40+08:00')
      const again = (shown: string, orderNo: string, key: string) =>
        settled(async () => {
          const reply = await programme.staff('o-clerk')(
            'coupons.verify',
            { storeId, code: shown, orderNo, amountFen: 1_800 },
            key,
          )
          return !reply.ok && reply.retryable ? new Refusal('busy') : reply
        })
      // Each coupon twice, for the same order and for another.
      const replies = await Promise.all(
        codes.flatMap((shown, nth) => [
          again(shown, 'A-1', `k-${nth}`),
          again(shown, 'A-1', `k-${nth}`),
          again(shown, 'A-2', `o-${nth}`),
        ]),
      )
      faulty.heal()
      await faulty.quiet()
      for (let nth = 0; nth < 4; nth += 1)
        expect(replies[3 * nth]).toMatchObject({ ok: (replies[3 * nth + 1] as { ok: boolean }).ok })
      const used = replies.filter((reply, nth) => nth % 3 !== 1 && 'ok' in reply && reply.ok)
      const [last] = (await states()).slice(-1)
      expect(last).toMatch(new RegExp(`^${used.length} used`))
      const taken = new Map<string, number>()
      const { items } = await memory.find(coupons, { index: 'byStore', equals: { usedStore: storeId }, limit: 9 })
      for (const { use } of items) if (use) taken.set(use.orderNo, (taken.get(use.orderNo) ?? 0) + use.discountFen)
      for (const discountFen of taken.values()) expect(discountFen).toBeLessThanOrEqual(1_800)
      expect(items).toHaveLength(used.length)
    },
  )
})
