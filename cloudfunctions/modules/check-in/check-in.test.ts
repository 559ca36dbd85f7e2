import { assertLedgerHolds } from '../../../test/kit/ledger-holds'
import { codeOf, dataOf, joined, Programme } from '../../../test/kit/programme'

const DAY_MS = 24 * 60 * 60_000

describe('checking in', () => {
  let programme: Programme
  beforeEach(async () => {
    programme = await Programme.start({ at: '2026-03-10T10:00:00+08:00' })
  })
  afterEach(async () => assertLedgerHolds(programme))

  test('one check-in earns the first step of the ladder and shows in the statement', async () => {
    const { ask } = await joined(programme, 'o-mei')
    const done = dataOf(await ask('check-in.perform', {}))
    expect(done).toEqual({ date: '2026-03-10', streakDays: 1, points: 5, balance: 55 })
    const { items } = dataOf(await ask('points.statement', {}))
    expect(items.map(({ kind, points, balance, title }) => ({ kind, points, balance, title }))).toEqual([
      { kind: 'accrual', points: 5, balance: 55, title: '每日签到，连续 1 天' },
      { kind: 'accrual', points: 50, balance: 50, title: '入会礼' },
    ])
  })

  test('fifty taps at once are one success and forty-nine refusals, one entry', async () => {
    const { ask, memberId } = await joined(programme, 'o-mei')
    const replies = await Promise.all(Array.from({ length: 50 }, () => ask('check-in.perform', {})))
    expect(replies.filter((reply) => reply.ok)).toHaveLength(1)
    expect(replies.filter((reply) => !reply.ok && reply.code === 'already_checked_in')).toHaveLength(49)
    const { items } = dataOf(await programme.ops()('ops.statement', { memberId }))
    expect(items.filter(({ title }) => title.startsWith('每日签到'))).toHaveLength(1)
  })

  test('one command sent ten times with one key, one of them after midnight, has ten equal replies and one effect', async () => {
    const { ask } = await joined(programme, 'o-mei')
    programme.at('2026-03-10T23:59:59.900+08:00')
    const key = programme.newKey()
    const replies = await Promise.all(Array.from({ length: 9 }, () => ask('check-in.perform', {}, key)))
    programme.at('2026-03-11T00:00:00.100+08:00')
    replies.push(await ask('check-in.perform', {}, key))
    expect(new Set(replies.map((reply) => JSON.stringify(dataOf(reply)))).size).toBe(1)
    expect(dataOf(await ask('members.me', {})).points.available).toBe(55)
    expect(dataOf(await ask('check-in.status', {})).isCheckedIn).toBe(false)
  })

  test.each([
    ['midnight', '2026-03-10', '2026-03-11'],
    ['the end of a month', '2026-04-30', '2026-05-01'],
    ['the end of a year', '2026-12-31', '2027-01-01'],
    ['the day before 29 February', '2028-02-28', '2028-02-29'],
    ['29 February', '2028-02-29', '2028-03-01'],
    ['28 February of a common year', '2027-02-28', '2027-03-01'],
  ])('100 ms before and after %s are two days and a streak of two', async (_, first, second) => {
    programme.at(`${first}T23:59:59.900+08:00`)
    const { ask } = await joined(programme, 'o-mei')
    expect(dataOf(await ask('check-in.perform', {}))).toMatchObject({ date: first, streakDays: 1 })
    programme.nowMs += 200
    expect(dataOf(await ask('check-in.perform', {}))).toMatchObject({ date: second, streakDays: 2 })
  })

  test('a streak of forty is forty, on a ladder of seven', async () => {
    const { ask } = await joined(programme, 'o-mei')
    let last = 0
    for (let day = 1; day <= 40; day += 1) {
      last = dataOf(await ask('check-in.perform', {})).streakDays
      programme.nowMs += DAY_MS
    }
    expect(last).toBe(40)
    const status = dataOf(await ask('check-in.status', {}))
    expect(status.streakDays).toBe(40)
    expect(status.step).toBe(6)
    // Five rounds of the ladder, five more steps, and the prizes at 7 and 30 days, beside the welcome award.
    expect(dataOf(await ask('members.me', {})).points.available).toBe(50 + 5 * 66 + (5 + 5 + 8 + 8 + 10) + 20 + 100)
  })

  test('the day a prize is named for earns the step and the prize, and says so', async () => {
    const { ask } = await joined(programme, 'o-mei')
    for (let day = 1; day < 7; day += 1) {
      await ask('check-in.perform', {})
      programme.advanceDays(1)
    }
    expect(dataOf(await ask('check-in.status', {})).todayPoints).toBe(40)
    expect(dataOf(await ask('check-in.perform', {})).points).toBe(40)
    const [entry] = dataOf(await ask('points.statement', { limit: 1 })).items
    expect(dataOf(await ask('points.explain', { seq: entry?.seq ?? 0 }))).toEqual({
      sentence: '签到阶梯第 7 天得 20 积分；连续签到满 7 天，连签奖励 20 积分，共 40 积分。',
      rule: 'check-in.ladder+check-in.prize-7',
      version: 1,
      facts: { date: '2026-03-16', streakDays: 7, position: 7, before: 6, isMadeUp: false },
      details: [
        { label: '签到日期', value: '2026-03-16' },
        { label: '连续签到', value: '7 天' },
      ],
      formula: '20 + 20 = 40',
    })
  })
})

