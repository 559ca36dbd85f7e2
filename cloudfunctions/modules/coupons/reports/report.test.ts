import { claimed, codeShown, publishTemplate } from '../../../../test/kit/coupons'
import { dataOf, joined } from '../../../../test/kit/programme'
import { shopWith } from '../../../../test/kit/purchases'
import { hire } from '../../../../test/kit/stores'

test('what became of coupons by the channel they came by adds up', async () => {
  const programme = await shopWith()
  const clerk = await hire(programme, 'o-clerk', { storeId: 'west' })
  await publishTemplate(programme, 'five', { stock: 20, limitPerMember: 5 })
  const mei = await joined(programme, 'o-mei')
  const lan = await joined(programme, 'o-lan')
  const use = async (ask: typeof mei.ask, couponId: string, orderNo: string) => {
    const code = await codeShown(ask, couponId)
    dataOf(await clerk('coupons.verify', { storeId: 'west', code, orderNo, amountFen: 300 }))
  }
  const [used, undone, given] = [
    await claimed(mei.ask, 'five'),
    await claimed(mei.ask, 'five'),
    await claimed(mei.ask, 'five'),
  ]
  await claimed(mei.ask, 'five')
  await use(mei.ask, used, 'A-1')
  await use(mei.ask, undone, 'A-2')
  dataOf(await clerk('coupons.unverify', { storeId: 'west', couponId: undone, reason: '扫错了' }))
  const { giftCode } = dataOf(await mei.ask('coupons.give', { couponId: given }))
  const had = dataOf(await lan.ask('coupons.accept', { giftCode }))
  await use(lan.ask, had.couponId, 'A-3')
  const grant = {
    id: 'five',
    audience: { memberIds: [lan.memberId] },
    reason: '周年',
    operator: '小王',
  }
  const { batchId } = dataOf(await programme.ops()('ops.grant', { kind: 'coupon', ...grant }))
  dataOf(await programme.ops()('ops.undo-grant', { batchId: batchId ?? '', reason: '送错了', operator: '店长' }))
  const report = dataOf(await programme.ops()('ops.coupon-report', { templateId: 'five' }))
  expect(report.channels).toEqual([
    { channel: 'claimed', name: '自己领取', issued: 4, used: 1, discountFen: 300, held: 2, given: 1, withdrawn: 0 },
    { channel: 'granted', name: '商家赠送', issued: 1, used: 0, discountFen: 0, held: 0, given: 0, withdrawn: 1 },
    { channel: 'given', name: '朋友赠送', issued: 1, used: 1, discountFen: 300, held: 0, given: 0, withdrawn: 0 },
  ])
  expect(report.total).toEqual({ issued: 6, used: 2, discountFen: 600, held: 2, given: 1, withdrawn: 1 })
  for (const { issued, used: spent, held, given: gone, withdrawn } of [...report.channels, report.total])
    expect(spent + held + gone + withdrawn).toBe(issued)
  expect(dataOf(await programme.ops()('ops.coupon-report', { templateId: 'none' })).channels).toEqual([])
})
