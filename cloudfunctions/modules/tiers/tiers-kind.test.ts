import { writeByHand } from '../../../test/kit/by-hand'
import { growBy, LADDER, publishLadder, publishTier, type TierBody } from '../../../test/kit/ladder'
import { dataOf, joined, Programme } from '../../../test/kit/programme'
import { workOn } from '../../../test/kit/work-on'
import { seededRandom } from '../../kernel/seeded-random'
import { accountOf } from '../ledger'
import type { Standing } from './domain/standing'
import { storedStanding } from './room'
import { tiersKind } from './tiers-kind'

const BENEFIT = { benefitId: 'tea', name: '茶', text: '到店', quota: 1, per: 'month' }
const PLATINUM: Record<string, unknown> = { name: '白金卡', order: 4, growthAtLeast: 5_000, benefits: [BENEFIT] }

async function problemsOf(programme: Programme, body: Record<string, unknown>, id = 'platinum') {
  return tiersKind.problems(workOn(programme), { id, body })
}

describe('a draft of a tier', () => {
  test('that fits beside the others has no problems, and is frozen with what it leaves to defaults', async () => {
    const programme = await Programme.start()
    await publishLadder(programme)
    expect(await problemsOf(programme, PLATINUM)).toEqual([])
    expect(tiersKind.frozen?.(workOn(programme), PLATINUM)).toEqual({ ...PLATINUM, rateBps: 10_000 })
    expect(await problemsOf(programme, { ...LADDER.gold, growthAtLeast: 1_001 }, 'gold')).toEqual([])
  })

  test.each<[string, Record<string, unknown>, string, string]>([
    ['no name', { ...PLATINUM, name: undefined }, 'name', '必填'],
    ['a long name', { ...PLATINUM, name: '非常非常尊贵的白金卡' }, 'name', '最多 8 个字'],
    ['a name that is taken', { ...PLATINUM, name: '金卡' }, 'name', '和等级 gold（金卡）的一样，要换一个'],
    ['an order that is taken', { ...PLATINUM, order: 3 }, 'order', '和等级 gold（金卡）的一样，要换一个'],
    ['half an order', { ...PLATINUM, order: 3.5 }, 'order', '要填整数'],
    [
      'as much growth as below',
      { ...PLATINUM, growthAtLeast: 2_000 },
      'growthAtLeast',
      '比“金卡”高的等级，要大于 2000',
    ],
    ['more growth than above', { ...PLATINUM, order: 0 }, 'growthAtLeast', '最低的等级人人都有，要填 0'],
    ['no growth on top', { ...PLATINUM, growthAtLeast: 0 }, 'growthAtLeast', '比“普通会员”高的等级，要大于 0'],
    ['negative growth', { ...PLATINUM, growthAtLeast: -1 }, 'growthAtLeast', '最小 0'],
    ['growth without end', { ...PLATINUM, growthAtLeast: 10_000_001 }, 'growthAtLeast', '最大 10000000'],
    ['fewer orders than below', { ...PLATINUM, ordersAtLeast: 10 }, 'ordersAtLeast', '比“银卡”高的等级，要大于 10'],
    ['no orders', { ...PLATINUM, ordersAtLeast: 0 }, 'ordersAtLeast', '最小 1'],
    ['a rate beyond all', { ...PLATINUM, rateBps: 100_001 }, 'rateBps', '最大 100000'],
    ['no benefits named', { ...PLATINUM, benefits: undefined }, 'benefits', '必填'],
    ['too many benefits', { ...PLATINUM, benefits: Array(9).fill(BENEFIT) }, 'benefits', '最多 8 项'],
    ['no quota', { ...PLATINUM, benefits: [{ ...BENEFIT, quota: 0 }] }, 'benefits.0.quota', '最小 1'],
    ['too large a quota', { ...PLATINUM, benefits: [{ ...BENEFIT, quota: 101 }] }, 'benefits.0.quota', '最大 100'],
    [
      'a period of its own',
      { ...PLATINUM, benefits: [{ ...BENEFIT, per: 'day' }] },
      'benefits.0.per',
      '只能写 month、year 之一',
    ],
    [
      'an id twice',
      { ...PLATINUM, benefits: [BENEFIT, BENEFIT] },
      'benefits.1.benefitId',
      '和 benefits.0 的编号一样，要换一个',
    ],
    ['a misspelt field', { ...PLATINUM, growth: 1 }, 'growth', '没有这一项，多半是名字写错了'],
  ])('with %s is refused at its place', async (_, body, path, message) => {
    const programme = await Programme.start()
    await publishLadder(programme)
    const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined))
    expect((await problemsOf(programme, given))[0]).toEqual({ path, message })
  })

  test('whose id would not fit into the history of a member is refused', async () => {
    const programme = await Programme.start()
    await publishLadder(programme)
    const message = '只能用字母、数字、_ 和 -，最多 16 个'
    for (const id of ['p'.repeat(17), '白金'])
      expect(await problemsOf(programme, PLATINUM, id)).toEqual([{ path: '_id', message }])
  })

  test('comes after the one that everybody has, which asks for nothing for ever', async () => {
    const programme = await Programme.start()
    expect(await problemsOf(programme, { ...LADDER.silver }, 'silver')).toEqual([
      { path: 'growthAtLeast', message: '先发布人人都有的那一级，它填 0；这一级在它之后发布' },
    ])
    await publishLadder(programme)
    expect(await problemsOf(programme, { ...LADDER.base, growthAtLeast: 1 }, 'base')).toEqual([
      { path: 'growthAtLeast', message: '最低的等级人人都有，要填 0' },
    ])
  })

  test('is measured against what was published a moment ago, in force or not', async () => {
    const programme = await Programme.start()
    await publishLadder(programme)
    await writeByHand(programme, 'tiers', { _id: 'gold', ...LADDER.gold, growthAtLeast: 6_000 })
    dataOf(await programme.ops()('ops.publish', { kind: 'tiers', id: 'gold' }))
    expect(await problemsOf(programme, PLATINUM)).toEqual([
      { path: 'growthAtLeast', message: '比“金卡”高的等级，要大于 6000' },
    ])
  })

  test('beyond ten is one too many', async () => {
    const programme = await Programme.start()
    for (let order = 0; order < 10; order += 1)
      await publishTier(programme, `t${order}`, {
        name: `第${order}级`,
        order,
        growthAtLeast: order * 10,
        benefits: [],
      })
    const eleventh = { ...PLATINUM, order: 10 }
    expect(await problemsOf(programme, eleventh)).toEqual([{ path: '_id', message: '最多 10 个等级' }])
    expect(await problemsOf(programme, { ...eleventh, name: '第9级' }, 't9')).toEqual([])
  })
})

