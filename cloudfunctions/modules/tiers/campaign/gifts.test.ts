import { growBy, publishLadder } from '../../../../test/kit/ladder'
import { assertLedgerHolds } from '../../../../test/kit/ledger-holds'
import { dataOf, joined, Programme } from '../../../../test/kit/programme'
import { workOn } from '../../../../test/kit/work-on'
import { accountOf } from '../../ledger'
import { benefitGiver, moreBenefits } from './more-benefits'
import { tierBoost, tierBoostGiver } from './tier-boost'
import { tierFact, tierIs } from './tier-is'

async function shop(yuan = 0) {
  const programme = await Programme.start({ at: '2026-03-10T10:00:00+08:00' })
  await publishLadder(programme)
  const { ask, memberId: member } = await joined(programme, 'o-mei')
  if (yuan > 0) await growBy(programme, member, yuan)
  const giving = (op: string, args: Record<string, string | number>) => ({ op, member, campaign: 'spring', args })
  return {
    programme,
    ask,
    member,
    lend: (op: string, tierId: string, days: number) =>
      tierBoostGiver.give(workOn(programme), giving(op, { tierId, name: '金卡', days })),
    takeBack: (op: string) =>
      tierBoostGiver.takeBack?.(workOn(programme), giving(op, { tierId: 'gold', name: '金卡', days: 7 })),
    give: (op: string, times = 1, benefitId = 'coffee') =>
      benefitGiver.give(workOn(programme), giving(op, { benefitId, name: '免费咖啡', times })),
    takeBenefitBack: (op: string, times = 1) =>
      benefitGiver.takeBack?.(workOn(programme), giving(op, { benefitId: 'coffee', name: '免费咖啡', times })),
    shown: async () => {
      const { tier } = dataOf(await ask('members.me', {}))
      const { lent, growth, benefits } = dataOf(await ask('tiers.mine', {}))
      return { tier, lent: lent?.until ?? null, growth, left: benefits.map(({ left }) => left) }
    },
  }
}

describe('a tier to try', () => {
  test('counts from the day it is lent to the last second of its last day, and leaves growth as it was', async () => {
    const { programme, lend, shown } = await shop()
    await lend('s|1', 'gold', 7)
    expect(await shown()).toEqual({ tier: '金卡', lent: '2026-03-16', growth: 0, left: [4, 1] })
    programme.at('2026-03-16T23:59:59+08:00')
    expect(await shown()).toMatchObject({ tier: '金卡', left: [4, 1] })
    programme.at('2026-03-17T00:00:00+08:00')
    expect(await shown()).toEqual({ tier: '普通会员', lent: null, growth: 0, left: [] })
    await assertLedgerHolds(programme)
  })

  test('is lent once for each op, whenever and however often it is given, and told once', async () => {
    const { programme, ask, lend, shown } = await shop()
    await Promise.all(Array.from({ length: 10 }, () => lend('s|1', 'gold', 7)))
    programme.advanceDays(3)
    await lend('s|1', 'gold', 7)
    expect(await shown()).toMatchObject({ lent: '2026-03-16' })
    expect(dataOf(await ask('points.statement', {})).items.map(({ title }) => title)).toEqual(['体验金卡', '入会礼'])
    expect(dataOf(await ask('inbox.list', {})).items).toMatchObject([
      { text: '金卡的权益您可以体验到3月16日。', link: '/features/tiers/pages/tier' },
    ])
  })

  test.each([
    ['a shorter one of the same tier', 'gold', 2, '金卡', '2026-03-16'],
    ['a longer one of the same tier', 'gold', 30, '金卡', '2026-04-08'],
    ['a lower one, however long', 'silver', 300, '金卡', '2026-03-16'],
  ])('on top of seven days, %s', async (_, tierId, days, tier, lent) => {
    const { lend, shown } = await shop()
    await lend('s|1', 'gold', 7)
    await lend('s|2', tierId, days)
    expect(await shown()).toMatchObject({ tier, lent })
  })

  test('below the own one does nothing, and a higher one, however short, comes over a lower one', async () => {
    const { lend, shown } = await shop(1_000)
    await lend('s|1', 'silver', 30)
    expect(await shown()).toMatchObject({ tier: '银卡', lent: null })
    await lend('s|2', 'gold', 2)
    expect(await shown()).toMatchObject({ tier: '金卡', lent: '2026-03-11' })
  })

  test('goes back with its cause, once, and another that came after it stays', async () => {
    const { programme, lend, takeBack, shown } = await shop()
    await lend('s|1', 'gold', 7)
    await takeBack('s|1')
    await takeBack('s|1')
    expect(await shown()).toMatchObject({ tier: '普通会员', lent: null })
    await lend('s|2', 'gold', 9)
    await takeBack('s|1')
    await takeBack('s|0')
    expect(await shown()).toMatchObject({ tier: '金卡', lent: '2026-03-18' })
    await assertLedgerHolds(programme)
  })

  test('of a ladder that has it no more is not lent, and who left gets nothing', async () => {
    const { programme, lend, shown } = await shop()
    await lend('s|1', 'diamond', 7)
    expect(await shown()).toMatchObject({ tier: '普通会员', lent: null })
    expect(programme.log.some(({ bug }) => String(bug).includes('no tier diamond'))).toBe(true)
    await tierBoostGiver.give(workOn(programme), {
      op: 's|2',
      member: 'nobody',
      campaign: 'spring',
      args: { tierId: 'gold', name: '金卡', days: 7 },
    })
  })

  test('counts for rules that ask for the tier', async () => {
    const { programme, member, lend } = await shop()
    const holds = async () => {
      const account = await accountOf(workOn(programme), member)
      if (!account) throw new Error('no account')
      const tierId = await tierFact.of(workOn(programme), account, programme.nowMs)
      return tierIs.holds({ tierId }, tierIs.parse({ tiers: ['gold'] }))
    }
    expect(await holds()).toBe(false)
    await lend('s|1', 'gold', 7)
    expect(await holds()).toBe(true)
  })
})

