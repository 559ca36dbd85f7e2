import { Refusal } from '../../../kernel/refusal'
import { type Random, seededRandom } from '../../../kernel/seeded-random'
import { type GivenLine, keptPointsOf, leftFenOf, linesOf, type OrderLine, problemOfLines, withPoints } from './lines'
import { type AskedRefund, type DecidedRefund, refundOf } from './refund'

const whole = (amountFen: number): AskedRefund => ({ amountFen, lines: null })

function decided(outcome: ReturnType<typeof refundOf>): DecidedRefund {
  if (outcome instanceof Refusal) throw new Error(`refused: ${outcome.code}`)
  return outcome
}

test('buy 100.00 for 100 points, refund 33.33 three times: 34, 33 and 33 are taken; 0.02 more is refused, 0.01 ends it', () => {
  let lines = withPoints(linesOf(10_000, null, []), 100)
  const taken: number[] = []
  for (const amountFen of [3_333, 3_333, 3_333]) {
    const refund = decided(refundOf(lines, whole(amountFen)))
    taken.push(refund.points)
    lines = refund.lines
  }
  expect([taken, keptPointsOf(lines), leftFenOf(lines)]).toEqual([[34, 33, 33], 0, 1])
  expect(refundOf(lines, whole(2))).toMatchObject({ code: 'refund_exceeds_order', params: { leftFen: 1 } })
  expect(refundOf(lines, whole(1))).toMatchObject({ points: 0, leftFen: 0 })
})

test('buy 100.00 for 1000 points: what is left keeps its share to the point, and the last fen takes the rest', () => {
  let lines = withPoints(linesOf(10_000, null, []), 1_000)
  const taken: number[] = []
  for (const amountFen of [3_333, 3_333, 3_333, 1]) {
    const refund = decided(refundOf(lines, whole(amountFen)))
    taken.push(refund.points)
    lines = refund.lines
  }
  expect([taken, leftFenOf(lines)]).toEqual([[334, 333, 333, 0], 0])
})

const tea: GivenLine = { lineId: 'tea', amountFen: 6_000, category: 'drinks' }
const card: GivenLine = { lineId: 'card', amountFen: 4_000, category: 'gift-card' }

test('a line that earned nothing takes nothing with it, and the others keep their own', () => {
  const lines = withPoints(linesOf(10_000, [tea, card], ['gift-card']), 60)
  expect(lines.map(({ points }) => points)).toEqual([60, 0])
  const refund = (lineId: string, amountFen: number) => refundOf(lines, { amountFen, lines: [{ lineId, amountFen }] })
  expect(decided(refund('card', 4_000))).toMatchObject({ points: 0, leftFen: 6_000 })
  expect(decided(refund('tea', 6_000))).toMatchObject({ points: 60, leftFen: 4_000 })
  expect(decided(refund('tea', 1))).toMatchObject({ points: 1, leftFen: 9_999 })
})

test.each<[string, AskedRefund, { code: string; params: object }]>([
  ['more than the order', whole(10_001), { code: 'refund_exceeds_order', params: { leftFen: 10_000 } }],
  [
    'more than a line, and less than the order',
    { amountFen: 4_001, lines: [{ lineId: 'card', amountFen: 4_001 }] },
    { code: 'refund_exceeds_order', params: { lineId: 'card', leftFen: 4_000 } },
  ],
  [
    'a line that the order does not have',
    { amountFen: 1, lines: [{ lineId: 'cake', amountFen: 1 }] },
    { code: 'invalid_input', params: { path: 'input.lines.0.lineId' } },
  ],
  [
    'one line twice',
    {
      amountFen: 2,
      lines: [
        { lineId: 'tea', amountFen: 1 },
        { lineId: 'tea', amountFen: 1 },
      ],
    },
    { code: 'invalid_input', params: { path: 'input.lines.1.lineId' } },
  ],
  [
    'lines that do not add up',
    { amountFen: 3, lines: [{ lineId: 'tea', amountFen: 2 }] },
    { code: 'invalid_input', params: { path: 'input.lines', sum: 2 } },
  ],
])('%s is refused', (_, asked, expected) => {
  expect(refundOf(withPoints(linesOf(10_000, [tea, card], []), 100), asked)).toMatchObject(expected)
})

test('lines of an order must add up to it, each with a name of its own', () => {
  expect(problemOfLines(10_000, [tea, card])).toBeNull()
  expect(problemOfLines(10_000, null)).toBeNull()
  expect(problemOfLines(9_999, [tea, card])).toMatchObject({ params: { path: 'input.lines', sum: 10_000 } })
  expect(problemOfLines(12_000, [tea, tea])).toMatchObject({ params: { path: 'input.lines.1.lineId' } })
})

