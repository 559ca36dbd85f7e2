import { addDays, monthOf } from '../../../kernel/business-date'
import { Refusal } from '../../../kernel/refusal'
import { type Random, seededRandom } from '../../../kernel/seeded-random'
import { type Account, emptyAccount, nextDueAtMsOf } from './account'
import { applyEntry, type Balances, balancesOf, NO_POINTS, undoEntry } from './balances'
import { dueEntries } from './due'
import type { EntryKind } from './entry'
import {
  accrual,
  addition,
  type ClawbackPolicy,
  clawback,
  deduction,
  hold,
  type Posting,
  redemption,
  reversal,
  unrewarded,
  untaken,
  voidRedemption,
} from './posting'

const cause = (op: string) => ({ op, ref: { kind: 'test', id: op }, trace: {} })

/** One single point, as a child would lay it on the table. */
interface Coin {
  expiresOn: string
  cohort: string
  vestsOn?: string
}

/** The ledger with coins on a table: no sums, no lots, and no code shared with the product. */
class Table {
  coins: Coin[] = []
  debt = 0

  private order(spendable: boolean): Coin[] {
    const key = (coin: Coin) => `${coin.vestsOn ?? ''}|${coin.expiresOn}|${coin.cohort}`
    return this.coins
      .filter(({ vestsOn }) => (vestsOn === undefined) === spendable)
      .sort((a, b) => (key(a) < key(b) ? -1 : 1))
  }
  get spendable(): Coin[] {
    return this.order(true)
  }
  get held(): Coin[] {
    return this.order(false)
  }
  remove(coins: Coin[]): void {
    this.coins = this.coins.filter((coin) => !coins.includes(coin))
  }
  give(coins: Coin[]): void {
    for (const coin of coins.sort((a, b) => (a.expiresOn + a.cohort < b.expiresOn + b.cohort ? -1 : 1))) {
      if (coin.vestsOn === undefined && this.debt > 0) this.debt -= 1
      else this.coins.push(coin)
    }
  }
  /** The start of a day, one day after the other, so that nothing can be done in the wrong order. */
  dayBegins(today: string): void {
    const vesting = this.held.filter(({ vestsOn }) => vestsOn === today)
    this.remove(vesting)
    this.give(vesting.map(({ expiresOn, cohort }) => ({ expiresOn, cohort })))
    this.remove(this.coins.filter(({ vestsOn, expiresOn }) => vestsOn === undefined && expiresOn < today))
  }
  clawBack(points: number, isOwn: (coin: Coin) => boolean, policy: ClawbackPolicy): void {
    const own = [...this.held.filter(isOwn), ...(policy === 'pending_only' ? [] : this.spendable.filter(isOwn))]
    const others = policy === 'pending_only' ? [] : this.spendable.filter((coin) => !own.includes(coin)).reverse()
    const taken = [...own, ...others].slice(0, points)
    this.remove(taken)
    if (policy === 'allow_debt') this.debt += points - taken.length
  }
}

interface Case {
  account: Account
  readonly table: Table
  today: string
  readonly kinds: Set<EntryKind>
}

/** Posts without sealing: chain and pages have tests of their own, and hashing would take most of the time. */
function post(at: Case, posting: Posting): void {
  for (const body of [...dueEntries(at.account, at.today), { ...posting, key: '', inputHash: '', atMs: 0 }]) {
    const balances = applyEntry(at.account, body)
    const entry = { ...body, seq: at.account.lastSeq + 1, digests: '', hash: '' }
    const tail = [...at.account.tail, entry]
    at.account = { ...at.account, ...balances, tail, lastSeq: entry.seq, nextDueAtMs: nextDueAtMsOf(balances) }
    at.kinds.add(entry.kind)
  }
}

function assertSame({ available, pending, debt, lots }: Balances, table: Table): void {
  const coins = lots.flatMap(({ expiresOn, cohort, points }) => Array(points).fill(`${expiresOn} ${cohort}`))
  const laidOut = table.spendable.map(({ expiresOn, cohort }) => `${expiresOn} ${cohort}`)
  const ours = [available, pending, debt, ...coins]
  const theirs = [laidOut.length, table.held.length, table.debt, ...laidOut]
  // One comparison of texts: a hundred and forty thousand of the usual kind would take a minute.
  if (String(ours) !== String(theirs)) expect(ours).toEqual(theirs)
}

