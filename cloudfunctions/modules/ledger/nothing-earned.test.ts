import { createHash } from 'node:crypto'
import { assertLedgerHolds } from '../../../test/kit/ledger-holds'
import { dataOf, joined, Programme } from '../../../test/kit/programme'
import { commandOn, workOn } from '../../../test/kit/work-on'
import { changeAccount, openAccount, type Posting, unrewarded, untaken } from './index'
import { accounts } from './store'

const ROOM = { tiers: { growth: 88 } }

const post = (programme: Programme, member: string, key: string, posting: Posting) =>
  changeAccount(workOn(programme), member, {
    command: commandOn(programme, key),
    decide: () => ({ posting, marks: { rooms: ROOM } }),
    reply: ({ entry, balance }) => ({ seq: entry.seq, balance }),
  })

test.each([
  { made: unrewarded, kind: 'accrual' },
  { made: untaken, kind: 'clawback' },
])('an entry of nothing ($kind) changes rooms, answers its repetition, and is told, sealed and closed', async (row) => {
  const programme = await Programme.start({ at: '2026-03-09T10:00:00+08:00' })
  const { ask, memberId } = await joined(programme, 'o-mei')
  const posting = row.made({ op: 'o|1', ref: { kind: 'joined', id: '1' }, trace: {} })
  expect(await post(programme, memberId, 'k-1', posting)).toEqual({ seq: 2, balance: 50 })
  expect(await post(programme, memberId, 'k-1', posting)).toEqual({ seq: 2, balance: 50 })
  expect(await programme.store.get(accounts, `${memberId}.1`)).toMatchObject({ available: 50, lastSeq: 2, rooms: ROOM })

  const [line] = dataOf(await ask('points.statement', { limit: 1 })).items
  expect(line).toMatchObject({ seq: 2, kind: row.kind, points: 0, balance: 50 })
  expect(dataOf(await ask('points.explain', { seq: 2 })).formula).toBe('0')
  const { text, previousHash, hash } = dataOf(await ask('points.receipt', { seq: 2 }))
  expect(
    createHash('sha256')
      .update(previousHash + text)
      .digest('hex'),
  ).toBe(hash)

  programme.at('2026-03-10T00:20:00+08:00')
  await programme.tick()
  const reconciled = dataOf(await programme.ops()('ops.reconcile', {}))
  expect(reconciled).toMatchObject({ findings: [], next: null })
  await assertLedgerHolds(programme)
})

test('an account may open with rooms and no entry, and the one that is there stays', async () => {
  const programme = await Programme.start()
  const opening = { member: 'm', enrolment: 1, posting: null, command: { key: 'k', inputHash: '' }, atMs: 5 }
  const opened = await openAccount(workOn(programme), { ...opening, rooms: ROOM })
  expect(opened).toMatchObject({ rooms: ROOM, lastSeq: 0, openedAtMs: 5 })
  const again = await openAccount(workOn(programme), { ...opening, rooms: { tiers: { growth: 0 } } })
  expect(again).toEqual(opened)
  const large = { tiers: { text: 'x'.repeat(5_000) } }
  await expect(openAccount(workOn(programme), { ...opening, member: 'n', rooms: large })).rejects.toThrow('too large')
})
