import { faultyStore } from '../../../test/kit/faulty-store'
import { growBy, LADDER, publishLadder, publishTier } from '../../../test/kit/ladder'
import { assertLedgerHolds } from '../../../test/kit/ledger-holds'
import { codeOf, dataOf, joined, Programme } from '../../../test/kit/programme'
import { settled } from '../../../test/kit/settled'
import { hire, openStore } from '../../../test/kit/stores'
import { commandOn, workOn } from '../../../test/kit/work-on'
import { MemoryStore } from '../../adapters/memory/memory-store'
import { canonicalJson } from '../../kernel/canonical-json'
import { Refusal } from '../../kernel/refusal'
import type { StaffCaller } from '../../platform/context'
import type { Store } from '../../platform/store'
import { accountOf, amendAccount, limitsWith } from '../ledger'
import { useBenefit } from './benefits'

const STAFF = { kind: 'staff', openid: '', role: 'clerk', stores: ['store-1'] } as const

/** A silver member at a counter, who has one coffee a month. */
async function atCounter(options: { at?: string; store?: Store; yuan?: number } = {}) {
  const programme = await Programme.start({ at: '2026-03-10T10:00:00+08:00', ...options })
  await publishLadder(programme)
  const member = async (openid: string, yuan = options.yuan ?? 1_000) => {
    const { ask, memberId } = await joined(programme, openid)
    await growBy(programme, memberId, yuan)
    const card = async () => dataOf(await ask('members.card', {})).code
    const accountNow = async () => accountOf(workOn(programme), memberId)
    const left = async (benefitId = 'coffee') => {
      const { benefits } = dataOf(await ask('tiers.mine', {}))
      return benefits.find((benefit) => benefit.benefitId === benefitId)?.left
    }
    return { ask, memberId, card, left, accountNow }
  }
  /** Asks for a use as the merchants' door would, its gate passed. */
  const use = async (
    asked: { memberCode: string; benefitId?: string; key?: string; scannedAtMs?: number },
    staffId = 'clerk',
  ) => {
    const { key = programme.newKey(), ...named } = asked
    const input = { storeId: 'store-1', benefitId: 'coffee', ...named }
    const caller: StaffCaller = { ...STAFF, staffId }
    // A key is of its caller.
    const command = commandOn(programme, `${staffId}|${key}`, canonicalJson(input))
    const answer = await useBenefit({ ...workOn(programme), caller, command }, input)
    return answer instanceof Refusal ? answer.code : answer
  }
  return { programme, member, use }
}

const COFFEE_USED = { name: '免费咖啡', left: 0 }

test('a benefit of one a month is used once in each month, to the last second of it', async () => {
  const { programme, member, use } = await atCounter({ at: '2026-03-10T10:00:00+08:00' })
  const mei = await member('o-mei')
  expect(await mei.left()).toBe(1)
  expect(await use({ memberCode: await mei.card() })).toEqual(COFFEE_USED)
  expect(await mei.left()).toBe(0)
  programme.at('2026-03-31T23:59:59+08:00')
  expect(await use({ memberCode: await mei.card() })).toBe('none_left')
  programme.at('2026-04-01T00:00:00+08:00')
  expect(await mei.left()).toBe(1)
  expect(await use({ memberCode: await mei.card() })).toEqual(COFFEE_USED)
  expect(await use({ memberCode: await mei.card() })).toBe('none_left')
  await assertLedgerHolds(programme)
})

test('one of a year is there again on the first of January', async () => {
  const { programme, member, use } = await atCounter({ yuan: 2_000 })
  const mei = await member('o-mei')
  const cake = async () => use({ memberCode: await mei.card(), benefitId: 'cake' })
  expect(await cake()).toEqual({ name: '生日蛋糕', left: 0 })
  programme.at('2026-12-31T23:59:59+08:00')
  expect(await cake()).toBe('none_left')
  programme.at('2027-01-01T00:00:00+08:00')
  expect(await cake()).toEqual({ name: '生日蛋糕', left: 0 })
})

test('twenty uses at once of a benefit of one a month are one, and of four a month four', async () => {
  for (const [yuan, quota] of [
    [1_000, 1],
    [2_000, 4],
  ] as const) {
    const { programme, member, use } = await atCounter({ yuan })
    const mei = await member('o-mei')
    const memberCode = await mei.card()
    const answers = await Promise.all(Array.from({ length: 20 }, () => settled(() => use({ memberCode }))))
    expect(answers.filter((answer) => answer === 'none_left')).toHaveLength(20 - quota)
    const lefts = answers.flatMap((answer) => (typeof answer === 'string' ? [] : [answer.left]))
    expect(lefts.sort()).toEqual(Array.from({ length: quota }, (_, nth) => nth))
    expect(await mei.left()).toBe(0)
    const { items } = dataOf(await mei.ask('points.statement', { limit: 50 }))
    expect(items.filter(({ title }) => title === '使用权益：免费咖啡')).toHaveLength(quota)
    await assertLedgerHolds(programme)
  }
})

