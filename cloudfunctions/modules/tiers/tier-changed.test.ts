import { publishCampaign } from '../../../test/kit/campaigns'
import { growBy, publishLadder } from '../../../test/kit/ladder'
import { assertLedgerHolds } from '../../../test/kit/ledger-holds'
import { dataOf, joined } from '../../../test/kit/programme'
import { bought, shopWith } from '../../../test/kit/purchases'
import { workOn } from '../../../test/kit/work-on'
import { ruleEvents } from '../rules/happened'
import { afterTierChange } from './after-change'

const rules = [
  {
    when: 'tier_changed',
    conditions: [{ code: 'tier_is', tiers: ['silver', 'gold'], name: '银卡以上会员' }],
    effects: [{ code: 'points_fixed', points: 88, for: '升级礼' }],
  },
]

async function shop({ isListening = true } = {}) {
  const programme = await shopWith({ welcomePoints: 0, holdDays: 0, earnFromFen: 99_999_999 })
  await publishLadder(programme)
  if (isListening) await publishCampaign(programme, 'levels', { rules })
  const { ask, memberId } = await joined(programme, 'o-mei')
  const available = async () => dataOf(await ask('members.me', {})).points.available
  return { programme, ask, memberId, available }
}

test('a tier that is reached by an order is told once, however often its steps are repeated', async () => {
  const { programme, memberId, available } = await shop()
  const order = { memberId, amountFen: 100_000, key: 'k-1' }
  await Promise.all(Array.from({ length: 5 }, () => bought(programme, order)))
  for (let times = 0; times < 3; times += 1) await afterTierChange(workOn(programme), { member: memberId })
  expect(await available()).toBe(88)
  await bought(programme, { memberId, amountFen: 100_000, orderNo: 'A-2' })
  expect(await available()).toBe(176)
  const told = (await programme.store.find(ruleEvents, { index: 'byOpen', limit: 9 })).items.map(({ facts }) => facts)
  expect(told).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ from: 'base', tier: 'silver', isUp: true, tierName: '银卡' }),
      expect.objectContaining({ from: 'silver', tier: 'gold', isUp: true, fromName: '银卡' }),
    ]),
  )
  await assertLedgerHolds(programme)
})

test('a campaign that began after a tier was reached gives nothing for it, whoever looks at the tier then', async () => {
  const { programme, memberId, available } = await shop({ isListening: false })
  await bought(programme, { memberId, amountFen: 100_000 })
  programme.nowMs += 60_000
  await publishCampaign(programme, 'levels', { fromMs: programme.nowMs, rules })
  await afterTierChange(workOn(programme), { member: memberId })
  await bought(programme, { memberId, amountFen: 1_000, orderNo: 'A-2' })
  expect(await available()).toBe(0)
  expect(await programme.store.count(ruleEvents, {})).toBe(0)
})

test('a tier that ends at its review is told as of the start of its day, and is no way up', async () => {
  const { programme, memberId } = await shop({ isListening: false })
  await growBy(programme, memberId, 1_000)
  await publishCampaign(programme, 'all', {
    fromMs: programme.nowMs,
    untilMs: programme.nowMs + 399 * 86_400_000,
    perMember: undefined,
    rules: [{ when: 'tier_changed', effects: [{ code: 'points_fixed', points: 1, for: '变动' }] }],
  })
  programme.advanceDays(380)
  await programme.tick()
  programme.advanceDays(40)
  for (let ticks = 0; ticks < 3; ticks += 1) await programme.tick()
  const told = (await programme.store.find(ruleEvents, { index: 'byOpen', limit: 9 })).items
  for (const { facts } of told) expect(facts).toMatchObject({ isUp: false, from: 'silver' })
})

test('why it was given names both tiers', async () => {
  const { programme, ask, memberId } = await shop()
  await bought(programme, { memberId, amountFen: 100_000 })
  const [line] = dataOf(await ask('points.statement', {})).items
  const { details } = dataOf(await ask('points.explain', { seq: line?.seq ?? 0 }))
  expect(details).toEqual(
    expect.arrayContaining([
      { label: '原来的等级', value: '普通会员' },
      { label: '现在的等级', value: '银卡' },
    ]),
  )
})
