import { writeByHand } from '../kit/by-hand'
import { dataOf, Programme } from '../kit/programme'
import { openStore } from '../kit/stores'

type Draft = Readonly<Record<string, unknown>>

const at = (day: string) => Date.parse(`2026-${day}T10:00:00+08:00`)
const ON_SALE = { pricePoints: 30, limitPerMember: 2, onSaleFromMs: at('03-01'), onSaleUntilMs: at('12-01') }
const TEMPLATE = { stock: 10, limitPerMember: 1, validity: { days: 30 }, claimable: true, stores: ['west'] }

/** One of each kind, with most of what may be said of it. */
const drafts: readonly (readonly [collection: 'rewards' | 'coupon_templates', draft: Draft])[] = [
  ['rewards', { ...ON_SALE, title: '马克杯', kind: 'item', stock: 10, delivery: 'either', stores: ['west'] }],
  ['rewards', { ...ON_SALE, title: '礼品卡', kind: 'code', stock: null, limitPer: 'month' }],
  ['rewards', { ...ON_SALE, title: '年卡', kind: 'membership', stock: null, membership: '年卡会员', days: 365 }],
  ['rewards', { ...ON_SALE, title: '兑券', kind: 'coupon', stock: 5, templateId: 'known' }],
  [
    'rewards',
    {
      ...ON_SALE,
      title: '手冲课',
      kind: 'experience',
      stock: null,
      slots: [{ slotId: 'sat', startsAtMs: at('04-01'), endsAtMs: at('04-02'), capacity: 4 }],
    },
  ],
  ['coupon_templates', { ...TEMPLATE, title: '五元券', kind: 'cash', discountFen: 500 }],
  ['coupon_templates', { ...TEMPLATE, title: '满减', kind: 'threshold', discountFen: 500, thresholdFen: 3_000 }],
  ['coupon_templates', { ...TEMPLATE, title: '九折', kind: 'percent', percentOff: 10, capFen: 500 }],
  ['coupon_templates', { ...TEMPLATE, title: '兑换', kind: 'exchange', capFen: 3_000, categories: ['咖啡'] }],
  ['coupon_templates', { ...TEMPLATE, title: '运费', kind: 'delivery', discountFen: 600, categories: ['配送'] }],
]

const cases = drafts.map(([collection, draft]) => [collection, draft.title as string, draft] as const)

async function published(collection: 'rewards' | 'coupon_templates', draft: Draft) {
  const programme = await Programme.start()
  await openStore(programme, 'west')
  const ops = programme.ops()
  const publish = async (fields: Draft, id = 'it') => {
    await writeByHand(programme, collection, { _id: id, ...fields })
    return ops('ops.publish', { kind: collection, id })
  }
  const template = { ...TEMPLATE, title: '五元券', kind: 'cash', discountFen: 500, claimable: false }
  await writeByHand(programme, 'coupon_templates', { _id: 'known', ...template })
  dataOf(await ops('ops.publish', { kind: 'coupon_templates', id: 'known' }))
  const first = dataOf(await publish(draft))
  expect(first.version).toBe(1)
  return { programme, publish }
}

const pathOf = (reply: Awaited<ReturnType<Awaited<ReturnType<typeof published>>['publish']>>) =>
  reply.ok ? null : [reply.code, String(reply.params.path)]

test.each(cases)(
  '%s %s: of every field that is of another type the refusal names the path, and what is in force stays',
  async (collection, _, draft) => {
    const { programme, publish } = await published(collection, draft)
    for (const field of Object.keys(draft)) {
      for (const wrong of [{ not: 'this' }, [['no']], '', -1.5]) {
        const reply = pathOf(await publish({ ...draft, [field]: wrong }))
        expect([field, reply?.[0]]).toEqual([field, 'invalid_document'])
        expect(reply?.[1]).toMatch(new RegExp(`^${collection}\\.it\\.(${field}|\\w+$)`))
      }
      const typed = pathOf(await publish({ ...draft, [field]: { not: 'this' } }))
      expect(typed?.[1]).toMatch(new RegExp(`^${collection}\\.it\\.${field}`))
    }
    expect(
      await programme.store.count(
        { name: 'published', indexes: [], rule: { read: false, write: false } },
        { kind: collection, id: 'it' },
      ),
    ).toBe(1)
  },
)

test.each(cases)(
  '%s %s: a field that is left out has a default, or its path is named',
  async (collection, _, draft) => {
    const { publish } = await published(collection, draft)
    const missing: string[] = []
    for (const field of Object.keys(draft)) {
      const { [field]: _gone, ...rest } = draft
      const reply = pathOf(await publish(rest))
      if (!reply) continue
      missing.push(field)
      expect([field, ...reply]).toEqual([field, 'invalid_document', expect.stringContaining(`${collection}.it.`)])
    }
    expect(missing).toEqual(expect.arrayContaining(['title', 'kind', 'limitPerMember']))
  },
)

test.each(cases)('%s %s: a field that nobody knows is named', async (collection, _, draft) => {
  const { publish } = await published(collection, draft)
  expect(pathOf(await publish({ ...draft, discuont: 1 }))).toEqual(['invalid_document', `${collection}.it.discuont`])
})
