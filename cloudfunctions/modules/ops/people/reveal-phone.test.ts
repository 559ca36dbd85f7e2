import { codeOf, dataOf, joined, Programme } from '../../../../test/kit/programme'
import { reveals } from './store'

const by = { reason: '核对售后电话', operator: '小王' }

async function bound() {
  const programme = await Programme.start()
  const { ask, memberId } = await joined(programme, 'o-mei')
  programme.wechat.phoneBook.set('a', '13800001234')
  programme.wechat.phoneBook.set('b', '13911115678')
  dataOf(await ask('members.bind-phone', { code: 'a' }))
  return { programme, ask, memberId, ops: programme.ops() }
}

test('a number is shown in clear with a record of who wanted it why; the record has it sealed', async () => {
  const { programme, memberId, ops } = await bound()
  expect(dataOf(await ops('ops.reveal-phone', { memberId, ...by }))).toEqual({ memberId, phone: '13800001234' })
  const { items } = await programme.store.find(reveals, { index: 'byMember', equals: { member: memberId }, limit: 10 })
  expect(items).toEqual([expect.objectContaining({ ...by, caller: 'operator', atMs: programme.nowMs })])
  expect(JSON.stringify([items, programme.log])).not.toContain('13800001234')
})

test('the same key shows the same number again, whatever is bound since, and is recorded once', async () => {
  const { programme, ask, memberId, ops } = await bound()
  const reveal = () => ops('ops.reveal-phone', { memberId, ...by }, 'k-1')
  const first = dataOf(await reveal())
  dataOf(await ask('members.bind-phone', { code: 'b' }))
  for (const reply of await Promise.all([reveal(), reveal()])) expect(dataOf(reply)).toEqual(first)
  expect(await programme.store.count(reveals, {})).toBe(1)
  const otherReason = await ops('ops.reveal-phone', { memberId, reason: '别的', operator: '小王' }, 'k-1')
  expect(codeOf(otherReason)).toBe('key_reused_with_other_input')
  expect(dataOf(await ops('ops.reveal-phone', { memberId, ...by })).phone).toBe('13911115678')
})

test.each([
  ['nobody', 'nobody', by, 'no_such_member'],
  ['a member without a phone', 'bare', by, 'no_phone'],
  ['no reason', 'mei', { reason: '', operator: '小王' }, 'invalid_input'],
  ['no operator', 'mei', { reason: '核对', operator: ' ' }, 'invalid_input'],
])('of %s nothing is shown and nothing recorded', async (_, who, asked, code) => {
  const { programme, memberId, ops } = await bound()
  const bare = await joined(programme, 'o-bare')
  const id = who === 'mei' ? memberId : who === 'bare' ? bare.memberId : who
  expect(codeOf(await ops('ops.reveal-phone', { memberId: id, ...asked }))).toBe(code)
  expect(await programme.store.count(reveals, {})).toBe(0)
})
