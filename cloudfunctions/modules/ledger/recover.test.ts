import { assertLedgerHolds } from '../../../test/kit/ledger-holds'
import { codeOf, dataOf, joined, Programme } from '../../../test/kit/programme'
import { spend } from '../../../test/kit/spend'
import type { Json } from '../../kernel/canonical-json'
import { publishVersion } from '../../platform/published'
import { accounts } from './store'

const by = { reason: '住院期间未能使用', operator: '小王' }

/** Publishes the next version of the settings; answers an instance, a minute later, that has not read the one before. */
async function publish({ store, nowMs }: Programme, body: Readonly<Record<string, Json>>, after = 1) {
  expect(await publishVersion(store, { kind: 'settings', id: 'programme', after, body, nowMs })).not.toBe('taken')
  return new Programme({ store, at: new Date(nowMs + 60_000).toISOString() })
}

/** A member whose 50 points of joining ended on 31 December 2027; it is the morning of 2 January. */
async function late() {
  const programme = await Programme.start()
  const { ask, memberId } = await joined(programme, 'o-mei')
  programme.at('2028-01-02T10:00:00+08:00')
  const recover = (expiredOn = '2027-12-31', key?: string) => ask('points.recover', { expiredOn }, key)
  const offered = async () => dataOf(await ask('points.expiring', {})).recoverable
  const account = async () => {
    const found = await programme.store.get(accounts, `${memberId}.1`)
    if (!found) throw new Error('no account')
    return found
  }
  return { programme, ask, memberId, recover, offered, account }
}

