import { type Account, editBalance, editEntry, editText, findingsText, putBack } from './hand-edit.shared'

const account: Account = {
  _id: 'm1.1',
  available: 2_827,
  lots: [],
  tail: [
    { seq: 8, points: 5 },
    { seq: 9, points: 20 },
  ],
}

test('an edited balance differs in the balance alone, and is put back', () => {
  const { edited, before } = editBalance(account)
  expect(edited).toEqual({ ...account, available: 3_827 })
  expect(putBack({ ...edited, version: 7 }, before)).toEqual({ ...account, version: 7 })
  expect(editText(before)).toBe('余额从 2,827 改成了 3,827')
})

test('an edited entry is the newest one, and is put back by its number when newer ones have come', () => {
  const change = editEntry(account)
  expect(change?.edited.tail).toEqual([account.tail[0], { seq: 9, points: 120 }])
  if (!change) return
  const later = { ...change.edited, tail: [...change.edited.tail, { seq: 10, points: 8 }] }
  expect(putBack(later, change.before).tail).toEqual([...account.tail, { seq: 10, points: 8 }])
  expect(editText(change.before)).toBe('第 9 笔从 20 改成了 120')
})

test('an account without entries has none to edit', () => {
  expect(editEntry({ ...account, tail: [] })).toBeNull()
})

const finding = { memberId: 'm1', account: 'm1.1', isFrozen: true }

test.each([
  ['nothing', [], '核对了 1 本账，全部相符'],
  [
    'a balance',
    [{ ...finding, field: 'available', text: '账户的 available 被改动：现为 3827，应为 2827' }],
    '核对指出：会员 阿棠 · 账户 · 字段 available（现为 3827，应为 2827）',
  ],
  [
    'an entry',
    [{ ...finding, entry: 9, field: 'points', text: '第 9 笔分录的 points 被改动：现为 120，与封存时不符' }],
    '核对指出：会员 阿棠 · 第 9 笔 · 字段 points（现为 120，与封存时不符）',
  ],
])('the check that found %s says so', (_, findings, text) => {
  expect(findingsText('阿棠', { checked: 1, findings, next: null })).toBe(text)
})