/** The rule in plain steps: points counted one by one, and parts of a refund raised one fen at a time. */
const plainly = {
  kept: ({ points, leftFen, amountFen }: Pick<OrderLine, 'points' | 'leftFen' | 'amountFen'>): number => {
    let kept = 0
    while ((kept + 1) * amountFen <= points * leftFen) kept += 1
    return kept
  },
  split: (total: number, weights: readonly number[]): number[] => {
    const sum = weights.reduce((all, weight) => all + weight, 0)
    const parts = weights.map(() => 0)
    for (const [at, weight] of weights.entries())
      while (((parts[at] ?? 0) + 1) * sum <= total * weight) parts[at] = (parts[at] ?? 0) + 1
    const over = weights.map((weight, at) => total * weight - (parts[at] ?? 0) * sum)
    for (let left = total - parts.reduce((all, part) => all + part, 0); left > 0; left -= 1) {
      const at = over.indexOf(Math.max(...over))
      parts[at] = (parts[at] ?? 0) + 1
      over[at] = -1
    }
    return parts
  },
}

const below = (random: Random, most: number) => Math.floor(random() * most)

function randomOrder(random: Random) {
  const count = 1 + below(random, 5)
  const given = Array.from({ length: count }, (_, at) => ({
    lineId: `l${at}`,
    amountFen: 1 + below(random, 400),
    category: random() < 0.3 ? 'excluded' : 'tea',
  }))
  const amountFen = given.reduce((sum, line) => sum + line.amountFen, 0)
  const bare = linesOf(amountFen, given, ['excluded'])
  const points = bare.some(({ earns }) => earns) ? below(random, 300) : 0
  return { bare, points }
}

test.each([1, 2, 3, 4, 5])('any sequence of refunds ends as plain counting says (seed %i)', (seed) => {
  const random = seededRandom(seed)
  const seen = { done: 0, refused: 0, ended: 0 }
  for (let round = 0; round < 200; round += 1) {
    const { bare, points } = randomOrder(random)
    let lines = withPoints(bare, points)
    expect(lines.map((line) => line.points)).toEqual(
      points === 0
        ? bare.map(() => 0)
        : plainly.split(
            points,
            bare.map((line) => (line.earns ? line.amountFen : 0)),
          ),
    )
    let model = lines.map(({ amountFen, points: earned }) => ({ amountFen, leftFen: amountFen, points: earned }))
    let taken = 0
    for (let step = 0; step < 12; step += 1) {
      const left = leftFenOf(lines)
      const isByLine = random() < 0.4
      const at = below(random, lines.length)
      const line = lines[at]
      const most = (isByLine ? line?.leftFen : left) ?? 0
      const amountFen = random() < 0.2 ? most : 1 + below(random, most + 2)
      if (amountFen === 0) continue
      const asked = { amountFen, lines: isByLine ? [{ lineId: line?.lineId ?? '', amountFen }] : null }
      const outcome = refundOf(lines, asked)
      expect(outcome instanceof Refusal).toBe(amountFen > most)
      if (outcome instanceof Refusal) {
        seen.refused += 1
        continue
      }
      const parts = isByLine
        ? lines.map((_, place) => (place === at ? amountFen : 0))
        : plainly.split(
            amountFen,
            model.map(({ leftFen }) => leftFen),
          )
      model = model.map((one, place) => ({ ...one, leftFen: one.leftFen - (parts[place] ?? 0) }))
      taken += outcome.points
      lines = outcome.lines
      seen.done += 1
      expect(lines.map(({ leftFen }) => leftFen)).toEqual(model.map(({ leftFen }) => leftFen))
      expect(keptPointsOf(lines)).toBe(model.reduce((sum, one) => sum + plainly.kept(one), 0))
      expect(taken + keptPointsOf(lines)).toBe(points)
      expect(outcome.points).toBeGreaterThanOrEqual(0)
    }
    if (leftFenOf(lines) > 0) taken += decided(refundOf(lines, whole(leftFenOf(lines)))).points
    else seen.ended += 1
    expect(taken).toBe(points)
  }
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(20)
})

test('amounts and points at their bounds are exact', () => {
  const lines = withPoints(linesOf(1_000_000_000, null, []), 9_999_999_999)
  const refund = decided(refundOf(lines, whole(999_999_999)))
  expect([refund.points, keptPointsOf(refund.lines)]).toEqual([9_999_999_990, 9])
})