test('twenty times the same command is one use, answered alike, on a network that fails', async () => {
  const memory = new MemoryStore()
  const faulty = faultyStore(memory, { error: 60, lostReply: 60, late: 60 }, 7)
  const { programme, member } = await atCounter({ store: memory })
  const mei = await member('o-mei')
  const memberCode = await mei.card()
  const input = { storeId: 'store-1', benefitId: 'coffee', memberCode }
  const command = commandOn(programme, 'k-1', canonicalJson(input))
  const answers = await Promise.all(
    Array.from({ length: 20 }, () =>
      settled(async () => {
        const work = workOn(new Programme({ store: faulty.store, at: '2026-03-10T10:00:40+08:00' }))
        return useBenefit({ ...work, caller: { ...STAFF, staffId: 'clerk' }, command }, input).catch(
          () => new Refusal('busy'),
        )
      }),
    ),
  )
  await faulty.quiet()
  expect(faulty.fired.lostReply + faulty.fired.late).toBeGreaterThan(0)
  expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(new Set([JSON.stringify(COFFEE_USED)]))
  const account = await mei.accountNow()
  expect(account?.tail.filter(({ ref }) => ref.kind === 'benefit')).toHaveLength(1)
  await assertLedgerHolds(programme)
})

describe('the same key', () => {
  test('answers the same for ever, when the code is long dead and the benefit is gone', async () => {
    const { programme, member, use } = await atCounter()
    const mei = await member('o-mei')
    const asked = { memberCode: await mei.card(), key: 'k-1' }
    expect(await use(asked)).toEqual(COFFEE_USED)
    programme.advanceDays(400)
    await publishTier(programme, 'silver', { ...LADDER.silver, benefits: [] })
    expect(await use(asked)).toEqual(COFFEE_USED)
    expect(await use({ ...asked, key: 'k-2' })).toBe('unknown_member_code')
    await assertLedgerHolds(programme)
  })

  test('with another benefit, or about another member, is refused and uses nothing', async () => {
    const { member, use } = await atCounter({ yuan: 2_000 })
    const [mei, lan] = [await member('o-mei'), await member('o-lan')]
    const memberCode = await mei.card()
    expect(await use({ memberCode, key: 'k-1' })).toEqual({ name: '免费咖啡', left: 3 })
    expect(await use({ memberCode, benefitId: 'cake', key: 'k-1' })).toBe('key_reused_with_other_input')
    expect(await use({ memberCode: await lan.card(), key: 'k-1' })).toBe('key_reused_with_other_input')
    expect([await mei.left('cake'), await mei.left(), await lan.left()]).toEqual([1, 3, 4])
  })

  test('of another clerk is another command', async () => {
    const { programme, member, use } = await atCounter({ yuan: 2_000 })
    const mei = await member('o-mei')
    expect(await use({ memberCode: await mei.card(), key: 'k-1' })).toEqual({ name: '免费咖啡', left: 3 })
    programme.wait(60_000)
    expect(await use({ memberCode: await mei.card(), key: 'k-1' }, 'other')).toEqual({ name: '免费咖啡', left: 2 })
  })

  test('that was refused may be asked again', async () => {
    const { programme, member, use } = await atCounter()
    const mei = await member('o-mei')
    expect(await use({ memberCode: await mei.card() })).toEqual(COFFEE_USED)
    expect(await use({ memberCode: await mei.card(), key: 'k-2' })).toBe('none_left')
    programme.at('2026-04-01T00:00:00+08:00')
    expect(await use({ memberCode: await mei.card(), key: 'k-2' })).toEqual(COFFEE_USED)
  })
})

