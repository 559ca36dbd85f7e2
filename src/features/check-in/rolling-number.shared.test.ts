import { columnsBetween } from './rolling-number.shared'

test.each([
  [3, 4, ['34']],
  [9, 10, ['01', '90']],
  [4, 4, ['4']],
  [0, 12, ['01', '012']],
  [12, 3, ['23']],
])('from %i to %i roll %j', (from, to, columns) => {
  expect(columnsBetween({ from, to }).map((column) => column.join(''))).toEqual(columns)
})
