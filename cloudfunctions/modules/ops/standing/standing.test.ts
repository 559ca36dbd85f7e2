import { assertLedgerHolds } from '../../../../test/kit/ledger-holds'
import { codeOf, dataOf, joined, Programme } from '../../../../test/kit/programme'
import { spend } from '../../../../test/kit/spend'
import { accounts, journal, statusChanges } from '../../ledger/store'

const by = { reason: '核实异常兑换', operator: '小王' }

/** A member who has checked in on so many days. */
async function shop(days = 1) {
  const programme = await Programme.start({ at: '2026-01-01T10:00:00+08:00' })
  const { ask, memberId } = await joined(programme, 'o-mei')
  for (let day = 0; day < days; day += 1) {
    programme.advanceDays(1)
    dataOf(await ask('check-in.perform', {}))
  }
  programme.advanceDays(1)
  const account = `${memberId}.1`
  const status = async () => dataOf(await programme.ops()('ops.statement', { memberId })).status
  return { programme, ops: programme.ops(), ask, memberId, account, status }
}

describe('a frozen account', () => {
  test('spends nothing and still earns, until it is unfrozen', async () => {
    const { programme, ops, ask, memberId, status } = await shop()
    expect(dataOf(await ops('ops.freeze', { memberId, ...by }))).toEqual({ memberId, status: 'frozen' })
    expect(await status()).toBe('frozen')
    expect(await spend(programme, memberId, 1, 'spend-1')).toBe('account_frozen')
    expect(codeOf(await ops('ops.adjust', { memberId, points: -1, ...by }))).toBe('account_frozen')
    expect(dataOf(await ask('check-in.perform', {})).balance).toBe(60)
    const { requestId } = dataOf(await ops('ops.adjust', { memberId, points: 40, ...by }))
    dataOf(await ops('ops.approve', { requestId, operator: '店长' }))
    expect(dataOf(await ops('ops.unfreeze', { memberId, ...by })).status).toBe('active')
    expect(await spend(programme, memberId, 100, 'spend-1')).toBe('spent')
    await assertLedgerHolds(programme)
  })

  test('is frozen once: refused again, and each key answers for ever what it did', async () => {
    const { programme, ops, memberId, status } = await shop()
    const freeze = () => ops('ops.freeze', { memberId, ...by }, 'freeze-1')
    const unfreeze = () => ops('ops.unfreeze', { memberId, ...by }, 'unfreeze-1')
    expect(codeOf(await unfreeze())).toBe('not_frozen')
    for (const reply of await Promise.all(Array.from({ length: 10 }, freeze)))
      expect(dataOf(reply)).toEqual({ memberId, status: 'frozen' })
    expect(codeOf(await ops('ops.freeze', { memberId, ...by }))).toBe('already_frozen')
    for (const reply of await Promise.all(Array.from({ length: 10 }, unfreeze)))
      expect(dataOf(reply)).toEqual({ memberId, status: 'active' })
    // A late repetition of the freeze answers, and freezes nothing.
    expect(dataOf(await freeze())).toEqual({ memberId, status: 'frozen' })
    expect(await status()).toBe('active')
    dataOf(await ops('ops.freeze', { memberId, ...by }, 'freeze-2'))
    expect(dataOf(await unfreeze())).toEqual({ memberId, status: 'active' })
    expect(dataOf(await freeze())).toEqual({ memberId, status: 'frozen' })
    expect(await status()).toBe('frozen')
    expect(await programme.store.count(statusChanges, {})).toBe(3)
    await assertLedgerHolds(programme)
  })

  test('of ten freezes at once, one froze', async () => {
    const { programme, ops, memberId } = await shop()
    const replies = await Promise.all(Array.from({ length: 10 }, () => ops('ops.freeze', { memberId, ...by })))
    expect(replies.map((reply) => (reply.ok ? 'ok' : reply.code)).sort()).toEqual([
      ...Array(9).fill('already_frozen'),
      'ok',
    ])
    await assertLedgerHolds(programme)
  })

  test('a key is not taken for another member or another reason', async () => {
    const { programme, ops, memberId, status } = await shop()
    const other = await joined(programme, 'o-lan')
    dataOf(await ops('ops.freeze', { memberId, ...by }, 'freeze-1'))
    const reused = 'key_reused_with_other_input'
    expect(codeOf(await ops('ops.freeze', { memberId: other.memberId, ...by }, 'freeze-1'))).toBe(reused)
    expect(codeOf(await ops('ops.freeze', { memberId, reason: '别的', operator: '小王' }, 'freeze-1'))).toBe(reused)
    expect(codeOf(await ops('ops.freeze', { memberId: 'nobody', ...by }))).toBe('no_such_member')
    expect(codeOf(await ops('ops.unfreeze', { memberId: 'nobody', ...by }))).toBe('no_such_member')
    expect(await status()).toBe('frozen')
  })

  test('freezing races with earning: both are there', async () => {
    const { programme, ops, ask, memberId, status } = await shop()
    const [frozen, checkedIn] = await Promise.all([ops('ops.freeze', { memberId, ...by }), ask('check-in.perform', {})])
    expect([frozen.ok, checkedIn.ok]).toEqual([true, true])
    expect(await status()).toBe('frozen')
    expect(dataOf(await ask('members.me', {})).points.available).toBe(60)
    await assertLedgerHolds(programme)
  })

  test('of a spending and a freeze at once, whichever is first holds', async () => {
    const { programme, ops, memberId } = await shop()
    for (let round = 0; round < 10; round += 1) {
      const before = (await programme.store.get(accounts, `${memberId}.1`))?.available ?? 0
      const send = [() => ops('ops.freeze', { memberId, ...by }), () => spend(programme, memberId, 1, `spend-${round}`)]
      await Promise.all((round % 2 === 0 ? send : send.reverse()).map((run) => run()))
      const account = await programme.store.get(accounts, `${memberId}.1`)
      expect(account?.status).toBe('frozen')
      const spent = account?.tail.some(({ op }) => op === `test|spend-${round}`)
      expect(account?.available).toBe(spent ? before - 1 : before)
      dataOf(await ops('ops.unfreeze', { memberId, ...by }))
    }
    await assertLedgerHolds(programme)
  })
})

