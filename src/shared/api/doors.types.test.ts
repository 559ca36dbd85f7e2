import type { Client } from './client'

/** What must not compile. The type checker runs over this file: a line marked as an error that is none fails the check. */
export const asked = (member: Client<'member'>, merchant: Client<'merchant'>) => [
  member.query('members.me', {}),
  member.perform('check-in.perform', {}),
  // @ts-expect-error: a command is not asked as a query
  member.query('check-in.perform', {}),
  // @ts-expect-error: a query is not a command
  member.perform('members.me', {}),
  // @ts-expect-error: the member door shows no operator's action
  member.query('ops.help', {}),
  merchant.query('staff.me', {}),
  // @ts-expect-error: the member door shows nothing of the staff
  member.query('staff.me', {}),
  // @ts-expect-error: the merchant door shows no member's query
  merchant.query('members.me', {}),
  // @ts-expect-error: the merchant door shows no member's command
  merchant.perform('check-in.perform', {}),
]

test('the doors are told apart when compiling', () => {
  expect(asked).toHaveLength(2)
})
