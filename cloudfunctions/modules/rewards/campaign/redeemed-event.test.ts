import { publishCampaign } from '../../../../test/kit/campaigns'
import { publishTemplate } from '../../../../test/kit/coupons'
import { assertLedgerHolds } from '../../../../test/kit/ledger-holds'
import { dataOf, joined } from '../../../../test/kit/programme'
import { shopWith } from '../../../../test/kit/purchases'
import { publishReward } from '../../../../test/kit/rewards'
import { hire } from '../../../../test/kit/stores'
import { ruleEvents } from '../../rules/happened'

async function shop({ isListening = true } = {}) {
  const programme = await shopWith({ welcomePoints: 1_000 })
  await publishTemplate(programme, 'five')
  await publishReward(programme, 'ticket', { kind: 'coupon', templateId: 'five', stock: null })
  await publishReward(programme, 'cup', { limitPerMember: 9 })
  if (isListening)
    await publishCampaign(programme, 'mall', {
      rules: [
        {
          when: 'reward_redeemed',
          conditions: [{ code: 'of_reward', rewards: ['ticket', 'cup'] }],
          effects: [{ code: 'points_fixed', points: 3, for: '兑换礼' }],
        },
      ],
    })
  const { ask } = await joined(programme, 'o-mei')
  const available = async () => dataOf(await ask('members.me', {})).points.available
  const told = () => programme.store.count(ruleEvents, {})
  return { programme, ask, available, told }
}

test('what is there at once counts at once, once however often the command comes', async () => {
  const { programme, ask, available } = await shop()
  const redeem = () => ask('rewards.redeem', { rewardId: 'ticket' }, 'k-1')
  await Promise.all(Array.from({ length: 5 }, redeem))
  expect(await available()).toBe(1_000 - 30 + 3)
  expect(dataOf(await redeem()).pointsSpent).toBe(30)
  expect(await available()).toBe(973)
  programme.nowMs += 120_000
  await programme.tick()
  await assertLedgerHolds(programme)
})

test('redeeming and cancelling earns nothing, however often', async () => {
  const { programme, ask, available, told } = await shop()
  for (let turn = 0; turn < 5; turn += 1) {
    const { orderId } = dataOf(await ask('rewards.redeem', { rewardId: 'cup', storeId: 'west' }))
    dataOf(await ask('rewards.cancel', { orderId }))
  }
  expect([await available(), await told()]).toEqual([1_000, 0])
  await assertLedgerHolds(programme)
})

test('what is picked up counts when it is handed over, and not before', async () => {
  const { programme, ask, available } = await shop()
  const { orderId, code } = dataOf(await ask('rewards.redeem', { rewardId: 'cup', storeId: 'west' }))
  expect(await available()).toBe(970)
  const clerk = await hire(programme, 'o-clerk', { storeId: 'west' })
  programme.nowMs += 60_000
  dataOf(await clerk('rewards.hand-over', { storeId: 'west', code: code ?? '' }))
  expect(await available()).toBe(973)
  const [event] = (await programme.store.find(ruleEvents, { index: 'byOpen', limit: 5 })).items
  expect(event).toMatchObject({ facts: { reward: 'cup', kind: 'item', points: 30 }, happenedAtMs: programme.nowMs })
  expect(orderId).not.toBe('')
})

test('another reward, and no campaign that listens, tell nothing', async () => {
  const { ask, available, told } = await shop({ isListening: false })
  dataOf(await ask('rewards.redeem', { rewardId: 'ticket' }))
  expect([await available(), await told()]).toEqual([970, 0])
})