describe('ops.verify-ledger', () => {
  /** An entry in a page with another reason than it was sealed with: it shows, and changes no balance. */
  async function editedPage(days: number) {
    const made = await shop(days)
    const { programme, account } = made
    const page = await programme.store.get(journal, `${account}|000000`)
    const edit = async (seq: number) => {
      const entries = page?.entries.map((entry) => (entry.seq === seq ? { ...entry, trace: { seq } } : entry)) ?? []
      await programme.store.update(journal, { _id: `${account}|000000` }, { set: { entries } })
    }
    const restore = () =>
      programme.store.update(journal, { _id: `${account}|000000` }, { set: { entries: page?.entries ?? [] } })
    return { ...made, edit, restore }
  }

  test('freezes the account it names and repairs nothing; other members go on', async () => {
    const { programme, ops, memberId, account, status } = await shop()
    const other = await joined(programme, 'o-lan')
    await programme.store.update(accounts, { _id: account }, { set: { available: 9_999 } })
    for (let looked = 0; looked < 2; looked += 1) {
      const { findings } = dataOf(await ops('ops.verify-ledger', {}))
      expect(findings).toEqual([expect.objectContaining({ memberId, account, field: 'available', isFrozen: true })])
      expect(findings[0]?.text).toMatch(/现为 9999，应为 55；账户已冻结$/)
    }
    expect(await programme.store.get(accounts, account)).toMatchObject({ available: 9_999, status: 'frozen' })
    expect(await programme.store.count(statusChanges, {})).toBe(1)
    expect(dataOf(await ops('ops.statement', { memberId: other.memberId })).status).toBe('active')
    // Accepting does not help where the balance is not what the journal says.
    const remain = await ops('ops.unfreeze', { memberId, ...by, accept: true })
    expect(remain).toMatchObject({ code: 'findings_remain', params: { findings: 1, isAcceptable: false } })
    await programme.store.update(accounts, { _id: account }, { set: { available: 55 } })
    expect(dataOf(await ops('ops.verify-ledger', {})).findings).toEqual([])
    expect(await status()).toBe('frozen')
    dataOf(await ops('ops.unfreeze', { memberId, ...by }))
    expect(await spend(programme, memberId, 55, 'spend-1')).toBe('spent')
    await assertLedgerHolds(programme)
  })

  test('raced by ten, freezes once', async () => {
    const { programme, ops, memberId, account, status } = await shop()
    await programme.store.update(accounts, { _id: account }, { set: { available: 9_999 } })
    const replies = await Promise.all(Array.from({ length: 10 }, () => ops('ops.verify-ledger', { memberId })))
    expect(replies.map((reply) => dataOf(reply).findings.map(({ isFrozen }) => isFrozen))).toEqual(
      Array(10).fill([true]),
    )
    expect(await programme.store.count(statusChanges, {})).toBe(1)
    expect(await status()).toBe('frozen')
  })

  test('does not freeze for what was accepted, and does for what is new', async () => {
    const { programme, ops, ask, memberId, status, edit, restore } = await editedPage(60)
    await edit(3)
    expect(dataOf(await ops('ops.verify-ledger', {})).findings[0]).toMatchObject({
      entry: 3,
      field: 'trace',
      isFrozen: true,
    })
    expect(await ops('ops.unfreeze', { memberId, ...by })).toMatchObject({
      code: 'findings_remain',
      params: { findings: 2, isAcceptable: true },
    })
    const unfreeze = () => ops('ops.unfreeze', { memberId, ...by, accept: true }, 'unfreeze-1')
    dataOf(await unfreeze())
    for (let day = 0; day < 40; day += 1) {
      dataOf(await ask('check-in.perform', {}))
      programme.advanceDays(1)
    }
    expect(dataOf(await ops('ops.verify-ledger', {})).findings[0]).toMatchObject({ entry: 3, isFrozen: false })
    expect(await status()).toBe('active')
    await edit(7)
    expect(dataOf(await ops('ops.verify-ledger', {})).findings[0]).toMatchObject({ entry: 7, isFrozen: true })
    expect(dataOf(await unfreeze())).toEqual({ memberId, status: 'active' })
    expect(await status()).toBe('frozen')
    await restore()
    dataOf(await ops('ops.unfreeze', { memberId, ...by }))
    await assertLedgerHolds(programme)
  })
})
