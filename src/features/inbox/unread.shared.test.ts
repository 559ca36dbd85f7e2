import { unreadText } from './unread.shared'

test.each([
  [0, ''],
  [1, '1 条未读'],
  [19, '19 条未读'],
  [20, '20 条以上未读'],
])('%i unread messages are announced as "%s"', (unread, text) => {
  expect(unreadText(unread)).toBe(text)
})
