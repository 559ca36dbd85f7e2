import { birthdayAt, birthdayColumns, birthdayPosition } from './birthday.shared'

test('a month has its own number of days, February 29', () => {
  expect([0, 1, 3].map((month) => birthdayColumns(month)[1].length)).toEqual([31, 29, 30])
})

test('a picked day and its place in the picker are the same thing', () => {
  for (const birthday of ['01-01', '02-29', '12-31']) expect(birthdayAt(birthdayPosition(birthday))).toBe(birthday)
})

test('a wheel left on the 31st means the last day of a shorter month', () => {
  expect(birthdayAt([1, 30])).toBe('02-29')
})

test('without a birthday the picker opens on 1 January', () => {
  expect(birthdayPosition(undefined)).toEqual([0, 0])
})
