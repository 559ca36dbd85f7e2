import { Programme } from '../../../../test/kit/programme'
import { allAccounts, copyOf, entriesOf, liveDays, open } from '../../../../test/kit/random-ledger'
import { workIn } from '../../../../test/kit/spend'
import { hmacSha256, sha256 } from '../../../kernel/digest'
import { publishVersion } from '../../../platform/published'
import { planChange } from '../domain/plan'
import { accrual } from '../domain/posting'
import { accounts, journal } from '../store'
import { closeJob } from './close-job'
import { reconcile } from './reconcile'
import { closeOf, closes } from './store'

async function closeAll(programme: Programme): Promise<void> {
  let position: string | null = null
  do position = (await closeJob.slice(workIn(programme), position)).next
  while (position !== null)
}

let fiveDays: Promise<Programme> | undefined

/** Five days of a few members, each closed; the newest is 2026-03-14. Lived once, and copied for each test. */
async function closedDays(): Promise<Programme> {
  fiveDays ??= liveFiveDays()
  return copyOf(await fiveDays)
}

async function liveFiveDays(): Promise<Programme> {
  const programme = await Programme.start({ at: '2026-03-10T01:00:00+08:00' })
  await closeAll(programme)
  await liveDays(programme, { days: 5, members: 6, seed: 9, perDay: 60 }, () => closeAll(programme))
  return programme
}

async function found(programme: Programme, since = '2026-01-01') {
  const findings = []
  let cursor: string | undefined
  do {
    const { findings: more, next } = await reconcile(workIn(programme), { since, ...(cursor ? { cursor } : {}) })
    findings.push(...more)
    cursor = next ?? undefined
  } while (cursor !== undefined)
  return findings
}

const pagedAccount = async (programme: Programme) => {
  const account = (await allAccounts(programme)).find(({ journalPage }) => journalPage > 1)
  if (!account) throw new Error('nobody has two pages')
  return account
}

test('nothing is found where nothing was touched, and without a close there is nothing to compare', async () => {
  expect(await reconcile(workIn(await Programme.start()))).toEqual({ checked: 0, findings: [], next: null })
  expect(await found(await closedDays())).toEqual([])
})

describe('what a hand has changed in an account is named', () => {
  test.each([
    ['available', { available: 1 }],
    ['debt', { debt: 7 }],
    ['pending', { pending: 9 }],
    ['headMac', { headMac: 'ab' }],
    ['nextDueAtMs', { nextDueAtMs: 5 }],
  ])('%s', async (field, set) => {
    const programme = await closedDays()
    const account = await pagedAccount(programme)
    await programme.store.update(accounts, { _id: account._id }, { set })
    expect(await found(programme)).toEqual([expect.objectContaining({ account: account._id, field })])
  })

  test('an entry of the tail, by its number and field, and the day it no longer adds up to', async () => {
    const programme = await closedDays()
    const account = await pagedAccount(programme)
    const [first, ...rest] = account.tail
    if (!first) throw new Error('an account has a tail')
    await programme.store.update(
      accounts,
      { _id: account._id },
      { set: { tail: [{ ...first, points: 1_000 }, ...rest] } },
    )
    expect(await found(programme)).toContainEqual(
      expect.objectContaining({ account: account._id, entry: first.seq, field: 'points' }),
    )
  })

  test('an entry of a page, and a page that is gone', async () => {
    const programme = await closedDays()
    const account = await pagedAccount(programme)
    const id = `${account._id}|000000`
    const page = await programme.store.get(journal, id)
    const [first, ...rest] = page?.entries ?? []
    if (!first) throw new Error('a page has entries')
    await programme.store.update(
      journal,
      { _id: id },
      { set: { entries: [{ ...first, ref: { kind: 'x', id: 'y' } }, ...rest] } },
    )
    expect(await found(programme)).toContainEqual(
      expect.objectContaining({ account: account._id, page: id, entry: 1, field: 'ref' }),
    )
    await programme.store.remove(journal, id)
    expect(await found(programme)).toContainEqual({
      account: account._id,
      page: id,
      field: '_id',
      found: null,
      expected: id,
    })
  })

  test.each([
    ['schema', { schema: 9 }],
    ['tail', { tail: [null] }],
    ['lots', { lots: [{ points: 0.5 }] }],
  ])('so that it cannot even be added up: %s, and the others are closed all the same', async (field, set) => {
    const programme = await closedDays()
    const account = await pagedAccount(programme)
    await programme.store.update(accounts, { _id: account._id }, { set: set as never })
    programme.nowMs += 24 * 3_600_000
    await closeAll(programme)
    const day = await closeOf(workIn(programme), '2026-03-15')
    expect(day?.findingsCount).toBe(1)
    expect(day?.unaccounted).not.toEqual([])
    expect(await found(programme, '2026-03-15')).toContainEqual({
      account: account._id,
      field,
      found: null,
      expected: null,
    })
  })
})

