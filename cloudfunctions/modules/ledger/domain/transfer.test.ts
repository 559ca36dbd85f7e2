import { seededRandom } from '../../../kernel/seeded-random'
import { applyEntry, type Balances, NO_POINTS } from './balances'
import { applyChanges, type Hold, type Lot, MAX_HOLDS, MAX_LOTS, sumOf } from './lots'
import { missingOf, remainderOf, type Transfer, transferIn, transferOf, transferOut, wholeOf } from './transfer'

const cause = { op: 'test', ref: { kind: 'test', id: '1' }, trace: {} }
const lot = (expiresOn: string, cohort: string, points: number): Lot => ({ expiresOn, cohort, points })
const held = (vestsOn: string, expiresOn: string, cohort: string, points: number): Hold => ({
  vestsOn,
  expiresOn,
  cohort,
  points,
})
const balances = (has: Partial<Transfer>): Balances => {
  const { lots = [], holds = [], debt = 0 } = has
  return { available: sumOf(lots), pending: sumOf(holds), debt, lots, holds }
}

const JAN = lot('2026-12-31', '2026-01', 30)
const FEB = lot('2027-12-31', '2026-02', 20)
const SOON = held('2026-04-01', '2027-12-31', '2026-03', 7)

/** Everything from one account to another, as two entries. */
function move(from: Balances, into: Balances) {
  const out = transferOut(cause, wholeOf(from))
  const came = transferOf(out)
  const arrived = transferIn(cause, into, came)
  return { out, came, arrived, left: applyEntry(from, out), after: applyEntry(into, arrived) }
}

describe('all that an account has goes to another', () => {
  test.each<[string, Partial<Transfer>, Partial<Transfer>, Partial<Transfer>, number]>([
    ['lots keep their days and months', { lots: [JAN, FEB] }, {}, { lots: [JAN, FEB] }, 0],
    ['lots of one place add up', { lots: [JAN] }, { lots: [JAN] }, { lots: [lot('2026-12-31', '2026-01', 60)] }, 0],
    [
      'holds stay promised',
      { lots: [JAN], holds: [SOON] },
      { holds: [SOON] },
      { lots: [JAN], holds: [{ ...SOON, points: 14 }] },
      0,
    ],
    ['a debt goes too', { debt: 5 }, {}, { debt: 5 }, 0],
    [
      'a debt that comes is repaid from what is there',
      { debt: 5 },
      { lots: [JAN] },
      { lots: [lot('2026-12-31', '2026-01', 25)] },
      5,
    ],
    ['as far as that goes', { debt: 50, holds: [SOON] }, { lots: [JAN] }, { debt: 20, holds: [SOON] }, 30],
    [
      'a debt that is there is repaid from what comes',
      { lots: [JAN, FEB] },
      { debt: 35 },
      { lots: [lot('2027-12-31', '2026-02', 15)] },
      35,
    ],
    ['two debts are one', { debt: 5 }, { debt: 6 }, { debt: 11 }, 0],
    ['of nothing nothing comes', {}, { lots: [JAN] }, { lots: [JAN] }, 0],
  ])('%s', (_, from, into, expected, moved) => {
    const { out, arrived, left, after } = move(balances(from), balances(into))
    expect(left).toEqual(NO_POINTS)
    expect(after).toEqual(balances(expected))
    expect([arrived.moved, out.points + arrived.points]).toEqual([moved, 0])
  })

  test('beyond the bounds the nearest are merged, and no point is lost', () => {
    const many = (from: number, count: number) =>
      Array.from({ length: count }, (_, at) =>
        lot(
          `2027-${String(Math.floor((from + at) / 28) + 1).padStart(2, '0')}-${String(((from + at) % 28) + 1).padStart(2, '0')}`,
          '2026-03',
          at + 1,
        ),
      )
    const holds = (from: number) => many(from, 20).map((parcel) => ({ ...parcel, vestsOn: '2026-04-01' }))
    const [one, other] = [
      balances({ lots: many(0, 20), holds: holds(0) }),
      balances({ lots: many(20, 20), holds: holds(20) }),
    ]
    const { after } = move(one, other)
    expect([after.lots.length, after.holds.length]).toEqual([MAX_LOTS, MAX_HOLDS])
    expect([after.available, after.pending]).toEqual([420, 420])
    expect([sumOf(after.lots), sumOf(after.holds)]).toEqual([420, 420])
  })
})