describe('the preview of who moves', () => {
  type Counts = { members: number; up: number; down: number; stays: number }

  /** What `ops.publish` says beforehand, all slices of it. */
  async function previewOf(programme: Programme, id: string): Promise<Counts & { slices: number }> {
    const sum = { members: 0, up: 0, down: 0, stays: 0, slices: 0 }
    let cursor: string | undefined
    do {
      const asked = { kind: 'tiers', id, dryRun: true, ...(cursor === undefined ? {} : { cursor }) }
      const { preview, next } = dataOf(await programme.ops()('ops.publish', asked))
      const counts = preview as unknown as Counts
      for (const name of ['members', 'up', 'down', 'stays'] as const) sum[name] += counts[name]
      sum.slices += 1
      cursor = next ?? undefined
    } while (cursor !== undefined)
    return sum
  }

  const standingsOf = async (programme: Programme, members: readonly string[]) =>
    Promise.all(
      members.map(async (member) => {
        const account = await accountOf(workOn(programme), member)
        if (!account) throw new Error('a member has an account')
        return storedStanding(account)
      }),
    )

  /** What has become of people, by what stands in their accounts. */
  function realCounts(before: readonly Standing[], after: readonly Standing[], order: readonly string[]): Counts {
    const place = (tier: string | null) => order.indexOf(tier ?? 'base')
    const moves = after.map((now, at) => {
      const then = before[at]
      const [from, to] = [place(then?.tier ?? null), place(now.tier)]
      if (to !== from) return to > from ? 'up' : 'down'
      // Held for as long as was promised, and no longer earned.
      return then?.basis && !now.basis ? 'down' : 'stays'
    })
    const count = (move: string) => moves.filter((one) => one === move).length
    return { members: after.length, up: count('up'), down: count('down'), stays: count('stays') }
  }

  test.each<[string, string, TierBody, readonly string[]]>([
    ['asks for less', 'gold', { ...LADDER.gold, growthAtLeast: 1_400 }, ['base', 'silver', 'gold']],
    ['asks for more', 'gold', { ...LADDER.gold, growthAtLeast: 3_000 }, ['base', 'silver', 'gold']],
    ['asks for fewer orders', 'silver', { ...LADDER.silver, ordersAtLeast: 2 }, ['base', 'silver', 'gold']],
    [
      'is new between others',
      'rose',
      { name: '玫瑰卡', order: 4, growthAtLeast: 2_500, benefits: [] },
      ['base', 'silver', 'gold', 'rose'],
    ],
    ['only has another text', 'silver', { ...LADDER.silver, name: '白银卡' }, ['base', 'silver', 'gold']],
  ])('of a tier that %s counts what really becomes of people', async (_, id, tier, order) => {
    const programme = await Programme.start({ at: '2026-03-10T10:00:00+08:00' })
    await publishLadder(programme)
    const random = seededRandom(3)
    const members: string[] = []
    for (let nth = 0; nth < 105; nth += 1) {
      const { memberId } = await joined(programme, `o-${nth}m`)
      members.push(memberId)
      for (let orders = Math.floor(random() * 3); orders > 0; orders -= 1)
        await growBy(programme, memberId, Math.floor(random() * 1_500) + 1)
    }
    await programme.tick()
    await writeByHand(programme, 'tiers', { _id: id, ...tier })
    const before = await standingsOf(programme, members)
    const { slices, ...told } = await previewOf(programme, id)
    expect(slices).toBe(2)
    expect(await standingsOf(programme, members)).toEqual(before)

    dataOf(await programme.ops()('ops.publish', { kind: 'tiers', id }))
    programme.wait(10_000)
    for (let isFinished = false; !isFinished; )
      ({ isFinished } = dataOf(await programme.ops()('ops.run-job', { name: 'tiers-apply-ladder' })))
    const counts = realCounts(before, await standingsOf(programme, members), order)
    expect(told).toEqual(counts)
    const moves = counts.up + counts.down
    expect(moves > 0).toBe(tier.name !== '白银卡')
  })

  test('goes on by its own cursors only', async () => {
    const programme = await Programme.start()
    await publishLadder(programme)
    const draft = { id: 'platinum', body: PLATINUM }
    expect(await tiersKind.preview?.(workOn(programme), draft, 'nonsense')).toBeNull()
    expect(await tiersKind.preview?.(workOn(programme), draft, null)).toEqual({
      preview: { members: 0, up: 0, down: 0, stays: 0 },
      next: null,
    })
  })
})