describe('making up a missed day', () => {
  let programme: Programme
  beforeEach(async () => {
    programme = await Programme.start({ at: '2026-03-10T10:00:00+08:00' })
  })
  afterEach(async () => assertLedgerHolds(programme))

  test('joins two runs, and gives the prize that the longer had not reached', async () => {
    const { ask } = await joined(programme, 'o-mei')
    for (let day = 0; day < 7; day += 1) {
      if (day !== 3) await ask('check-in.perform', {})
      if (day < 6) programme.advanceDays(1)
    }
    expect(dataOf(await ask('check-in.status', {}))).toMatchObject({
      streakDays: 3,
      makeUpLeft: 2,
      makeUpDates: ['2026-03-13'],
    })
    const done = dataOf(await ask('check-in.make-up', { date: '2026-03-13' }))
    // The fourth step of the ladder, and the prize for seven days in a row.
    expect(done).toMatchObject({ date: '2026-03-13', streakDays: 7, points: 8 + 20 })
    expect(dataOf(await ask('check-in.status', {}))).toMatchObject({ streakDays: 7, makeUpLeft: 1, makeUpDates: [] })
  })

  test.each([
    ['today', '2026-03-14'],
    ['tomorrow', '2026-03-15'],
    ['a day before joining', '2026-03-09'],
    ['a day that is checked in', '2026-03-10'],
    ['a day of another month', '2026-02-28'],
  ])('%s cannot be made up', async (_, date) => {
    const { ask } = await joined(programme, 'o-mei')
    await ask('check-in.perform', {})
    programme.advanceDays(4)
    expect(codeOf(await ask('check-in.make-up', { date }))).toBe('nothing_to_make_up')
  })

  test('a key that made up one day does not make up another', async () => {
    const { ask } = await joined(programme, 'o-mei')
    programme.at('2026-03-20T10:00:00+08:00')
    const first = dataOf(await ask('check-in.make-up', { date: '2026-03-12' }, 'k-1'))
    expect(codeOf(await ask('check-in.make-up', { date: '2026-03-13' }, 'k-1'))).toBe('key_reused_with_other_input')
    expect(dataOf(await ask('check-in.make-up', { date: '2026-03-12' }, 'k-1'))).toEqual(first)
    expect(dataOf(await ask('check-in.status', {})).makeUpLeft).toBe(1)
  })

  test('the quota is of the month, exact under parallel use, and new with the next month', async () => {
    const { ask } = await joined(programme, 'o-mei')
    programme.at('2026-03-20T10:00:00+08:00')
    const dates = ['2026-03-12', '2026-03-13', '2026-03-14', '2026-03-15', '2026-03-16']
    const replies = await Promise.all(dates.map((date) => ask('check-in.make-up', { date })))
    expect(replies.filter((reply) => reply.ok)).toHaveLength(2)
    expect(replies.filter((reply) => !reply.ok && reply.code === 'no_make_up_left')).toHaveLength(3)
    programme.at('2026-04-03T10:00:00+08:00')
    expect(dataOf(await ask('check-in.make-up', { date: '2026-04-02' })).streakDays).toBe(1)
  })

  test('made up on the first of a month, it continues a run of the month before', async () => {
    programme.at('2026-03-28T10:00:00+08:00')
    const { ask } = await joined(programme, 'o-mei')
    for (let day = 28; day <= 31; day += 1) {
      await ask('check-in.perform', {})
      programme.advanceDays(1)
    }
    programme.at('2026-04-02T10:00:00+08:00')
    await ask('check-in.perform', {})
    expect(dataOf(await ask('check-in.make-up', { date: '2026-04-01' })).streakDays).toBe(6)
  })
})
