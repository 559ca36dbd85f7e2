import { type Random, seededRandom } from '../../../kernel/seeded-random'
import { bestCombination, type Candidate } from './best-combination'
import type { CartLine } from './cart'
import type { StackingRules } from './stacking'
import { COUPON_KINDS, type Terms } from './terms'

/**
 * The same by trying everything: every subset, taken off in the stated order, in exact fractions of its own. It shares no
 * code with what it judges.
 */
namespace bruteForce {
  /** Splits by largest remainders: a fen at a time to whoever has most coming. */
  function split(total: number, weights: readonly number[]): number[] {
    const all = weights.reduce((sum, weight) => sum + weight, 0)
    const exact = weights.map((weight) => (weight * total) / all)
    const parts = exact.map(Math.floor)
    const rest = weights.map((weight) => (weight * total) % all)
    for (let left = total - parts.reduce((sum, part) => sum + part, 0); left > 0; left -= 1) {
      const at = rest.reduce((best, remainder, nth) => (remainder > (rest[best] ?? 0) ? nth : best), 0)
      parts[at] = (parts[at] ?? 0) + 1
      rest[at] = -1
    }
    return parts
  }

  interface Taken {
    readonly parts: readonly number[]
    readonly isCut: boolean
  }

  function take({ benefit, categories }: Terms, lines: readonly CartLine[], left: readonly number[]): Taken | null {
    const inScope = lines.map(({ category }) => !categories || categories.some((name) => name === category))
    let [worth, other, within] = [0, 0, 0]
    lines.forEach(({ amountFen }, at) => {
      if (inScope[at]) worth += amountFen
      else other += amountFen
    })
    if (!inScope.includes(true)) return null
    let wanted = 0
    let isCut = false
    let reach = left.map((fen, at) => (inScope[at] ? fen : 0))
    if ('thresholdFen' in benefit && (benefit.kind === 'delivery' ? other : worth) < benefit.thresholdFen) return null
    if (benefit.kind === 'percent') {
      wanted = Math.floor((worth * benefit.percentOff) / 100)
      isCut = wanted > benefit.capFen
      if (isCut) wanted = benefit.capFen
    } else if (benefit.kind === 'exchange') {
      let dear = 0
      for (let at = 1; at < reach.length; at += 1) if ((reach[at] ?? 0) > (reach[dear] ?? 0)) dear = at
      isCut = (reach[dear] ?? 0) > benefit.capFen
      wanted = benefit.capFen
      reach = reach.map((fen, at) => (at === dear ? fen : 0))
      if (!isCut) wanted = reach[dear] ?? 0
    } else wanted = benefit.discountFen
    for (const fen of reach) within += fen
    if (wanted > within) [wanted, isCut] = [within, true]
    return wanted > 0 ? { parts: split(wanted, reach), isCut } : null
  }

  function mayMeet(one: Terms, other: Terms, rules: StackingRules): boolean {
    const wanted = [one.benefit.kind, other.benefit.kind].sort().join()
    return one.stackingGroup !== other.stackingGroup && rules.map((pair) => [...pair].sort().join()).includes(wanted)
  }

  /** What a subset takes off in all; null when it may not be used together, or one of it takes nothing. */
  export function worthOf(chosen: readonly Candidate[], lines: readonly CartLine[], rules: StackingRules) {
    for (const [at, one] of chosen.entries())
      for (const other of chosen.slice(0, at)) if (!mayMeet(one.terms, other.terms, rules)) return null
    const order = ['exchange', 'delivery', 'percent', 'threshold', 'cash']
    const rank = ({ terms, endsAtMs, couponId }: Candidate) =>
      `${terms.categories ? 'some' : 'whole'}|${order.indexOf(terms.benefit.kind)}|${String(endsAtMs).padStart(15, '0')}|${couponId}`
    let left = lines.map(({ amountFen }) => amountFen)
    let [sum, cuts] = [0, 0]
    for (const { terms } of [...chosen].sort((one, other) => (rank(one) < rank(other) ? -1 : 1))) {
      const taken = take(terms, lines, left)
      if (!taken) return null
      left = left.map((fen, at) => fen - (taken.parts[at] ?? 0))
      for (const part of taken.parts) sum += part
      if (taken.isCut) cuts += 1
    }
    return { sum, cuts, left }
  }