describe('points that expired are had back', () => {
  test('with one tap in the days of grace, until the last of them, whether the expiry was posted or not', async () => {
    for (const isPosted of [false, true]) {
      const { programme, ask, recover, offered, account } = await late()
      if (isPosted) await programme.tick()
      expect(await offered()).toEqual([
        {
          expiredOn: '2027-12-31',
          points: 50,
          until: '2028-01-07',
          text: '12月31日到期的 50 积分，宽限到1月7日，可以找回一次',
        },
      ])
      expect(dataOf(await recover())).toEqual({ points: 50, balance: 50, until: '2028-01-07' })
      expect(await offered()).toEqual([])
      expect(dataOf(await ask('points.expiring', {})).lots).toEqual([{ points: 50, expiresOn: '2028-01-07' }])
      const [entry] = dataOf(await ask('points.statement', {})).items
      expect(entry).toMatchObject({ kind: 'void', points: 50, title: '找回12月31日到期的积分' })
      expect(dataOf(await ask('points.explain', { seq: 3 })).sentence).toBe('找回12月31日到期的积分。')
      expect((await account()).tail.map(({ kind, contra, points }) => [kind, contra, points])).toEqual([
        ['accrual', 'issuance', 50],
        ['expiry', 'breakage', -50],
        ['void', 'breakage', 50],
      ])
      // Of the month they were issued in: the books add up month by month.
      expect((await account()).lots).toEqual([{ expiresOn: '2028-01-07', cohort: '2026-03', points: 50 }])
      await assertLedgerHolds(programme)
    }
  })

  test.each([
    { at: '2028-01-07T23:59:59.999+08:00', answer: 'done' },
    { at: '2028-01-08T00:00:00.000+08:00', answer: 'grace_is_over' },
    { at: '2029-01-02T10:00:00.000+08:00', answer: 'grace_is_over' },
  ])('at $at: $answer', async ({ at, answer }) => {
    const { programme, ask, recover, offered } = await late()
    programme.at(at)
    expect(await offered()).toHaveLength(answer === 'done' ? 1 : 0)
    const reply = await recover()
    expect(reply.ok ? 'done' : reply.code).toBe(answer)
    expect(dataOf(await ask('members.me', {})).points.available).toBe(answer === 'done' ? 50 : 0)
    await assertLedgerHolds(programme)
  })

  test('once, however many taps at once and from however many phones', async () => {
    const { programme, ask, recover } = await late()
    const replies = await Promise.all(Array.from({ length: 12 }, () => recover()))
    expect(replies.map((reply) => (reply.ok ? 'done' : reply.code)).sort()).toEqual([
      ...Array(11).fill('already_recovered'),
      'done',
    ])
    expect(dataOf(await ask('members.me', {})).points.available).toBe(50)
    await assertLedgerHolds(programme)
  })

  test('and the same key answers the same for ever, but not for another day', async () => {
    const { programme, ask, recover } = await late()
    const first = dataOf(await recover('2027-12-31', 'tap-1'))
    dataOf(await ask('check-in.perform', {}))
    programme.advanceDays(60)
    expect(dataOf(await recover('2027-12-31', 'tap-1'))).toEqual(first)
    expect(codeOf(await recover('2027-12-30', 'tap-1'))).toBe('key_reused_with_other_input')
    await assertLedgerHolds(programme)
  })

  test('only once: had back and unspent they end for good', async () => {
    const { programme, ask, recover, offered } = await late()
    dataOf(await recover())
    programme.at('2028-01-08T10:00:00+08:00')
    expect(await offered()).toEqual([])
    expect(codeOf(await recover('2028-01-07'))).toBe('nothing_to_recover')
    expect(codeOf(await recover('2027-12-31'))).toBe('grace_is_over')
    expect(dataOf(await ask('members.me', {})).points.available).toBe(0)
    await assertLedgerHolds(programme)
  })

  test('so too where they end together with others, which have their own grace', async () => {
    const { programme, memberId, recover, offered } = await late()
    dataOf(await recover())
    const changed = await publish(programme, { pointExpiry: { kind: 'days', days: 5 } })
    expect(dataOf(await changed.member('o-mei')('check-in.perform', {}))).toMatchObject({ points: 5, balance: 55 })
    expect(await spend(changed, memberId, 30, 'some')).toBe('spent')
    programme.at('2028-01-08T10:00:00+08:00')
    // Twenty of those had back and the five of the check-in ended together: five are new.
    expect((await offered()).map(({ expiredOn, points }) => [expiredOn, points])).toEqual([['2028-01-07', 5]])
    expect(dataOf(await recover('2028-01-07'))).toMatchObject({ points: 5, until: '2028-01-14' })
    programme.at('2028-01-15T10:00:00+08:00')
    expect(await offered()).toEqual([])
    await assertLedgerHolds(programme)
  })

  test('to repay a debt first', async () => {
    const { programme, ask, recover, account } = await late()
    const { changeAccount, clawback } = await import('./index')
    const { commandOn, workOn } = await import('../../../test/kit/work-on')
    const cause = { op: 'cb|1', ref: { kind: 'joined', id: '1' }, trace: {} }
    await changeAccount(workOn(programme), (await account()).member, {
      command: commandOn(programme, 'debt'),
      decide(current) {
        const created = { lots: [], holds: [] }
        const posting = clawback(cause, current, { points: 30, created, policy: 'allow_debt' })
        if (!posting) throw new Error('nothing taken')
        return { posting }
      },
      reply: () => null,
    })
    expect(dataOf(await recover())).toEqual({ points: 50, balance: 20, until: '2028-01-07' })
    expect(dataOf(await ask('members.me', {})).points).toMatchObject({ available: 20, debt: 0 })
    await assertLedgerHolds(programme)
  })

  test('in four calls, and are offered in two', async () => {
    const { programme, recover, offered } = await late()
    await programme.tick()
    const calls = () => programme.log.at(-1)?.calls
    // The first reads the settings as well, for what members call the points.
    await offered()
    await offered()
    expect(calls()).toBe(2)
    await recover()
    expect(calls()).toBe(4)
    await offered()
    expect(calls()).toBe(2)
    await assertLedgerHolds(programme)
  })

  test('also when a long history lies between', async () => {
    const { programme, ask, memberId, recover, account } = await late()
    for (let order = 0; order < 90; order += 1) {
      const asked = { memberId, points: 1, ...by }
      const { requestId } = dataOf(await programme.ops()('ops.adjust', asked))
      dataOf(await programme.ops()('ops.approve', { requestId, operator: '店长' }))
    }
    expect((await account()).journalPage).toBeGreaterThan(1)
    expect(dataOf(await recover())).toMatchObject({ points: 50, balance: 140 })
    expect(codeOf(await recover())).toBe('already_recovered')
    expect(dataOf(await ask('points.expiring', {})).recoverable).toEqual([])
    await assertLedgerHolds(programme)
  })
})