test('the next close itself names an edit, within a day and without being asked', async () => {
  const programme = await closedDays()
  const account = await pagedAccount(programme)
  const [lot, ...lots] = account.lots
  if (!lot) throw new Error('nobody has a lot')
  // Balance and lots agree with each other: only the journal knows better.
  const set = { lots: [{ ...lot, points: lot.points + 500 }, ...lots], available: account.available + 500 }
  await programme.store.update(accounts, { _id: account._id }, { set })
  programme.nowMs += 24 * 3_600_000
  await closeAll(programme)
  const slice = await programme.store.get(closes, '2026-03-15|00000')
  expect(slice).toMatchObject({ findingsCount: 2 })
  expect(slice?.kind === 'slice' && slice.findings).toEqual([
    expect.objectContaining({ account: account._id, field: 'available' }),
    expect.objectContaining({ account: account._id, field: 'lots' }),
  ])
  // The close counts what the journal says, so the programme's sums are not led astray.
  expect((await closeOf(workIn(programme), '2026-03-15'))?.unaccounted).toEqual([])
})

describe('what a hand has changed in a close is named', () => {
  const edits: [string, string, Record<string, unknown>, string[]][] = [
    ['a sum of a day', '2026-03-12|day', { closing: [] }, ['root', 'closing']],
    ['the money of a day', '2026-03-12|day', { liabilityFen: 1 }, ['root']],
    ['a sum of a slice', '2026-03-12|00000', { movements: [] }, ['movements', 'root', 'movements']],
    ['the marks of a slice', '2026-03-12|00000', { leaves: '' }, ['root']],
    ['a signature', '2026-03-12|day', { signature: 'ab' }, ['signature']],
    ['a fraction', '2026-03-12|day', { liabilityFen: 0.5 }, ['root']],
  ]
  test.each(edits)('%s', async (_, id, set, fields) => {
    const programme = await closedDays()
    await programme.store.update(closes, { _id: id }, { set: set as never })
    const named = (await found(programme)).filter(({ close }) => close?.startsWith('2026-03-12'))
    expect(named.map(({ field }) => field)).toEqual(expect.arrayContaining(fields))
  })

  test('a root that was computed again has no signature, and the next day does not hang on it', async () => {
    const programme = await closedDays()
    const forged = sha256('forged')
    const signature = hmacSha256(Buffer.from('guessed'), `2026-03-12|day|${forged}`)
    await programme.store.update(closes, { _id: '2026-03-12|day' }, { set: { root: forged, signature } as never })
    expect(await found(programme)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ close: '2026-03-12|day', field: 'root' }),
        expect.objectContaining({
          close: '2026-03-13|day',
          field: 'previousRoot',
          found: expect.stringContaining('"'),
        }),
      ]),
    )
  })

  test.each(['2026-03-12|day', '2026-03-12|00000', '2026-03-09|day'])('%s is gone', async (id) => {
    const programme = await closedDays()
    await programme.store.remove(closes, id)
    expect(await found(programme)).toContainEqual(expect.objectContaining({ close: id, field: '_id', found: null }))
  })
})

test('an entry that comes after its day was closed is named, the closed day stays, and the next says what does not follow', async () => {
  const programme = await closedDays()
  const account = await pagedAccount(programme)
  const before = await closeOf(workIn(programme), '2026-03-14')
  // Only with the keys can it be done: a function whose clock is a day late.
  const lateMs = Date.parse('2026-03-14T23:30:00+08:00')
  const cause = { op: 'late', ref: { kind: 'test', id: 'late' }, trace: {} }
  const posting = accrual(cause, account, { points: 11, on: '2026-03-14', expiresOn: '2027-01-31' })
  const body = { ...posting, key: '', inputHash: '', atMs: lateMs }
  const headKey = workIn(programme).secrets.key('ledger-head')
  const { after, page } = planChange(account, { bodies: [body], nowMs: lateMs }, headKey)
  if (page) await programme.store.insert(journal, page)
  const { _id, ...set } = after
  await programme.store.update(accounts, { _id }, { set })
  await open(programme, 'm0000aa', 5)
  expect(await found(programme)).toEqual([
    {
      close: '2026-03-14|00000',
      account: _id,
      entry: after.lastSeq,
      field: 'atMs',
      found: String(lateMs),
      expected: null,
    },
  ])
  programme.nowMs += 24 * 3_600_000
  await closeAll(programme)
  expect(await closeOf(workIn(programme), '2026-03-14')).toEqual(before)
  expect(await closeOf(workIn(programme), '2026-03-15')).toMatchObject({
    opening: before?.closing,
    unaccounted: [{ cohort: '2026-03', points: 11 }],
  })
  expect((await entriesOf(programme, after)).at(-1)?.op).toBe('late')
})

test('a close has the cost of the settings in force at the end of its day, however late it is made', async () => {
  const programme = await Programme.start({ at: '2026-03-10T01:00:00+08:00' })
  await closeAll(programme)
  await open(programme, 'm1', 100)
  for (const [version, at] of [...Array(25).keys()].map(
    (day) => [day + 1, Date.parse('2026-03-10T12:00:00+08:00') + day * 86_400_000] as const,
  )) {
    const body = { pointCostBps: version * 1_000 }
    await publishVersion(programme.store, { kind: 'settings', id: 'programme', after: version, body, nowMs: at })
  }
  programme.at('2026-04-08T12:00:00+08:00')
  await closeAll(programme)
  const costs = await Promise.all(
    ['2026-03-09', '2026-03-10', '2026-03-11', '2026-04-01'].map((date) => closeOf(workIn(programme), date)),
  )
  expect(costs.map((day) => [day?.pointCostBps, day?.settingsVersion, day?.liabilityFen])).toEqual([
    [10_000, 1, 0],
    [1_000, 2, 10],
    [2_000, 3, 20],
    [23_000, 24, 230],
  ])
})
