import { createdLots } from './created-lots'

const lot = (expiresOn: string, points: number) => ({ expiresOn, cohort: '2026-03', points })

test.each([
  ['its own lot', [lot('2027-12-31', 100)], [lot('2027-12-31', 100)]],
  ['its own, merged into one that ends later', [lot('2028-01-31', 100)], [lot('2028-01-31', 100)]],
  [
    'no more than it gave, when an older lot was merged into its own',
    [lot('2027-11-30', -40), lot('2027-12-31', 140)],
    [lot('2027-12-31', 100)],
  ],
  [
    'not two others that were merged to make room',
    [lot('2027-01-01', -40), lot('2027-02-01', 40), lot('2027-12-31', 100)],
    [lot('2027-12-31', 100)],
  ],
  ['nothing, when all of it repaid a debt', [], []],
])('an accrual made %s', (_, changed, made) => {
  expect(createdLots(changed, { points: 100, expiresOn: '2027-12-31' })).toEqual(made)
})