/** One random thing that may happen to an account. */
function step(at: Case, random: Random, number: number): void {
  const below = (limit: number) => Math.floor(random() * limit)
  const points = 1 + below(6)
  const expiresOn = addDays(at.today, below(12))
  const earned = { points, on: at.today, expiresOn }
  const coins = (vestsOn?: string) =>
    Array.from({ length: points }, () => ({ expiresOn, cohort: monthOf(at.today), ...(vestsOn ? { vestsOn } : {}) }))
  const balances = due(at)
  const op = `op${number}`
  const entries = at.account.tail
  const some = (kinds: EntryKind[]) => {
    const found = entries.filter(({ kind }) => kinds.includes(kind))
    return found[below(found.length)]
  }
  switch (below(9)) {
    case 0:
      post(at, accrual(cause(op), balances, earned))
      at.table.give(coins())
      break
    case 1: {
      const vestsOn = addDays(at.today, 1 + below(4))
      if (vestsOn > expiresOn) return
      post(at, hold(cause(op), balances, { ...earned, vestsOn }))
      at.table.give(coins(vestsOn))
      break
    }
    case 2: {
      const posting = redemption(cause(op), balances, points)
      if (posting instanceof Refusal) return
      post(at, posting)
      at.table.remove(at.table.spendable.slice(0, points))
      break
    }
    case 3: {
      const redeemed = some(['redemption'])
      if (!redeemed || entries.some((entry) => entry.op === `${redeemed.op}|void`)) return
      const endedUntil = addDays(at.today, 5)
      post(at, voidRedemption(cause(`${redeemed.op}|void`), balances, redeemed, { today: at.today, endedUntil }))
      at.table.give(
        redeemed.lots.flatMap((lot) =>
          Array.from({ length: -lot.points }, () => ({
            cohort: lot.cohort,
            expiresOn: lot.expiresOn < at.today ? endedUntil : lot.expiresOn,
          })),
        ),
      )
      break
    }
    case 4:
    case 5: {
      const created = some(['accrual', 'hold'])
      if (!created) return
      const wanted = Math.min(points, created.points)
      if (wanted === 0) return
      const policy = (['pending_only', 'within_balance', 'allow_debt'] as const)[below(3)] ?? 'allow_debt'
      const posting = clawback(cause(op), balances, { points: wanted, created, policy })
      const isOwn = ownCoins(at.table, created)
      at.table.clawBack(wanted, isOwn, policy)
      if (posting) post(at, posting)
      break
    }
    case 6: {
      if (random() < 0.5) {
        post(at, addition(cause(op), balances, earned))
        at.table.give(coins())
        break
      }
      const posting = deduction(cause(op), balances, points)
      if (posting instanceof Refusal) return
      post(at, posting)
      at.table.remove(at.table.spendable.slice(0, points))
      break
    }
    case 7:
      // What earned or took nothing moves no coin.
      post(at, random() < 0.5 ? unrewarded(cause(op)) : untaken(cause(op)))
      break
    default: {
      const created = some(['accrual', 'hold'])
      if (!created) return
      const posting = reversal(cause(op), balances, created)
      at.table.remove([...at.table.held, ...at.table.spendable].filter(ownCoins(at.table, created)))
      if (posting) post(at, posting)
    }
  }
}

/** The coins that stand where an entry once put its own: at most as many in each place as it put there. */
function ownCoins(table: Table, created: Pick<Posting, 'lots' | 'holds'>): (coin: Coin) => boolean {
  const left = new Map<string, number>()
  const place = (parcel: { expiresOn: string; cohort: string; vestsOn?: string }) =>
    `${parcel.vestsOn ?? ''}|${parcel.expiresOn}|${parcel.cohort}`
  for (const { expiresOn, cohort, vestsOn, points } of created.holds) {
    left.set(place({ expiresOn, cohort, vestsOn }), points)
    left.set(place({ expiresOn, cohort }), points)
  }
  for (const lot of created.lots) left.set(place(lot), (left.get(place(lot)) ?? 0) + lot.points)
  const own = new Set<Coin>()
  for (const coin of [...table.held, ...table.spendable]) {
    const count = left.get(place(coin)) ?? 0
    if (count > 0) {
      left.set(place(coin), count - 1)
      own.add(coin)
    }
  }
  return (coin) => own.has(coin)
}