describe('what came goes back as far as it is there', () => {
  test.each<[string, Partial<Transfer>, Partial<Transfer>, Partial<Transfer>, Partial<Transfer>]>([
    ['all of it', { lots: [JAN], holds: [SOON] }, { lots: [JAN], holds: [SOON] }, { lots: [JAN], holds: [SOON] }, {}],
    [
      'less what was spent',
      { lots: [JAN, FEB] },
      { lots: [lot('2026-12-31', '2026-01', 10), FEB] },
      { lots: [lot('2026-12-31', '2026-01', 10), FEB] },
      { lots: [lot('2026-12-31', '2026-01', 20)] },
    ],
    [
      "nothing that is the account's own",
      { lots: [JAN] },
      { lots: [lot('2026-12-31', '2026-01', 100), FEB] },
      { lots: [JAN] },
      {},
    ],
    [
      'as a lot, once it has vested',
      { holds: [SOON] },
      { lots: [lot('2027-12-31', '2026-03', 7)] },
      { lots: [lot('2027-12-31', '2026-03', 7)] },
      {},
    ],
    [
      'not twice, where a hold is there and a lot like it',
      { holds: [SOON] },
      { holds: [SOON], lots: [lot('2027-12-31', '2026-03', 9)] },
      { holds: [SOON] },
      {},
    ],
    ['of a debt what is still owed', { debt: 9 }, { debt: 4 }, { debt: 4 }, { debt: 5 }],
    ['of a debt no more than came', { debt: 9 }, { debt: 40 }, { debt: 9 }, {}],
    [
      'nothing, where all was spent',
      { lots: [JAN], holds: [SOON] },
      {},
      {},
      { lots: [JAN, lot('2027-12-31', '2026-03', 7)] },
    ],
  ])('%s', (_, came, now, back, missing) => {
    const whole: Transfer = { lots: [], holds: [], debt: 0, ...came }
    const part = remainderOf(balances(now), whole)
    expect(part).toEqual({ lots: [], holds: [], debt: 0, ...back })
    expect(missingOf(whole, part)).toEqual({ lots: [], holds: [], debt: 0, ...missing })
  })
})

test('whatever two accounts have, nothing is made or lost: over all, and of each month but for what repays a debt', () => {
  const random = seededRandom(7)
  const draw = (below: number) => Math.floor(random() * below)
  const some = (): Balances => {
    const lots = Array.from({ length: draw(4) }, () =>
      lot(`2027-0${draw(4) + 1}-01`, `2026-0${draw(3) + 1}`, draw(50) + 1),
    )
    const holds = Array.from({ length: draw(3) }, () =>
      held('2026-04-01', '2027-12-31', `2026-0${draw(3) + 1}`, draw(9) + 1),
    )
    const owes = draw(3) === 0
    return balances({
      lots: owes ? [] : applyChanges([], lots),
      holds: applyChanges([], holds),
      debt: owes ? draw(60) + 1 : 0,
    })
  }
  const worth = (all: readonly Balances[]) =>
    all.reduce((sum, { available, pending, debt }) => sum + available + pending - debt, 0)
  const ofMonths = (all: readonly Balances[]) => {
    const months = new Map<string, number>()
    for (const { cohort, points } of all.flatMap(({ lots, holds }) => [...lots, ...holds]))
      months.set(cohort, (months.get(cohort) ?? 0) + points)
    return Object.fromEntries([...months].filter(([, points]) => points !== 0).sort())
  }
  let repaid = 0
  for (let round = 0; round < 500; round += 1) {
    const [from, into] = [some(), some()]
    const there = move(from, into)
    const part = remainderOf(there.after, there.came)
    const out = transferOut(cause, part)
    const back = [applyEntry(there.after, out), applyEntry(there.left, transferIn(cause, there.left, transferOf(out)))]
    for (const all of [[there.left, there.after], back]) {
      expect(worth(all)).toBe(worth([from, into]))
      for (const { available, pending, debt, lots, holds } of all) {
        expect([available, pending]).toEqual([sumOf(lots), sumOf(holds)])
        expect(available === 0 || debt === 0).toBe(true)
        expect([...lots, ...holds].every(({ points }) => points > 0)).toBe(true)
      }
      if (there.arrived.moved === 0) expect(ofMonths(all)).toEqual(ofMonths([from, into]))
    }
    // Undone at once, where no debt was repaid, both have exactly what they had.
    if (there.arrived.moved === 0) expect(back).toEqual([into, from])
    else repaid += 1
  }
  expect(repaid).toBeGreaterThan(50)
})
