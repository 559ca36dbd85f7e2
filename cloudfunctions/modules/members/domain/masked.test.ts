import { maskedName, maskedPhone } from './masked'

test.each([
  ['林小梅', '林*'],
  ['林', '林*'],
  ['Mei', 'M*'],
  ['🌸小梅', '🌸*'],
])('the name %s is shown as %s', (nickname, masked) => {
  expect(maskedName(nickname)).toBe(masked)
})

test.each([
  ['13800001234', '138****1234'],
  ['8613800001234', '861****1234'],
  ['91234567', '****4567'],
  ['12345', '****2345'],
])('the number %s is shown as %s', (number, masked) => {
  expect(maskedPhone(number)).toBe(masked)
})
