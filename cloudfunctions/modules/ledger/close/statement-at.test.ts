import { Programme } from '../../../../test/kit/programme'
import { allAccounts, entriesOf, liveDays } from '../../../../test/kit/random-ledger'
import { workIn } from '../../../../test/kit/spend'
import { seededRandom } from '../../../kernel/seeded-random'
import { publishVersion } from '../../../platform/published'
import { postDue } from '../change'
import type { Entry } from '../domain/entry'
import { journal } from '../store'
import { statementAt } from './statement-at'

/** Points by what they are, from every entry up to a moment: plain sums, and none of the ledger's code. */
function rebuilt(entries: readonly Entry[], atMs: number) {
  const parcels = new Map<string, number>()
  let net = 0
  let seq = 0
  for (const entry of entries) {
    if (entry.atMs > atMs) break
    net += entry.points
    seq = entry.seq
    for (const { points, ...what } of [...entry.lots, ...entry.holds]) {
      const name = JSON.stringify(Object.entries(what).sort())
      parcels.set(name, (parcels.get(name) ?? 0) + points)
    }
  }
  return { net, seq, parcels: Object.fromEntries([...parcels].filter(([, points]) => points !== 0)) }
}

test('at a thousand random moments a statement is what the entries add up to, those posted later than due included', async () => {
  const programme = await Programme.start({ at: '2026-03-10T01:00:00+08:00' })
  const beganMs = programme.nowMs
  await liveDays(programme, { days: 40, members: 3, seed: 21, perDay: 14 }, async () => {})
  const accounts = await allAccounts(programme)
  expect(Math.max(...accounts.map(({ journalPage }) => journalPage))).toBeGreaterThan(4)
  const random = seededRandom(4)
  const asked: { member: string; atMs: number }[] = []
  for (let number = 0; number < 1_000; number += 1) {
    const { member } = accounts[Math.floor(random() * accounts.length)] ?? { member: '' }
    // Every tenth is the very midnight at which things fall due, or the millisecond before.
    const randomMs = beganMs + Math.floor(random() * (programme.nowMs - beganMs))
    const midnightMs = Math.floor(randomMs / 86_400_000) * 86_400_000 + 16 * 3_600_000
    asked.push({ member, atMs: number % 10 > 0 ? randomMs : midnightMs - (number % 20 === 0 ? 1 : 0) })
  }
  const said = await Promise.all(asked.map(({ member, atMs }) => statementAt(workIn(programme), member, atMs)))
  for (const { member } of accounts) await postDue(workIn(programme), member)
  const journals = new Map<string, readonly Entry[]>()
  for (const account of await allAccounts(programme)) journals.set(account.member, await entriesOf(programme, account))
  let empty = 0
  for (const [at, { member, atMs }] of asked.entries()) {
    const statement = said[at]
    const account = accounts.find((known) => known.member === member)
    if (!statement) {
      expect(account?.openedAtMs).toBeGreaterThan(atMs)
      empty += 1
      continue
    }
    const { net, seq, parcels } = rebuilt(journals.get(member) ?? [], atMs)
    expect(statement.lastSeq).toBe(seq)
    expect(statement.available + statement.pending - statement.debt).toBe(net)
    const held = [...statement.lots, ...statement.holds].map(({ points, ...what }) => [
      JSON.stringify(Object.entries(what).sort()),
      points,
    ])
    expect(Object.fromEntries(held)).toEqual(parcels)
    expect(statement.available).toBe(statement.lots.reduce((sum, { points }) => sum + points, 0))
  }
  expect(empty).toBeLessThan(500)
})

test('it names the version of the settings in force then, and knows nobody who was no member yet', async () => {
  const programme = await Programme.start({ at: '2026-03-10T01:00:00+08:00' })
  await liveDays(programme, { days: 2, members: 2, seed: 1, perDay: 2 }, async () => {})
  const [account] = await allAccounts(programme)
  const nowMs = Date.parse('2026-03-11T10:00:00+08:00')
  await publishVersion(programme.store, { kind: 'settings', id: 'programme', after: 1, body: {}, nowMs })
  const at = async (atMs: number) =>
    (await statementAt(workIn(programme), account?.member ?? '', atMs))?.settingsVersion
  expect([await at(nowMs + 9_999), await at(nowMs + 10_000)]).toEqual([1, 2])
  expect(await statementAt(workIn(programme), account?.member ?? '', 5)).toBeNull()
  expect(await statementAt(workIn(programme), 'nobody', nowMs)).toBeNull()
})

test('it does not guess where a page of the journal is gone', async () => {
  const programme = await Programme.start({ at: '2026-03-10T01:00:00+08:00' })
  const beganMs = programme.nowMs
  await liveDays(programme, { days: 4, members: 2, seed: 2, perDay: 80 }, async () => {})
  const account = (await allAccounts(programme)).find(({ journalPage }) => journalPage > 1)
  await programme.store.remove(journal, `${account?._id}|000000`)
  await expect(statementAt(workIn(programme), account?.member ?? '', beganMs + 60_000)).rejects.toThrow(
    '000000 is missing',
  )
})