const due = (at: Case): Balances =>
  dueEntries(at.account, at.today).reduce<Balances>(applyEntry, balancesOf(at.account))

test('ten thousand random ledgers equal coins on a table, and every kind of entry occurs', () => {
  const kinds = new Set<EntryKind>()
  for (let seed = 1; seed <= 10_000; seed += 1) {
    const random = seededRandom(seed)
    const at: Case = { account: emptyAccount('m', 1, 0), table: new Table(), today: '2026-01-25', kinds }
    for (let number = 0; number < 14; number += 1) {
      step(at, random, number)
      assertSame(due(at), at.table)
      for (let days = Math.floor(random() * 4); days > 0; days -= 1) {
        at.today = addDays(at.today, 1)
        at.table.dayBegins(at.today)
      }
      const { available, debt } = due(at)
      if (debt > 0 && available > 0) throw new Error(`seed ${seed}: a debt of ${debt} beside ${available} points`)
    }
  }
  expect([...kinds].sort()).toEqual(
    ['accrual', 'adjustment', 'clawback', 'expiry', 'hold', 'redemption', 'reversal', 'vest', 'void'].sort(),
  )
})

test('earn 100 that end tomorrow and 100 that end in a month, spend 100, pass a day: 100 are left', () => {
  const at: Case = { account: emptyAccount('m', 1, 0), table: new Table(), today: '2026-03-10', kinds: new Set() }
  post(at, accrual(cause('a'), at.account, { points: 100, on: at.today, expiresOn: '2026-03-11' }))
  post(at, accrual(cause('b'), at.account, { points: 100, on: at.today, expiresOn: '2026-04-10' }))
  const spent = redemption(cause('c'), at.account, 100)
  if (spent instanceof Refusal) throw new Error('refused')
  post(at, spent)
  at.today = '2026-03-12'
  expect(due(at)).toMatchObject({ available: 100, lots: [{ expiresOn: '2026-04-10', points: 100 }] })
  expect(dueEntries(at.account, at.today)).toEqual([])
})

describe('buy, earn 100, spend all, take the purchase back', () => {
  const bought = (policy: ClawbackPolicy, isPending: boolean) => {
    const at: Case = { account: emptyAccount('m', 1, 0), table: new Table(), today: '2026-03-10', kinds: new Set() }
    const earned = { points: 100, on: at.today, expiresOn: '2027-12-31' }
    const created = isPending
      ? hold(cause('order'), at.account, { ...earned, vestsOn: '2026-03-17' })
      : accrual(cause('order'), at.account, earned)
    post(at, created)
    if (!isPending) {
      const spent = redemption(cause('spend'), at.account, 100)
      if (!(spent instanceof Refusal)) post(at, spent)
    }
    const taken = clawback(cause('refund'), at.account, { points: 100, created, policy })
    if (taken) post(at, taken)
    return at
  }
  test.each<[ClawbackPolicy, boolean, object]>([
    ['pending_only', true, { available: 0, pending: 0, debt: 0 }],
    ['pending_only', false, { available: 0, pending: 0, debt: 0 }],
    ['within_balance', false, { available: 0, pending: 0, debt: 0 }],
    ['allow_debt', false, { available: 0, pending: 0, debt: 100 }],
    ['allow_debt', true, { available: 0, pending: 0, debt: 0 }],
  ])('by %s, pending %s: %j', (policy, isPending, expected) => {
    expect(bought(policy, isPending).account).toMatchObject(expected)
  })

  test('what is owed is repaid by what is earned next, and the entry says so', () => {
    const at = bought('allow_debt', false)
    post(at, accrual(cause('next'), at.account, { points: 130, on: at.today, expiresOn: '2027-12-31' }))
    expect(at.account).toMatchObject({ available: 30, debt: 0 })
    expect(at.account.tail.at(-1)).toMatchObject({ kind: 'accrual', points: 130, moved: 100 })
  })
})