  export function best(coupons: readonly Candidate[], lines: readonly CartLine[], rules: StackingRules) {
    let found = { sum: 0, cuts: 0, count: 0 }
    for (let mask = 1; mask < 2 ** coupons.length; mask += 1) {
      const chosen = coupons.filter((_, at) => mask & (2 ** at))
      const worth = worthOf(chosen, lines, rules)
      if (!worth) continue
      const isBetter = worth.sum > found.sum || (worth.sum === found.sum && chosen.length < found.count)
      if (isBetter) found = { sum: worth.sum, cuts: worth.cuts, count: chosen.length }
    }
    return found
  }
}

const CATEGORIES = ['coffee', 'cake', 'delivery', ''] as const

function randomCase(random: Random) {
  const below = (most: number) => Math.floor(random() * most)
  const oneOf = <T>(values: readonly T[]): T => values[below(values.length)] as T
  const lines = Array.from({ length: 1 + below(4) }, (_, at) => ({
    lineId: String(at),
    category: oneOf(CATEGORIES),
    amountFen: 1 + below(oneOf([50, 4_000, 20_000])),
  }))
  const termsOf = (): Terms => {
    const kind = oneOf(COUPON_KINDS)
    const [discountFen, capFen, thresholdFen] = [1 + below(5_000), 1 + below(4_000), below(9_000)]
    const benefit: Terms['benefit'] = {
      cash: { kind: 'cash', discountFen } as const,
      threshold: { kind: 'threshold', discountFen, thresholdFen } as const,
      percent: { kind: 'percent', percentOff: 1 + below(99), capFen, thresholdFen } as const,
      exchange: { kind: 'exchange', capFen } as const,
      delivery: { kind: 'delivery', discountFen, thresholdFen } as const,
    }[kind]
    const some = random() < 0.5 ? null : CATEGORIES.filter(() => random() < 0.6)
    const categories = kind === 'delivery' ? ['delivery'] : some
    const stackingGroup = oneOf(['a', 'b', 'c', kind])
    return { title: kind, text: '', picture: '', benefit, stores: null, categories, stackingGroup, isGivable: true }
  }
  const coupons = Array.from({ length: 1 + below(6) }, (_, at) => ({
    couponId: `c${at}`,
    terms: termsOf(),
    endsAtMs: below(3),
  }))
  const rules = COUPON_KINDS.flatMap((one, at) =>
    COUPON_KINDS.slice(at).flatMap((other) => (random() < 0.6 ? [[one, other] as const] : [])),
  )
  return { lines, coupons, rules }
}

/** The long run asks for 100,000: `FUDIAN_CARTS=100000`. */
const CARTS = Number(process.env.FUDIAN_CARTS ?? 4_000)

test(`${CARTS} random carts: nothing that may be used together takes off more, and it all adds up`, () => {
  const random = seededRandom(20_260_310)
  const seen = { cut: 0, together: 0, kinds: new Set<string>() }
  for (let nth = 0; nth < CARTS; nth += 1) {
    const { lines, coupons, rules } = randomCase(random)
    const expected = bruteForce.best(coupons, lines, rules)
    const found = bestCombination(coupons, lines, rules)
    const chosen = found.applied.map(({ candidate }) => candidate)
    const worth = bruteForce.worthOf(chosen, lines, rules)
    const amountFen = lines.reduce((sum, line) => sum + line.amountFen, 0)
    const paid = lines.map(
      (line, at) => line.amountFen - found.applied.reduce((sum, { shares }) => sum + (shares[at] ?? 0), 0),
    )
    const told = { nth, sum: found.discountFen, count: chosen.length, payable: found.payableFen, paid }
    expect(told).toEqual({
      nth,
      sum: expected.sum,
      count: expected.count,
      payable: amountFen - expected.sum,
      paid: worth?.left,
    })
    for (const { discountFen, shares } of found.applied)
      expect(shares.reduce((sum, share) => sum + share, 0)).toBe(discountFen)
    expect(Math.min(...paid, found.payableFen)).toBeGreaterThanOrEqual(0)
    expect(found.leftOut.length + chosen.length).toBe(coupons.length)
    if (expected.cuts > 0) seen.cut += 1
    if (chosen.length > 1) seen.together += 1
    for (const { terms } of chosen) seen.kinds.add(terms.benefit.kind)
  }
  expect(seen.cut / CARTS).toBeGreaterThanOrEqual(0.3)
  expect(seen.together / CARTS).toBeGreaterThanOrEqual(0.3)
  expect(seen.kinds.size).toBe(COUPON_KINDS.length)
})

