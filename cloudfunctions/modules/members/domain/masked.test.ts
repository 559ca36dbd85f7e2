import { maskedName } from './masked'

test.each([
  ['林小梅', '林*'],
  ['林', '林*'],
  ['Mei', 'M*'],
  ['🌸小梅', '🌸*'],
])('%s is shown as %s', (nickname, masked) => {
  expect(maskedName(nickname)).toBe(masked)
})
