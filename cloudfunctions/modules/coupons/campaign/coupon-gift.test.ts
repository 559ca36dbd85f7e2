import { publishTemplate } from '../../../../test/kit/coupons'
import { dataOf, joined, Programme } from '../../../../test/kit/programme'
import { workOn } from '../../../../test/kit/work-on'
import { couponEffect } from './coupon-effect'
import { couponGiver } from './coupon-giver'
import { ofTemplate } from './of-template'

async function shop(given: Record<string, unknown> = {}) {
  const programme = await Programme.start()
  await publishTemplate(programme, 'five', given)
  const { ask, memberId: member } = await joined(programme, 'o-mei')
  const giving = (op: string, templateId = 'five') => ({
    op,
    member,
    campaign: 'spring',
    args: { templateId, name: '五元券' },
  })
  return {
    programme,
    ask,
    give: (op: string, templateId?: string) => couponGiver.give(workOn(programme), giving(op, templateId)),
    takeBack: (op: string) => couponGiver.takeBack?.(workOn(programme), giving(op)),
    wallet: async () => dataOf(await ask('coupons.wallet', {})).items.map(({ state, channel }) => [state, channel]),
    told: async () => dataOf(await ask('inbox.list', {})).items.map(({ text }) => text),
  }
}

test('a coupon of a campaign is given once for each op, and told once', async () => {
  const { give, wallet, told } = await shop()
  await Promise.all(Array.from({ length: 10 }, () => give('spring|A-1')))
  await give('spring|A-2')
  await give('spring|A-1')
  expect(await wallet()).toEqual([
    ['usable', '活动赠送'],
    ['usable', '活动赠送'],
  ])
  expect(await told()).toEqual(['“五元券”已放进您的卡包。', '“五元券”已放进您的卡包。'])
})

test('taken back with its cause it is gone, and one that was still on its way does not come', async () => {
  const { give, takeBack, wallet } = await shop()
  await give('spring|A-1')
  await takeBack('spring|A-1')
  await takeBack('spring|A-1')
  await takeBack('spring|A-2')
  await give('spring|A-1')
  await give('spring|A-2')
  expect((await wallet()).filter(([state]) => state === 'usable')).toEqual([])
})

test('of a stock that ran out, and of a template that is not there, nothing comes', async () => {
  const { programme, give, wallet } = await shop({ stock: 1 })
  await give('spring|A-1')
  await give('spring|A-2')
  await give('spring|A-3', 'none')
  expect(await wallet()).toHaveLength(1)
  expect(programme.log.some(({ bug }) => String(bug).includes('gives no coupon none'))).toBe(true)
  // What was sold out stays so, whatever comes into the stock later.
  dataOf(await programme.ops()('ops.restock', { kind: 'coupon_templates', id: 'five', quantity: 5, operator: '小王' }))
  await programme.tick()
  await give('spring|A-2')
  expect(await wallet()).toHaveLength(1)
})

test.each([
  ['no template', {}],
  ['a template that is no id', { templateId: '五' }],
  ['a cost below nothing', { templateId: 'five', costFen: -1 }],
  ['a name that is too long', { templateId: 'five', name: '一'.repeat(21) }],
  ['something else', { templateId: 'five', quantity: 2 }],
])('%s cannot be written into a rule', (_, args) => {
  expect(() => couponEffect.parse(args)).toThrow()
})

test('a rule may ask for some templates', () => {
  const args = ofTemplate.parse({ templates: ['five', 'six'], name: '春茶券' })
  expect(ofTemplate.text(args, { points: '积分' })).toBe('用了春茶券')
  expect(['five', 'six', 'ten'].map((template) => ofTemplate.holds({ template }, args))).toEqual([true, true, false])
  expect(() => ofTemplate.parse({ templates: [] })).toThrow()
  expect(() => ofTemplate.holds({}, args)).toThrow('fact template is missing')
})