describe('the grace that counts', () => {
  const NONE = { expiryGraceDays: 0 }

  test('is the one in force when the points ended: taken away later, it still holds', async () => {
    const { programme, recover, offered } = await late()
    await publish(programme, NONE)
    programme.at('2028-01-07T10:00:00+08:00')
    expect(await offered()).toHaveLength(1)
    expect(dataOf(await recover())).toMatchObject({ points: 50 })
    await assertLedgerHolds(programme)
  })

  test('given later, it does not reach back', async () => {
    const { programme, recover, offered } = await late()
    programme.at('2027-12-01T10:00:00+08:00')
    await publish(programme, NONE)
    programme.at('2028-01-01T10:00:00+08:00')
    await publish(programme, { expiryGraceDays: 30 }, 2)
    programme.at('2028-01-02T10:00:00+08:00')
    expect(await offered()).toEqual([])
    expect(codeOf(await recover())).toBe('grace_is_over')
    await assertLedgerHolds(programme)
  })
})

describe('an operator and the member do not both give an expiry back', () => {
  test('reinstated is not recovered', async () => {
    const { programme, memberId, recover, offered } = await late()
    await programme.tick()
    const { requestId } = dataOf(await programme.ops()('ops.reinstate', { memberId, seq: 2, ...by }))
    dataOf(await programme.ops()('ops.approve', { requestId, operator: '店长' }))
    expect(await offered()).toEqual([])
    expect(codeOf(await recover())).toBe('already_recovered')
    await assertLedgerHolds(programme)
  })

  test('recovered is not reinstated, also when it had been asked for before', async () => {
    const { programme, ask, memberId, recover } = await late()
    await programme.tick()
    const ops = programme.ops()
    const { requestId } = dataOf(await ops('ops.reinstate', { memberId, seq: 2, ...by }))
    dataOf(await recover())
    expect(codeOf(await ops('ops.reinstate', { memberId, seq: 2, ...by }))).toBe('already_reinstated')
    expect(codeOf(await ops('ops.approve', { requestId, operator: '店长' }))).toBe('already_reinstated')
    expect(dataOf(await ask('members.me', {})).points.available).toBe(50)
    await assertLedgerHolds(programme)
  })

  test('at the same moment, one of them does', async () => {
    const { programme, ask, memberId, recover } = await late()
    await programme.tick()
    const ops = programme.ops()
    const { requestId } = dataOf(await ops('ops.reinstate', { memberId, seq: 2, ...by }))
    await Promise.all([ops('ops.approve', { requestId, operator: '店长' }), recover(), recover()])
    expect(dataOf(await ask('members.me', {})).points.available).toBe(50)
    await assertLedgerHolds(programme)
  })
})

test('refuses who is no member, what has not ended, a day on which nothing did, and what is no day', async () => {
  const { programme, ask, recover } = await late()
  expect(codeOf(await programme.member('o-nobody')('points.recover', { expiredOn: '2027-12-31' }))).toBe('not_a_member')
  expect(codeOf(await recover('2028-01-02'))).toBe('nothing_to_recover')
  expect(codeOf(await recover('2028-01-05'))).toBe('nothing_to_recover')
  expect(codeOf(await recover('2027-12-30'))).toBe('nothing_to_recover')
  for (const expiredOn of ['2027-02-29', '', 'yesterday'])
    expect(await ask('points.recover', { expiredOn })).toMatchObject({ code: 'invalid_input' })
  await assertLedgerHolds(programme)
})
