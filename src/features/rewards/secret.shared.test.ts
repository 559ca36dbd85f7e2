import { secretState, secretText } from './secret.shared'

const said = { shownAtMs: null, orderId: 'o-1', today: '2026-03-10' }

test.each([
  [null, false, 'ready'],
  [null, true, 'unanswered'],
  [1, true, 'unanswered'],
  [1, false, 'gone'],
] as const)('shown at %s, a question on its way %s: %s', (shownAtMs, isUnanswered, state) => {
  expect(secretState({ shownAtMs }, isUnanswered)).toBe(state)
})

test('before the tap it says that it is shown once', () => {
  expect(secretText('ready', said)).toContain('只显示一次')
})

test('after it was shown it says when, and where there is help', () => {
  const shownAtMs = Date.parse('2026-03-09T12:30:00+08:00')
  expect(secretText('gone', { ...said, shownAtMs })).toBe(
    '昨天 12:30 显示过了。没有保存的话，请联系门店，报兑换编号 o-1',
  )
})
