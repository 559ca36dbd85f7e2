import { held } from '../../../test/kit/held-store'
import { assertLedgerHolds } from '../../../test/kit/ledger-holds'
import { bought, buying, refunding } from '../../../test/kit/purchases'
import { referralShop } from '../../../test/kit/referrals'
import { workOn } from '../../../test/kit/work-on'
import { MemoryStore } from '../../adapters/memory/memory-store'
import { dueReferralsJob } from './paying/qualify'
import { referrals } from './store'

/** A friend whose purchase of 10 March vests on the 17th, and functions that are slow in one of their writes. */
async function shop() {
  const memory = new MemoryStore()
  const made = await referralShop({ store: memory, settings: { holdDays: 7 } })
  const { programme, friend, buy } = made
  const lan = await friend('o-lan')
  const order = await buy(lan)
  const slow = (after = 0) => {
    const held_ = held(memory, referrals.name, { after })
    const instance = () => workOn(programme.another({ store: held_.store }))
    return { reached: held_.reached, release: held_.release, instance }
  }
  const back = (work: ReturnType<typeof workOn>) =>
    refunding(programme, { amountFen: 5_000, orderNo: `B-${lan.memberId}`, key: 'r-1' }, work)
  const vest = () => programme.at('2026-03-17T00:30:00+08:00')
  return { ...made, lan, order, slow, back, vest }
}

test('refunded while a slow function is paying: what it pays is taken back, and it overwrites nothing', async () => {
  const { programme, mei, lan, slow, back, vest, pointsOf, stored, later } = await shop()
  vest()
  // Its second write says that all is paid.
  const payer = slow(1)
  const paying = dueReferralsJob.slice(payer.instance(), null)
  await payer.reached
  await back(workOn(programme))
  payer.release()
  await paying
  await later()
  expect([await pointsOf(mei), await pointsOf(lan)]).toEqual([0, 0])
  expect(await stored(lan)).toMatchObject({ state: 'taken_back', openSinceMs: null })
  await assertLedgerHolds(programme)
})

test('paid between the look and the write of a slow refund: it looks again', async () => {
  const { programme, mei, lan, slow, back, vest, pointsOf, stored, later } = await shop()
  vest()
  const [payer, refunder] = [slow(1), slow(0)]
  const paying = dueReferralsJob.slice(payer.instance(), null)
  await payer.reached
  const refunding = back(refunder.instance())
  await refunder.reached
  payer.release()
  await paying
  expect([await pointsOf(mei), await pointsOf(lan)]).toEqual([20, 10])
  refunder.release()
  await refunding
  await later()
  expect([await pointsOf(mei), await pointsOf(lan)]).toEqual([0, 0])
  expect(await stored(lan)).toMatchObject({ state: 'taken_back', openSinceMs: null })
  await assertLedgerHolds(programme)
})

test('paid while a slow function writes down which purchase is waited for: that is for nothing', async () => {
  const { programme, mei, lan, order, slow, vest, pointsOf, stored, later } = await shop()
  programme.at('2026-03-16T10:00:00+08:00')
  const recorder = slow(0)
  // Paid an hour earlier than the other and recorded six days later, it would have been the first.
  const paidAtMs = order.paidAtMs - 60 * 60_000
  const late = { memberId: lan.memberId, amountFen: 5_000, orderNo: 'earlier', paidAtMs, key: 'k-2' }
  const recording = buying(programme, late, recorder.instance())
  await recorder.reached
  vest()
  await dueReferralsJob.slice(workOn(programme), null)
  expect([await pointsOf(mei), await pointsOf(lan)]).toEqual([20, 10])
  recorder.release()
  await recording
  expect(await stored(lan)).toMatchObject({ state: 'paid', reward: { order: order._id } })
  await bought(programme, late)
  await later()
  expect([await pointsOf(mei), await pointsOf(lan)]).toEqual([20, 10])
  expect(await stored(lan)).toMatchObject({ state: 'paid', reward: { order: order._id } })
})

test('refunded while a slow function is still recording it: the next purchase is waited for, and paid for', async () => {
  const { programme, mei, lan, buy, giveBack, slow, back, vest, pointsOf, stored, later } = await shop()
  const recorder = slow(0)
  const second = { memberId: lan.memberId, amountFen: 5_000, orderNo: 'second', key: 'k-2' }
  const recording = buying(programme, second, recorder.instance())
  await recorder.reached
  await bought(programme, second)
  programme.wait(60_000)
  const third = await buy(lan, { orderNo: 'third' })
  await back(workOn(programme))
  await giveBack(lan, { orderNo: 'second', refundNo: 'R-2' })
  recorder.release()
  await recording
  expect(await stored(lan)).toMatchObject({ state: 'bound', waits: { order: third._id } })
  vest()
  await later()
  expect([await pointsOf(mei), await pointsOf(lan)]).toEqual([20, 10])
  await assertLedgerHolds(programme)
})
