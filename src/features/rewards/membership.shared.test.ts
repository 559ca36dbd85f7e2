import { termText } from './membership.shared'

const TODAY = '2026-03-10'

test.each([
  [{ from: '2026-01-01', until: '2026-12-31', isActive: true }, '用到 12月31日'],
  [{ from: '2026-01-01', until: '2027-01-01', isActive: true }, '用到 2027年1月1日'],
  [{ from: '2026-01-01', until: '2026-03-24', isActive: true }, '用到 3月24日，还有 14 天'],
  [{ from: '2026-01-01', until: TODAY, isActive: true }, '今天最后一天'],
  [{ from: '2026-01-01', until: '2026-03-09', isActive: false }, '3月9日到期了'],
  [{ from: '2026-04-01', until: '2026-06-30', isActive: false }, '4月1日开始'],
])('%j is said as %s', (membership, text) => expect(termText(membership, TODAY)).toBe(text))
