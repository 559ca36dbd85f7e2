import { drawn, HEIGHT, sumsSoFar, tickText, WIDTH } from './chart.shared'

test('the line begins at the left, ends at the right, and nothing lies above the highest tick', () => {
  const { line, ticks } = drawn([0, 40, 95])
  expect(line.startsWith(`M0,${HEIGHT}`)).toBe(true)
  expect(line).toContain(`L${WIDTH},`)
  expect(ticks.map(({ value }) => value)).toEqual([0, 50, 100])
  expect(ticks.map(({ percent }) => percent)).toEqual([100, 50, 0])
})

test('a budget above all values raises the scale, and lies over the whole width', () => {
  const { level, ticks } = drawn([10, 20], 200)
  expect(level).toBe(`M0,0L${WIDTH},0`)
  expect(ticks.at(-1)?.value).toBe(200)
})

test.each([
  ['no day', []],
  ['one day', [5]],
  ['days on which nothing happened', [0, 0, 0]],
])('%s can be drawn', (_, values) => {
  const { ground, line, ticks } = drawn(values)
  expect(`${ground}${line}`).not.toMatch(/NaN|Infinity/)
  expect(ticks.length).toBeGreaterThan(1)
})

test('sums so far never fall, and end at the whole', () => {
  expect(sumsSoFar([3, 0, 4])).toEqual([3, 3, 7])
  expect(sumsSoFar([])).toEqual([])
})

test.each([
  [0, '0'],
  [5_000, '5000'],
  [10_000, '1 万'],
  [125_000, '12.5 万'],
])('%d at an axis is %s', (value, text) => expect(tickText(value)).toBe(text))
