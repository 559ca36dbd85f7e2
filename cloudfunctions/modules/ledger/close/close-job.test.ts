import { Programme } from '../../../../test/kit/programme'
import { allAccounts, entriesOf, liveDays, open } from '../../../../test/kit/random-ledger'
import { workIn } from '../../../../test/kit/spend'
import { addDays, businessDateOf } from '../../../kernel/business-date'
import type { JobPosition } from '../../../platform/jobs'
import { postDue } from '../change'
import { closeJob } from './close-job'
import type { CloseDay } from './domain/close'
import { reconcile } from './reconcile'
import { closeOf, closesBetween } from './store'

const BEGINS = '2026-01-20T01:00:00+08:00'
const LIFE = { days: 33, members: 10, seed: 3, perDay: 12 }

/** Runs the job until nothing is left to close; answers how many steps that took. */
async function closeAll(programme: Programme): Promise<number> {
  let at: JobPosition = null
  for (let steps = 1; steps < 1_000; steps += 1) {
    at = (await closeJob.slice(workIn(programme), at)).next
    if (at === null) return steps
  }
  throw new Error('the close never ended')
}

async function daysClosed(programme: Programme): Promise<readonly CloseDay[]> {
  const page = await closesBetween(workIn(programme), { from: '2026-01-01', to: '2027-12-31' }, 1_000)
  return page.items
}

async function reconciled(programme: Programme) {
  const findings = []
  let cursor: string | undefined
  do {
    const { findings: more, next } = await reconcile(workIn(programme), {
      since: '2026-01-01',
      ...(cursor === undefined ? {} : { cursor }),
    })
    findings.push(...more)
    cursor = next ?? undefined
  } while (cursor !== undefined)
  return findings
}

const sweep = async (programme: Programme) => {
  for (const { member } of await allAccounts(programme)) await postDue(workIn(programme), member)
}

/** What the journals say in the end, by plain sums over stored entries: no fold, and nothing of the close's own code. */
async function sumsByDay(programme: Programme): Promise<Map<string, Record<string, number>>> {
  const days = new Map<string, Record<string, number>>()
  for (const account of await allAccounts(programme)) {
    for (const { atMs, contra, kind, points, lots, holds } of await entriesOf(programme, account)) {
      const date = businessDateOf(atMs)
      const sums = days.get(date) ?? {}
      days.set(date, sums)
      const add = (name: string, count: number) => {
        sums[name] = (sums[name] ?? 0) + count
      }
      let owed = points
      for (const parcel of [...lots, ...holds]) {
        add(`${contra}|${parcel.cohort}`, parcel.points)
        owed -= parcel.points
      }
      add(`${contra}|debt`, owed)
      add(`#${kind}`, 1)
    }
  }
  for (const sums of days.values()) for (const [name, sum] of Object.entries(sums)) if (sum === 0) delete sums[name]
  return days
}

const movedIn = ({ movements, entries }: CloseDay) =>
  Object.fromEntries([
    ...movements.map(({ contra, cohort, points }) => [`${contra}|${cohort}`, points]),
    ...Object.entries(entries).map(([kind, count]) => [`#${kind}`, count]),
  ])

/** Days without what depends on when they were closed, and on how many at once. */
const withoutMoment = (days: readonly CloseDay[]) =>
  days.map(({ closedAtMs: _, root: _r, signature: _s, previousRoot: _p, slicesRoot: _l, ...day }) => day)

/** What happens in the nights of one and the same life of a programme. */
const NIGHTS: Readonly<Record<string, (programme: Programme, date: string) => Promise<unknown>>> = {
  'the close comes before the sweep': async (programme) => {
    await closeAll(programme)
    await sweep(programme)
  },
  'the sweep comes before the close': async (programme) => {
    await sweep(programme)
    await closeAll(programme)
  },
  'nobody ever sweeps': closeAll,
  'days are missed and closed together': async (programme, date) => {
    if (date.endsWith('5')) await closeAll(programme)
  },
  'all days were missed': async () => {},
}

const lives = new Map<string, Promise<Programme>>()

/** That life with such nights, up to its last close; lived once for all tests. */
function lived(nights: string): Promise<Programme> {
  const live = async () => {
    const programme = await Programme.start({ at: BEGINS })
    // The chain begins on the day before anyone joins, with nothing.
    await closeAll(programme)
    await liveDays(programme, LIFE, async (date) => NIGHTS[nights]?.(programme, date))
    await closeAll(programme)
    return programme
  }
  const life = lives.get(nights) ?? live()
  lives.set(nights, life)
  return life
}

describe('what a close counts', () => {
  test.each(Object.keys(NIGHTS))('is the same when %s: heads, sums and money', async (nights) => {
    const usual = withoutMoment(await daysClosed(await lived('the close comes before the sweep')))
    expect(withoutMoment(await daysClosed(await lived(nights)))).toEqual(usual)
  })

  test.each(Object.keys(NIGHTS))(
    'is what the journals say in the end, each entry on its day and once, when %s',
    async (nights) => {
      const programme = await lived(nights)
      const closed = await daysClosed(programme)
      expect(closed.map(({ date }) => date)).toEqual(
        Array.from({ length: LIFE.days + 1 }, (__, day) => addDays('2026-01-19', day)),
      )
      await sweep(programme)
      const sums = await sumsByDay(programme)
      const outstanding = new Map<string, number>()
      let previousRoot = ''
      for (const day of closed) {
        expect(movedIn(day)).toEqual(sums.get(day.date) ?? {})
        for (const [name, points] of Object.entries(sums.get(day.date) ?? {})) {
          const cohort = name.split('|')[1]
          if (cohort !== undefined) outstanding.set(cohort, (outstanding.get(cohort) ?? 0) + points)
        }
        expect(Object.fromEntries(day.closing.map(({ cohort, points }) => [cohort, points]))).toEqual(
          Object.fromEntries([...outstanding].filter(([, points]) => points !== 0)),
        )
        const held = day.closing.filter(({ cohort }) => cohort !== 'debt')
        expect(day.liability.reduce((sum, { points }) => sum + points, 0)).toBe(
          held.reduce((sum, { points }) => sum + points, 0),
        )
        expect(day).toMatchObject({ unaccounted: [], findingsCount: 0, previousRoot, pointCostBps: 10_000 })
        previousRoot = day.root
      }
      const kinds = new Set(closed.flatMap(({ entries }) => Object.keys(entries)))
      expect([...kinds].sort()).toEqual(
        ['accrual', 'adjustment', 'clawback', 'expiry', 'hold', 'redemption', 'vest', 'void'].sort(),
      )
      expect(closed.some(({ closing }) => closing.some(({ cohort }) => cohort === 'debt'))).toBe(true)
      expect(await reconciled(programme)).toEqual([])
    },
  )

  test('a lot counts as owed on its last day and as gone on the next, though nobody came', async () => {
    const programme = await Programme.start({ at: BEGINS })
    await closeAll(programme)
    await open(programme, 'm1', 50)
    programme.at('2026-02-21T00:10:00+08:00')
    await closeAll(programme)
    programme.at('2026-02-21T12:00:00+08:00')
    expect(await closeOf(workIn(programme), '2026-02-19')).toMatchObject({
      closing: [{ cohort: '2026-01', points: 50 }],
    })
    const gone = await closeOf(workIn(programme), '2026-02-20')
    expect(gone).toMatchObject({
      movements: [{ contra: 'breakage', cohort: '2026-01', points: -50 }],
      entries: { expiry: 1 },
      closing: [],
      liability: [],
    })
    expect((await allAccounts(programme))[0]?.lastSeq).toBe(1)
  })
})
