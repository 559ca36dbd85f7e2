import { funnelOf } from './card-results.shared'

const percents = (visits: number, joins: number, orders: number) =>
  funnelOf({ visits, joins, orders }).map(({ percent }) => percent)

test.each([
  [
    [10, 5, 1],
    [100, 50, 10],
  ],
  [
    [0, 0, 0],
    [0, 0, 0],
  ],
  [
    [1_000, 1, 0],
    [100, 2, 0],
  ],
  // Who came by a card may buy often: the widest bar is whatever is most.
  [
    [2, 1, 8],
    [25, 13, 100],
  ],
])('%j are bars of %j percent', ([visits, joins, orders], bars) => {
  expect(percents(visits as number, joins as number, orders as number)).toEqual(bars)
})
