import { publishCampaign } from '../../../../test/kit/campaigns'
import { assertLedgerHolds } from '../../../../test/kit/ledger-holds'
import { dataOf, joined, Programme } from '../../../../test/kit/programme'
import { birthdaysKeptOn } from '../domain/birthdays'

const YEARS = { fromMs: Date.parse('2026-01-01T00:00:00+08:00'), untilMs: Date.parse('2027-01-31T00:00:00+08:00') }
const gift = (when: string, points: number) => ({
  rules: [{ when, effects: [{ code: 'points_fixed', points, for: '礼' }] }],
})

async function shop(at: string, when = 'birthday') {
  const programme = await Programme.start({ at })
  const { ask } = await joined(programme, 'o-mei')
  await publishCampaign(programme, 'gift', { ...YEARS, ...gift(when, 88) })
  const points = async () => dataOf(await ask('members.me', {})).points.available - 50
  const on = async (moment: string) => {
    programme.at(moment)
    programme.wait(1)
    await programme.tick()
    return points()
  }
  return { programme, ask, points, on }
}

test.each([
  ['2026-02-28', ['02-28', '02-29']],
  ['2028-02-28', ['02-28']],
  ['2028-02-29', ['02-29']],
  ['2100-02-28', ['02-28', '02-29']],
  ['2000-02-28', ['02-28']],
  ['2026-03-01', ['03-01']],
])('on %s the birthdays %j are kept', (date, kept) => {
  expect(birthdaysKeptOn(date)).toEqual(kept)
})

test('a birthday is given once, on its day, however often the job runs', async () => {
  const { programme, ask, on } = await shop('2026-03-01T10:00:00+08:00')
  dataOf(await ask('members.update', { birthday: '03-05' }))
  expect(await on('2026-03-04T23:59:59+08:00')).toBe(0)
  expect(await on('2026-03-05T01:00:00+08:00')).toBe(88)
  expect(await on('2026-03-05T09:00:00+08:00')).toBe(88)
  expect(await on('2026-03-05T23:59:59+08:00')).toBe(88)
  expect(await on('2026-03-06T09:00:00+08:00')).toBe(88)
  await assertLedgerHolds(programme)
})

test('a birthday changed twice is one award a year, and the next year has its own', async () => {
  const { ask, on } = await shop('2026-03-01T10:00:00+08:00')
  dataOf(await ask('members.update', { birthday: '03-05' }))
  expect(await on('2026-03-05T09:00:00+08:00')).toBe(88)
  dataOf(await ask('members.update', { birthday: '03-08' }))
  expect(await on('2026-03-08T09:00:00+08:00')).toBe(88)
  dataOf(await ask('members.update', { birthday: '01-02' }))
  expect(await on('2026-12-31T09:00:00+08:00')).toBe(88)
  expect(await on('2027-01-02T09:00:00+08:00')).toBe(176)
})

test('who was born on the 29th of February has it on the 28th this year, and once', async () => {
  const { ask, on } = await shop('2026-02-01T10:00:00+08:00')
  dataOf(await ask('members.update', { birthday: '02-29' }))
  expect(await on('2026-02-27T09:00:00+08:00')).toBe(0)
  expect(await on('2026-02-28T09:00:00+08:00')).toBe(88)
  expect(await on('2026-03-01T09:00:00+08:00')).toBe(88)
})

test('a day that the timer slept through is made up the day after, and not for who joined since', async () => {
  const { programme, ask, on } = await shop('2026-03-01T10:00:00+08:00')
  dataOf(await ask('members.update', { birthday: '03-05' }))
  programme.at('2026-03-06T08:00:00+08:00')
  const late = await joined(programme, 'o-late')
  dataOf(await late.ask('members.update', { birthday: '03-05' }))
  expect(await on('2026-03-06T09:00:00+08:00')).toBe(88)
  expect(dataOf(await late.ask('members.me', {})).points.available).toBe(50)
})

test('nobody has a birthday while no rule listens', async () => {
  const { ask, on } = await shop('2026-03-01T10:00:00+08:00', 'checked_in')
  dataOf(await ask('members.update', { birthday: '03-05' }))
  expect(await on('2026-03-05T09:00:00+08:00')).toBe(0)
})

test('a day is told to every member once, while a rule listens', async () => {
  const { programme, on } = await shop('2026-03-01T10:00:00+08:00', 'day_passed')
  const many = []
  for (let number = 0; number < 120; number += 1) many.push(await joined(programme, `o-${number}m`))
  expect(await on('2026-03-02T00:00:01+08:00')).toBe(88)
  expect(await on('2026-03-02T12:00:00+08:00')).toBe(88)
  expect(await on('2026-03-03T12:00:00+08:00')).toBe(176)
  for (const number of [0, 60, 119])
    expect(dataOf(await programme.member(`o-${number}m`)('members.me', {})).points.available).toBe(50 + 176)
  expect(many).toHaveLength(120)
  await assertLedgerHolds(programme)
})
