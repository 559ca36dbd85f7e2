import { termText } from './offer.shared'

const validityText = '领到之后 30 天内有效'

test.each([
  ['open', null, validityText],
  ['open', 100, `${validityText} · 还剩 100 张`],
  ['open', 12_345, `${validityText} · 还剩 12,345 张`],
  ['sold_out', 0, validityText],
  ['not_eligible', 7, validityText],
] as const)('of what is %s, with %s left, a ticket says "%s"', (state, left, text) =>
  expect(termText({ validityText, state, left })).toBe(text),
)
