import { createHash } from 'node:crypto'
import { assertLedgerHolds } from '../../../test/kit/ledger-holds'
import { codeOf, dataOf, joined, Programme } from '../../../test/kit/programme'
import { addDays } from '../../kernel/business-date'
import { publishVersion } from '../../platform/published'
import type { Account } from './domain/account'
import type { JournalPage } from './domain/journal'
import { accounts, journal } from './store'

/** A member who has checked in on so many days. */
async function regular(days: number) {
  const programme = await Programme.start({ at: '2026-01-01T10:00:00+08:00' })
  const { ask, memberId } = await joined(programme, 'o-mei')
  const keys: string[] = []
  for (let day = 0; day < days; day += 1) {
    const key = programme.newKey()
    keys.push(key)
    dataOf(await ask('check-in.perform', {}, key))
    programme.advanceDays(1)
  }
  return { programme, ask, memberId, keys, account: `${memberId}.1` }
}

describe('a long history', () => {
  test('moves to immutable pages of 32, chained, and the statement goes through all of it', async () => {
    const { programme, ask, account } = await regular(120)
    const held = await programme.store.get(accounts, account)
    expect(held?.journalPage).toBe(3)
    expect(held?.tail.length).toBe(121 - 96)
    const pages = await programme.store.getMany(
      journal,
      [0, 1, 2].map((page) => `${account}|00000${page}`),
    )
    expect(pages.map(({ fromSeq, toSeq }) => [fromSeq, toSeq])).toEqual([
      [1, 32],
      [33, 64],
      [65, 96],
    ])
    expect(pages[2]?.previousHash).toBe(pages[1]?.hash)

    const seqs: number[] = []
    let balance: number | null = null
    let cursor: string | undefined
    do {
      const page: { items: { seq: number; balance: number; points: number }[]; next: string | null } = dataOf(
        await ask('points.statement', { limit: 50, ...(cursor ? { cursor } : {}) }),
      )
      for (const item of page.items) {
        if (balance !== null) expect(item.balance).toBe(balance)
        balance = item.balance - item.points
        seqs.push(item.seq)
      }
      cursor = page.next ?? undefined
    } while (cursor)
    expect(seqs).toEqual(Array.from({ length: 121 }, (_, index) => 121 - index))
    expect(balance).toBe(0)
    await assertLedgerHolds(programme)
  })

  test('a command of long ago is answered as it was, from its page', async () => {
    const { programme, ask, keys } = await regular(120)
    const before = await programme.store.count(journal, {})
    expect(dataOf(await ask('check-in.perform', {}, keys[0]))).toEqual({
      date: '2026-01-01',
      streakDays: 1,
      points: 5,
      balance: 55,
    })
    expect(dataOf(await ask('check-in.status', {})).isCheckedIn).toBe(false)
    expect(await programme.store.count(journal, {})).toBe(before)
  })

  test('so is one from a phone whose clock was months ahead', async () => {
    const { programme, ask } = await regular(1)
    const key = `${(programme.nowMs + 100 * 86_400_000).toString(36)}-ahead`
    const first = dataOf(await ask('check-in.perform', {}, key))
    for (let day = 0; day < 60; day += 1) {
      programme.advanceDays(1)
      await ask('check-in.perform', {})
    }
    programme.advanceDays(1)
    expect(dataOf(await ask('check-in.perform', {}, key))).toEqual(first)
    expect(dataOf(await ask('check-in.status', {})).isCheckedIn).toBe(false)
  })

  test('an entry of long ago explains itself, and its trace gives its points again', async () => {
    const { ask } = await regular(120)
    for (const seq of [1, 2, 8, 31, 64, 100, 121]) {
      const { formula } = dataOf(await ask('points.explain', { seq }))
      const [line] = dataOf(await ask('points.statement', { limit: 1, cursor: String(seq + 1) })).items
      expect(formula.split('= ').at(-1)).toBe(String(line?.points))
    }
    expect(codeOf(await ask('points.explain', { seq: 122 }))).toBe('no_such_entry')
  })
})

describe('points that end', () => {
  test('can be spent on their last day and are gone the day after, without any sweep', async () => {
    const { programme, ask } = await regular(1)
    expect(dataOf(await ask('points.expiring', {})).lots).toEqual([{ points: 55, expiresOn: '2027-12-31' }])
    programme.at('2027-12-31T23:59:59.999+08:00')
    expect(dataOf(await ask('members.me', {})).points).toMatchObject({
      available: 55,
      nextExpiry: { points: 55, on: '2027-12-31' },
    })
    programme.at('2028-01-01T00:00:00.000+08:00')
    expect(dataOf(await ask('members.me', {})).points).toMatchObject({ available: 0, nextExpiry: null })
    expect(dataOf(await ask('check-in.perform', {}))).toMatchObject({ points: 5, balance: 5 })
    const { items } = dataOf(await ask('points.statement', { limit: 2 }))
    expect(items).toMatchObject([
      { kind: 'accrual', points: 5, balance: 5 },
      { kind: 'expiry', points: -55, balance: 0, title: '积分到期', atMs: Date.parse('2028-01-01T00:00:00+08:00') },
    ])
    expect(dataOf(await ask('points.explain', { seq: 3 })).sentence).toBe('积分到期。')
    await assertLedgerHolds(programme)
  })
})