describe('nothing is used', () => {
  test('by a code that has ended, that another counter has used, or that is none', async () => {
    const { programme, member, use } = await atCounter({ yuan: 2_000 })
    const mei = await member('o-mei')
    const memberCode = await mei.card()
    const shownAtMs = programme.nowMs
    expect(await use({ memberCode })).toMatchObject({ left: 3 })
    expect(await use({ memberCode }, 'other')).toBe('unknown_member_code')
    expect(await use({ memberCode: `${memberCode.slice(0, -1)}${(Number(memberCode.at(-1)) + 1) % 10}` })).toBe(
      'unknown_member_code',
    )
    programme.wait(60_000)
    const late = await mei.card()
    programme.wait(11 * 60_000)
    expect(await use({ memberCode })).toBe('unknown_member_code')
    expect(await use({ memberCode: late })).toBe('unknown_member_code')
    // A counter that could not tell at once says when it was shown.
    expect(await use({ memberCode: late, scannedAtMs: shownAtMs + 60_000 })).toMatchObject({ left: 2 })
    expect(await mei.left()).toBe(2)
  })

  test('that the tier does not give', async () => {
    const { member, use } = await atCounter()
    const [mei, lan] = [await member('o-mei'), await member('o-lan', 1)]
    expect(await use({ memberCode: await mei.card(), benefitId: 'cake' })).toBe('no_such_benefit')
    expect(await use({ memberCode: await lan.card() })).toBe('no_such_benefit')
  })

  test('of an account that is frozen', async () => {
    const { programme, member, use } = await atCounter()
    const mei = await member('o-mei')
    const why = { memberId: mei.memberId, reason: '核实', operator: '小王' }
    dataOf(await programme.ops()('ops.freeze', why))
    expect(await use({ memberCode: await mei.card() })).toBe('account_frozen')
    dataOf(await programme.ops()('ops.unfreeze', why))
    expect(await use({ memberCode: await mei.card() })).toEqual(COFFEE_USED)
  })

  test('of an account that counts so much already that a use could be forgotten', async () => {
    const { programme, member, use } = await atCounter()
    const mei = await member('o-mei')
    await amendAccount(workOn(programme), mei.memberId, (account) => {
      let { limits } = account
      for (let nth = 0; nth < 256; nth += 1)
        limits = limitsWith({ limits }, { name: `l${nth}`, period: 'ever' }, 1, '2026-03-10')
      return { marks: { limits } }
    })
    expect(await use({ memberCode: await mei.card() })).toBe('none_left')
  })
})

test("at the merchants' door twenty uses at once are one, and a clerk of another store uses none", async () => {
  const { programme, member } = await atCounter()
  for (const storeId of ['store-1', 'store-9']) await openStore(programme, storeId)
  programme.wait(10_000)
  const mei = await member('o-mei')
  const clerk = await hire(programme, 'o-clerk', { storeId: 'store-1' })
  const stranger = await hire(programme, 'o-stranger', { storeId: 'store-9' })
  const input = { storeId: 'store-1', memberCode: await mei.card(), benefitId: 'coffee' }
  expect(codeOf(await stranger('benefits.use', input))).toBe('unauthorised')
  const replies = await Promise.all(Array.from({ length: 20 }, () => clerk('benefits.use', input)))
  const answers = replies.map((reply) => (reply.ok ? `left ${reply.data.left}` : reply.code))
  expect(answers.filter((answer) => answer === 'left 0')).toHaveLength(1)
  expect(answers.filter((answer) => answer === 'none_left' || answer === 'busy')).toHaveLength(19)
  expect(await mei.left()).toBe(0)
  await assertLedgerHolds(programme)
})

test('a benefit that two tiers have is counted as one: going up does not begin it anew', async () => {
  const { programme, member, use } = await atCounter()
  const mei = await member('o-mei')
  expect(await use({ memberCode: await mei.card() })).toEqual(COFFEE_USED)
  await growBy(programme, mei.memberId, 1_000)
  expect(await mei.left()).toBe(3)
  expect(await use({ memberCode: await mei.card() })).toEqual({ name: '免费咖啡', left: 2 })
})

test('a clerk sees what is left, and the member sees the use in their statement', async () => {
  const { member, use } = await atCounter()
  const mei = await member('o-mei')
  await use({ memberCode: await mei.card() })
  const [line] = dataOf(await mei.ask('points.statement', { limit: 1 })).items
  expect(line).toMatchObject({ title: '使用权益：免费咖啡', points: 0, balance: 50 })
  expect(dataOf(await mei.ask('points.explain', { seq: line?.seq ?? 0 })).sentence).toBe('使用权益：免费咖啡。')
  expect((await mei.accountNow())?.tail.at(-1)).toMatchObject({
    ref: { kind: 'benefit', id: 'coffee' },
    trace: { name: '免费咖啡', left: 0, store: 'store-1', staff: 'clerk' },
  })
})

test('a use says who and where within what an entry holds, whatever they are called', async () => {
  const { programme, member, use } = await atCounter()
  const mei = await member('o-mei')
  const longest = { benefitId: 'b'.repeat(32), name: '券'.repeat(12), text: '到店', quota: 100, per: 'month' } as const
  await publishTier(programme, 'silver', { ...LADDER.silver, benefits: [longest] })
  const input = { storeId: 's'.repeat(64), benefitId: longest.benefitId, memberCode: await mei.card() }
  const caller: StaffCaller = { ...STAFF, staffId: 'f'.repeat(32) }
  const command = commandOn(programme, 'k'.repeat(64), '')
  expect(await useBenefit({ ...workOn(programme), caller, command }, input)).toEqual({ name: longest.name, left: 99 })
  expect(await use({ memberCode: input.memberCode })).toBe('unknown_member_code')
})
