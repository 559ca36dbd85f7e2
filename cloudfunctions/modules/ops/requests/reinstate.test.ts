import { assertLedgerHolds } from '../../../../test/kit/ledger-holds'
import { codeOf, dataOf, joined, Programme } from '../../../../test/kit/programme'
import { accounts } from '../../ledger/store'

const by = { reason: '住院期间未能使用', operator: '小王' }

/** A member whose 50 points of joining have ended: entry 2. */
async function late() {
  const programme = await Programme.start()
  const { ask, memberId } = await joined(programme, 'o-mei')
  programme.at('2028-01-02T10:00:00+08:00')
  await programme.tick()
  const available = async () => dataOf(await ask('members.me', {})).points.available
  expect(await available()).toBe(0)
  const ops = programme.ops()
  const approve = async (requestId: string) => ops('ops.approve', { requestId, operator: '店长' })
  return { programme, ops, ask, memberId, available, approve }
}

describe('ops.reinstate', () => {
  test('gives expired points back for thirty days, with the reason the member reads', async () => {
    const { programme, ops, ask, memberId, available, approve } = await late()
    const { requestId, state } = dataOf(await ops('ops.reinstate', { memberId, seq: 2, ...by }))
    expect(state).toBe('waiting')
    programme.advanceDays(3)
    expect(dataOf(await approve(requestId))).toEqual({ requestId, state: 'done', memberId, points: 50, seq: 3 })
    expect(await available()).toBe(50)
    expect(dataOf(await ask('points.expiring', {})).lots).toEqual([{ points: 50, expiresOn: '2028-02-04' }])
    const [entry] = dataOf(await ask('points.statement', {})).items
    expect(entry).toMatchObject({ points: 50, title: '找回过期积分：住院期间未能使用' })
    const account = await programme.store.get(accounts, `${memberId}.1`)
    expect(account?.tail.map(({ contra, points }) => [contra, points])).toEqual([
      ['issuance', 50],
      ['breakage', -50],
      ['breakage', 50],
    ])
    await assertLedgerHolds(programme)
    programme.at('2028-02-05T00:00:00+08:00')
    expect(await available()).toBe(0)
  })

  test('once for each expiry, however many ask and approve at once', async () => {
    const { programme, ops, memberId, available, approve } = await late()
    const asked = await Promise.all(Array.from({ length: 8 }, () => ops('ops.reinstate', { memberId, seq: 2, ...by })))
    const ids = asked.map((reply) => dataOf(reply).requestId)
    expect(new Set(ids).size).toBe(8)
    const replies = await Promise.all(ids.map(approve))
    expect(replies.map((reply) => (reply.ok ? 'done' : reply.code)).sort()).toEqual([
      ...Array(7).fill('already_reinstated'),
      'done',
    ])
    expect(await available()).toBe(50)
    expect(codeOf(await ops('ops.reinstate', { memberId, seq: 2, ...by }))).toBe('already_reinstated')
    await assertLedgerHolds(programme)
  })

  test('what was given back and expired again is an expiry of its own', async () => {
    const { programme, ops, memberId, available, approve } = await late()
    dataOf(await approve(dataOf(await ops('ops.reinstate', { memberId, seq: 2, ...by })).requestId))
    programme.advanceDays(40)
    await programme.tick()
    expect(await available()).toBe(0)
    dataOf(await approve(dataOf(await ops('ops.reinstate', { memberId, seq: 4, ...by })).requestId))
    expect(await available()).toBe(50)
    await assertLedgerHolds(programme)
  })

  test('refuses who is no member, an entry that is not there and one that is no expiry', async () => {
    const { ops, memberId } = await late()
    expect(codeOf(await ops('ops.reinstate', { memberId: 'nobody', seq: 2, ...by }))).toBe('no_such_member')
    expect(codeOf(await ops('ops.reinstate', { memberId, seq: 99, ...by }))).toBe('no_such_entry')
    expect(codeOf(await ops('ops.reinstate', { memberId, seq: 1, ...by }))).toBe('not_an_expiry')
    expect(await ops('ops.reinstate', { memberId, seq: 2, reason: '', operator: '小王' })).toMatchObject({
      code: 'invalid_input',
      params: { path: 'input.reason' },
    })
  })

  test('with one key is one request for ever', async () => {
    const { programme, ops, memberId, approve } = await late()
    const send = () => ops('ops.reinstate', { memberId, seq: 2, ...by }, 'reinstate-1')
    const replies = await Promise.all(Array.from({ length: 10 }, send))
    expect(new Set(replies.map((reply) => JSON.stringify(dataOf(reply)))).size).toBe(1)
    const first = dataOf(await send())
    dataOf(await approve(first.requestId))
    expect(dataOf(await send())).toEqual(first)
    expect(codeOf(await ops('ops.reinstate', { memberId, seq: 1, ...by }, 'reinstate-1'))).toBe(
      'key_reused_with_other_input',
    )
    await assertLedgerHolds(programme)
  })
})