test('a check-in on each of 400 days, each worth 365 days, meets no bound and loses no point before its printed day', async () => {
  const first = await Programme.start({ at: '2026-01-01T10:00:00+08:00' })
  const body = { pointExpiry: { kind: 'days', days: 365 }, expiryGraceDays: 0 }
  const settings = { kind: 'settings', id: 'programme', after: 1, body, nowMs: first.nowMs }
  expect(await publishVersion(first.store, settings)).not.toBe('taken')
  const programme = new Programme({ store: first.store, at: '2026-01-01T10:01:00+08:00' })
  const { ask, memberId } = await joined(programme, 'o-mei')
  const earned: { points: number; until: string }[] = [{ points: 50, until: '2027-01-01' }]
  const alive = (today: string) =>
    earned.filter(({ until }) => until >= today).reduce((sum, { points }) => sum + points, 0)
  for (let day = 0; day < 400; day += 1) {
    const today = addDays('2026-01-01', day)
    const { points, balance } = dataOf(await ask('check-in.perform', {}))
    earned.push({ points, until: addDays(today, 365) })
    // Merged lots end on the later of their days: there may be more than was printed, and never less.
    expect(balance).toBeGreaterThanOrEqual(alive(today))
    if (day <= 365) expect(balance).toBe(alive(today))
    const lots = (await programme.store.get(accounts, `${memberId}.1`))?.lots ?? []
    expect(lots.length).toBeLessThanOrEqual(32)
    programme.advanceDays(1)
  }
  const { lots } = dataOf(await ask('points.expiring', {}))
  expect(lots.reduce((sum, { points }) => sum + points, 0)).toBeLessThan(alive('2027-01-01'))
  expect(lots.at(-1)?.expiresOn).toBe(addDays('2026-01-01', 399 + 365))
  await assertLedgerHolds(programme)
  programme.at('2028-02-05T00:00:00+08:00')
  expect(dataOf(await ask('members.me', {})).points.available).toBe(0)
  await assertLedgerHolds(programme)
})

type Edit = { name: string; edit: (found: Account) => Partial<Account>; named: { entry?: number; field: string } }

