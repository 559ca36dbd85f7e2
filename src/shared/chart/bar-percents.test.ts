import { barPercents } from './bar-percents'

test.each([
  [[], []],
  [
    [0, 0],
    [0, 0],
  ],
  [
    [10, 5, 1],
    [100, 50, 10],
  ],
  // Somebody came: that is not nothing.
  [
    [1_000, 1, 0],
    [100, 2, 0],
  ],
  // Who came by a card may buy often: the longest bar is whatever is most.
  [
    [2, 1, 8],
    [25, 13, 100],
  ],
])('%j are bars of %j percent', (values, percents) => expect(barPercents(values)).toEqual(percents))