describe('more uses of a benefit', () => {
  test('come on top of those of the tier in the running month, once for each op', async () => {
    const { programme, give, shown } = await shop(1_000)
    await Promise.all(Array.from({ length: 10 }, () => give('s|1', 2)))
    expect(await shown()).toMatchObject({ left: [3] })
    await give('s|2')
    expect(await shown()).toMatchObject({ left: [4] })
    programme.at('2026-04-01T00:00:00+08:00')
    expect(await shown()).toMatchObject({ left: [1] })
    await assertLedgerHolds(programme)
  })

  test('are there for whose tier has none, and gone when they are taken back', async () => {
    const { programme, give, takeBenefitBack, shown } = await shop()
    expect(await shown()).toMatchObject({ left: [] })
    await give('s|1', 2)
    expect(await shown()).toMatchObject({ left: [2] })
    await takeBenefitBack('s|1', 2)
    await takeBenefitBack('s|1', 2)
    expect(await shown()).toMatchObject({ left: [] })
    await assertLedgerHolds(programme)
  })

  test('of a benefit that nobody knows are reported and nothing else', async () => {
    const { programme, give, shown } = await shop()
    await give('s|1', 1, 'spa')
    expect(await shown()).toMatchObject({ left: [] })
    expect(programme.log.some(({ bug }) => String(bug).includes('no benefit spa'))).toBe(true)
  })
})

test.each([
  ['days', tierBoost, { tierId: 'gold', days: 0 }],
  ['days', tierBoost, { tierId: 'gold', days: 367 }],
  ['tier', tierBoost, { tierId: '金' }],
  ['another argument', tierBoost, { tierId: 'gold', hours: 3 }],
  ['times', moreBenefits, { benefitId: 'coffee', times: 101 }],
  ['no benefit', moreBenefits, {}],
])('wrong %s cannot be written into a rule', (_, effect, args) => {
  expect(() => effect.parse(args)).toThrow()
})

test('what is promised says how long, or how often', () => {
  const words = { points: '积分' }
  expect(tierBoost.promise?.(tierBoost.parse({ tierId: 'gold', name: '金卡' }) as never, words)).toBe('体验金卡 30 天')
  expect(moreBenefits.promise?.(moreBenefits.parse({ benefitId: 'c', name: '免费咖啡' }) as never, words)).toBe(
    '免费咖啡多用 1 次',
  )
})
