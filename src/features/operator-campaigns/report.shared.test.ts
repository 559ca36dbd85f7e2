import { budgetName, firstTab, leftText, usedPercent } from './report.shared'

test.each([
  [{ unit: 'points', by: 'campaign', cap: 15_400, left: 0 }, '总共 15,400 茶点', '用完了', 100],
  [{ unit: 'points', by: 'campaign', cap: 15_400, left: 1 }, '总共 15,400 茶点', '还剩 1', 99],
  [{ unit: 'points', by: 'campaign', cap: 15_400, left: 15_400 }, '总共 15,400 茶点', '还剩 15,400', 0],
  [{ unit: 'fen', by: 'day', cap: 50_000, left: 12_345 }, '每天 500.00 元', '今天还剩 123.45', 75],
  [{ unit: 'times', by: 'day', cap: 30, left: -1 }, '每天 30 次', '今天用完了', 100],
] as const)('a budget %j is called %s, of which %s', (budget, name, left, percent) => {
  expect([budgetName(budget, '茶点'), leftText(budget), usedPercent(budget)]).toEqual([name, left, percent])
})

test.each([
  ['draft', 'rehearsal'],
  ['scheduled', 'rehearsal'],
  ['live', 'report'],
  ['ended', 'report'],
])('of a campaign that is %s the %s is looked at first', (state, tab) => {
  expect(firstTab(state)).toBe(tab)
})