describe('the best of what a member has', () => {
  const LINES: readonly CartLine[] = [
    { lineId: '1', category: 'coffee', amountFen: 8_000 },
    { lineId: '2', category: 'delivery', amountFen: 600 },
  ]
  const RULES: StackingRules = [
    ['cash', 'delivery'],
    ['threshold', 'delivery'],
  ]
  const has = (couponId: string, benefit: Terms['benefit'], given: Partial<Terms & Candidate> = {}): Candidate => {
    const { endsAtMs = 1, ...terms } = given
    const base = { title: couponId, text: '', picture: '', stores: null, categories: null, stackingGroup: benefit.kind }
    return { couponId, endsAtMs, terms: { ...base, isGivable: true, benefit, ...terms } }
  }
  const freeDelivery = has(
    'delivery',
    { kind: 'delivery', discountFen: 1_000, thresholdFen: 5_000 },
    { categories: ['delivery'] },
  )

  test('is told with a reason for each that is left out', () => {
    const found = bestCombination(
      [
        has('ten', { kind: 'cash', discountFen: 1_000 }),
        has('twenty', { kind: 'threshold', discountFen: 2_000, thresholdFen: 8_000 }),
        has('thirty', { kind: 'threshold', discountFen: 3_000, thresholdFen: 10_000 }),
        has('tea', { kind: 'exchange', capFen: 2_000 }, { categories: ['tea'] }),
        freeDelivery,
      ],
      LINES,
      RULES,
    )
    expect(found.applied.map(({ candidate, discountFen }) => [candidate.couponId, discountFen])).toEqual([
      ['delivery', 600],
      ['twenty', 2_000],
    ])
    expect(found).toMatchObject({ discountFen: 2_600, payableFen: 6_000 })
    expect(found.leftOut.map(({ candidate, because }) => [candidate.couponId, because])).toEqual([
      ['ten', { why: 'does_not_combine', with: expect.objectContaining({ couponId: 'twenty' }) }],
      ['thirty', { why: 'below_threshold', missingFen: 1_400 }],
      ['tea', { why: 'out_of_scope' }],
    ])
  })

  test('of equal ones it is the one that ends sooner, and never one more than it takes', () => {
    const cash = { kind: 'cash', discountFen: 8_600 } as const
    const found = bestCombination(
      [has('late', cash, { endsAtMs: 9 }), has('soon', cash, { endsAtMs: 2 }), freeDelivery],
      LINES,
      RULES,
    )
    expect(found.applied.map(({ candidate }) => candidate.couponId)).toEqual(['soon'])
    expect(found.leftOut.map(({ because }) => because.why)).toEqual(['does_not_combine', 'no_better'])
  })

  test('is nothing where nothing can be used, and of a hundred coupons it is found at once', () => {
    expect(bestCombination([], LINES, RULES)).toEqual({ applied: [], discountFen: 0, payableFen: 8_600, leftOut: [] })
    const many = Array.from({ length: 100 }, (_, at) =>
      has(`c${at}`, { kind: 'cash', discountFen: 100 + at }, { stackingGroup: `g${at}` }),
    )
    const all: StackingRules = [['cash', 'cash']]
    // Twelve are searched through: those that take off most by themselves.
    expect(bestCombination(many, LINES, all)).toMatchObject({ discountFen: 12 * 199 - 66 })
  })
})