describe('a hand in the database', () => {
  const entryEdit = (position: number, change: object) => (found: Account) => ({
    tail: found.tail.map((entry, at) => (at === position ? { ...entry, ...change } : entry)),
  })
  const edits: Edit[] = [
    { name: 'the balance', edit: () => ({ available: 9_999 }), named: { field: 'available' } },
    { name: 'the balance as text', edit: () => ({ available: '55' as never }), named: { field: 'available' } },
    { name: 'a debt', edit: () => ({ debt: 10 }), named: { field: 'debt' } },
    {
      name: 'a lot',
      edit: ({ lots }) => ({ lots: lots.map((lot) => ({ ...lot, points: 1 })) }),
      named: { field: 'lots' },
    },
    { name: 'the newest entry', edit: entryEdit(2, { points: 500 }), named: { entry: 3, field: 'points' } },
    { name: 'an older entry', edit: entryEdit(1, { points: 500 }), named: { entry: 2, field: 'points' } },
    { name: "an entry's moment", edit: entryEdit(0, { atMs: 1 }), named: { entry: 1, field: 'atMs' } },
    { name: 'a kind that there is none of', edit: entryEdit(0, { kind: 'gift' }), named: { entry: 1, field: 'kind' } },
    { name: 'a fraction', edit: entryEdit(0, { points: 0.5 }), named: { entry: 1, field: 'points' } },
    { name: 'a removed entry', edit: ({ tail }) => ({ tail: tail.slice(0, -1) }), named: { field: 'lastSeq' } },
    { name: 'the head', edit: () => ({ headMac: 'f'.repeat(64) }), named: { field: 'headMac' } },
  ]
  test.each(edits)('that edits $name is named: member, entry and field', async ({ edit, named }) => {
    const { programme, memberId, account } = await regular(2)
    const held = (await programme.store.get(accounts, account)) as Account
    await programme.store.update(accounts, { _id: account }, { set: edit(held) })
    const { findings } = dataOf(await programme.ops()('ops.verify-ledger', { memberId }))
    expect(findings).toContainEqual(expect.objectContaining({ memberId, account, ...named }))
  })

  test('that recomputes the whole chain is still seen, by the key it does not have', async () => {
    const { programme, ask, memberId, account } = await regular(2)
    const held = (await programme.store.get(accounts, account)) as Account
    const { planChange } = await import('./domain/plan')
    const { accrual } = await import('./domain/posting')
    const forged = planChange(
      held,
      {
        bodies: [
          {
            ...accrual({ op: 'forged', ref: { kind: 'joined', id: 'x' }, trace: {} }, held, {
              points: 1_000,
              on: '2026-01-02',
              expiresOn: '2027-12-31',
            }),
            key: '',
            inputHash: '',
            atMs: programme.nowMs,
          },
        ],
        nowMs: programme.nowMs,
      },
      Buffer.alloc(32),
    )
    const { _id, ...fields } = forged.after
    await programme.store.update(accounts, { _id: account }, { set: fields })
    const { findings } = dataOf(await programme.ops()('ops.verify-ledger', { memberId }))
    expect(findings.map(({ field }) => field)).toEqual(['headMac'])
    expect(codeOf(await ask('check-in.perform', {}))).toBe('account_frozen')
  })

  const pageEdits: { name: string; edit: (page: JournalPage) => Partial<JournalPage>; named: object }[] = [
    {
      name: 'an entry of a page',
      edit: ({ entries }) => ({ entries: entries.map((entry, at) => (at === 4 ? { ...entry, points: 77 } : entry)) }),
      named: { entry: 5, field: 'points' },
    },
    { name: "a page's close", edit: ({ close }) => ({ close: { ...close, available: 1 } }), named: { field: 'close' } },
    { name: "a page's hash", edit: () => ({ hash: '0'.repeat(64) }), named: { field: 'hash' } },
    { name: "a page's keys", edit: () => ({ keys: [] }), named: { field: 'keys' } },
  ]
  test.each(pageEdits)('that edits $name is named with the page', async ({ edit, named }) => {
    const { programme, memberId, account } = await regular(60)
    const page = `${account}|000000`
    const held = (await programme.store.get(journal, page)) as JournalPage
    await programme.store.update(journal, { _id: page }, { set: edit(held) })
    const { findings } = dataOf(await programme.ops()('ops.verify-ledger', { memberId }))
    expect(findings).toContainEqual(expect.objectContaining({ memberId, page, ...named }))
  })

  test('that removes a page is named, and the statement does not pretend', async () => {
    const { programme, ask, memberId, account } = await regular(60)
    await programme.store.remove(journal, `${account}|000000`)
    const { findings } = dataOf(await programme.ops()('ops.verify-ledger', { memberId }))
    expect(findings).toEqual([expect.objectContaining({ memberId, page: `${account}|000000`, field: '_id' })])
    expect(codeOf(await ask('points.statement', { cursor: '20' }))).toBe('internal')
  })

  test.each([{ schema: 2 }, { schema: 0 }, { schema: 'one' }])(
    'that makes an account one of another schema (%j) is named, and nothing is built upon it',
    async (edit) => {
      const { programme, ask, memberId, account } = await regular(2)
      await programme.store.update(accounts, { _id: account }, { set: edit as never })
      const before = await programme.store.get(accounts, account)
      expect(['internal', 'account_frozen']).toContain(codeOf(await ask('check-in.perform', {})))
      expect(await programme.store.get(accounts, account)).toEqual(before)
      const { findings } = dataOf(await programme.ops()('ops.verify-ledger', { memberId }))
      expect(findings).toContainEqual(expect.objectContaining({ memberId, account, field: 'schema' }))
    },
  )

  test('an account it has touched is not built upon', async () => {
    const { programme, ask, account } = await regular(2)
    await programme.store.update(accounts, { _id: account }, { set: { available: 9_999 } })
    expect(codeOf(await ask('check-in.perform', {}))).toBe('account_frozen')
  })
})

describe("a member's receipt", () => {
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
  type Receipt = { text: string; previousHash: string; hash: string }
  const isGenuine = ({ text, previousHash, hash }: Receipt) => sha256(previousHash + text) === hash

  test('checks out for every entry, each chained to the one before, in pages and tail alike', async () => {
    const { ask } = await regular(60)
    let before = ''
    for (let seq = 1; seq <= 61; seq += 1) {
      const receipt = dataOf(await ask('points.receipt', { seq }))
      expect(isGenuine(receipt)).toBe(true)
      expect(receipt.previousHash).toBe(before)
      expect(JSON.parse(receipt.text).seq).toBe(seq)
      before = receipt.hash
    }
    expect(codeOf(await ask('points.receipt', { seq: 62 }))).toBe('no_such_entry')
  })

  test('no longer does after the entry was edited', async () => {
    const { programme, ask, account } = await regular(2)
    const held = (await programme.store.get(accounts, account)) as Account
    const tail = held.tail.map((entry) => (entry.seq === 2 ? { ...entry, points: 500 } : entry))
    await programme.store.update(accounts, { _id: account }, { set: { tail } })
    expect(isGenuine(dataOf(await ask('points.receipt', { seq: 2 })))).toBe(false)
    expect(isGenuine(dataOf(await ask('points.receipt', { seq: 3 })))).toBe(true)
  })
})