describe('the bound on lots', () => {
  test('a daily accrual that lives 365 days never meets it in a way that costs a point or a day', () => {
    const at: Case = { account: emptyAccount('m', 1, 0), table: new Table(), today: '2026-01-01', kinds: new Set() }
    let printed = 0
    for (let day = 0; day < 400; day += 1) {
      const expiresOn = addDays(at.today, 365)
      post(at, accrual(cause(`d${day}`), due(at), { points: 1, on: at.today, expiresOn }))
      printed += 1
      expect(at.account.lots.length).toBeLessThanOrEqual(32)
      // The first point is printed to live through day 365: up to then none is gone.
      if (day <= 365) expect(at.account.available).toBe(printed)
      at.today = addDays(at.today, 1)
    }
    expect(at.account.available).toBeGreaterThanOrEqual(366)
  })

  test('merges within a month of issue first, to the later day', () => {
    let balances = NO_POINTS
    for (let lot = 0; lot < 33; lot += 1) {
      const on = lot < 31 ? addDays('2026-01-01', lot * 31) : '2029-01-01'
      const expiresOn = lot < 31 ? addDays('2030-01-01', lot) : addDays('2031-01-01', lot * 9)
      balances = applyEntry(balances, accrual(cause(`l${lot}`), balances, { points: 1, on, expiresOn }))
    }
    expect(balances.lots).toHaveLength(32)
    expect(balances.available).toBe(33)
    expect(balances.lots.at(-1)).toEqual({ cohort: '2029-01', expiresOn: addDays('2031-01-01', 32 * 9), points: 2 })
  })
})

test('an entry undone leaves the balances as they were', () => {
  const before = applyEntry(
    NO_POINTS,
    accrual(cause('a'), NO_POINTS, { points: 7, on: '2026-03-10', expiresOn: '2026-05-01' }),
  )
  const entry = clawback(cause('c'), before, { points: 9, created: { lots: [], holds: [] }, policy: 'allow_debt' })
  if (!entry) throw new Error('nothing taken')
  expect(undoEntry(applyEntry(before, entry), entry)).toEqual(before)
})

test('there is nothing to undo of what took points, nor of an undoing', () => {
  const earned = { points: 7, on: '2026-03-10', expiresOn: '2026-05-01' }
  const created = accrual(cause('a'), NO_POINTS, earned)
  const twice = applyEntry(applyEntry(NO_POINTS, created), accrual(cause('b'), NO_POINTS, earned))
  const undone = reversal(cause('r'), twice, created)
  if (!undone) throw new Error('nothing undone')
  expect(undone.points).toBe(-7)
  expect(reversal(cause('rr'), applyEntry(twice, undone), undone)).toBeNull()
  const spent = redemption(cause('s'), twice, 3)
  if (spent instanceof Refusal) throw new Error('refused')
  expect(reversal(cause('rs'), applyEntry(twice, spent), spent)).toBeNull()
})

test('what earned or took nothing is an entry of nothing', () => {
  const nothing = { points: 0, moved: 0, lots: [], holds: [] }
  expect(unrewarded(cause('o'))).toEqual({ ...cause('o'), ...nothing, kind: 'accrual', contra: 'issuance' })
  expect(untaken(cause('r'))).toEqual({ ...cause('r'), ...nothing, kind: 'clawback', contra: 'clawback' })
})

test.each([0, -1, 1.5, 2 ** 53, Number.NaN])('%d points are no points', (points) => {
  const earned = { points, on: '2026-03-10', expiresOn: '2026-05-01' }
  expect(() => accrual(cause('a'), NO_POINTS, earned)).toThrow('not a number of points')
  expect(() => redemption(cause('a'), NO_POINTS, points)).toThrow('not a number of points')
  expect(() =>
    clawback(cause('a'), NO_POINTS, { points, created: { lots: [], holds: [] }, policy: 'allow_debt' }),
  ).toThrow('not a number of points')
})

test('points cannot end before they are earned, nor vest before or after they can', () => {
  const earned = { points: 1, on: '2026-03-10', expiresOn: '2026-03-09' }
  expect(() => accrual(cause('a'), NO_POINTS, earned)).toThrow('cannot end on')
  const held = { ...earned, expiresOn: '2026-03-20' }
  expect(() => hold(cause('a'), NO_POINTS, { ...held, vestsOn: '2026-03-10' })).toThrow('cannot vest on')
  expect(() => hold(cause('a'), NO_POINTS, { ...held, vestsOn: '2026-03-21' })).toThrow('cannot vest on')
})
