import { endedAtEachCall } from '../../../../test/kit/each-cut'
import { codeOf, dataOf, Programme } from '../../../../test/kit/programme'
import { MemoryStore } from '../../../adapters/memory/memory-store'
import { businessDateOf } from '../../../kernel/business-date'
import { campaignTemplates } from '../domain/templates'
import { campaignDrafts } from '../store'

const start = (programme: Programme, template: string, campaignId: string, key?: string) =>
  programme.ops()('ops.draft-campaign', { template, campaignId }, key)

test.each(campaignTemplates.map(({ template }) => template))(
  '%s can be published as it stands, tomorrow',
  async (template) => {
    const programme = await Programme.start()
    const { draft } = dataOf(await start(programme, template, 'mine'))
    expect(businessDateOf(Number(draft.warmUpFromMs ?? draft.fromMs))).toBe('2026-03-11')
    const published = await programme.ops()('ops.publish', { kind: 'campaigns', id: 'mine' })
    expect(published).toMatchObject({ ok: true, data: { state: 'published' } })
  },
)

test('all templates are listed', async () => {
  const programme = await Programme.start()
  const { items } = dataOf(await programme.ops()('ops.campaign-templates', {}))
  expect(items.map(({ title }) => title)).toEqual([
    '双倍积分',
    '会员日',
    '生日礼',
    '满额阶梯',
    '新人礼',
    '节日',
    '预热',
  ])
})

test('the same command answers the same also the day after, and leaves what a hand has changed', async () => {
  const programme = await Programme.start()
  const first = dataOf(await start(programme, 'holiday', 'mine', 'k-1'))
  await programme.store.update(campaignDrafts, { _id: 'mine' }, { set: { title: '中秋' } as never })
  programme.advanceDays(1)
  expect(dataOf(await start(programme, 'holiday', 'mine', 'k-1'))).toEqual(first)
  expect(await programme.store.get(campaignDrafts, 'mine')).toMatchObject({ title: '中秋' })
  expect(codeOf(await start(programme, 'holiday', 'mine', 'k-2'))).toBe('campaign_id_taken')
  expect(codeOf(await start(programme, 'holiday', 'other', 'k-1'))).toBe('key_reused_with_other_input')
  expect(codeOf(await start(programme, 'lottery', 'third'))).toBe('no_such_template')
})

test('of twenty who begin one at once one does', async () => {
  const programme = await Programme.start()
  const replies = await Promise.all(Array.from({ length: 20 }, () => start(programme, 'holiday', 'mine')))
  expect(replies.filter(({ ok }) => ok)).toHaveLength(1)
})

test('a function that ends at any call leaves one draft', async () => {
  const calls = await endedAtEachCall(
    async () => new MemoryStore(),
    async (store, clean) => {
      const programme = await Programme.start({ store: clean })
      return {
        run: () => start(new Programme({ store }), 'holiday', 'mine', 'k-1'),
        goOn: async () => dataOf(await start(programme, 'holiday', 'mine', 'k-1')),
        check: async () => expect(await clean.count(campaignDrafts, {})).toBe(1),
      }
    },
  )
  expect(calls).toBeGreaterThan(3)
})
