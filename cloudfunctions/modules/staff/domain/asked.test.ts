import { aboutOf, isAllowed, isGuess, storeNamed } from './asked'

const clerk = { role: 'clerk', stores: ['west'] }
const FOR_STAFF = ['clerk', 'manager']

test.each<[string, Parameters<typeof isAllowed>[0], readonly string[] | undefined, string | null, boolean]>([
  ['a clerk at their store', clerk, FOR_STAFF, 'west', true],
  ['a clerk where no store is named', clerk, FOR_STAFF, null, true],
  ['a clerk at another store', clerk, FOR_STAFF, 'east', false],
  ['a clerk at a store of no name', clerk, FOR_STAFF, '', false],
  ['a clerk, for what managers may', clerk, ['manager'], 'west', false],
  ['a manager, for what managers may', { ...clerk, role: 'manager' }, ['manager'], 'west', true],
  ['an operator, for what staff may', { role: 'operator', stores: [] }, FOR_STAFF, null, false],
  ['a stranger, for what staff may', { role: null, stores: [] }, FOR_STAFF, null, false],
  ['a stranger, for what is open', { role: null, stores: [] }, undefined, null, true],
  ['a stranger, for what is open, at a store', { role: null, stores: [] }, undefined, 'west', false],
  ['anybody, for what nobody may', clerk, [], 'west', false],
])('%s', (_, caller, roles, storeId, allowed) => {
  expect(isAllowed(caller, { roles, storeId })).toBe(allowed)
})

test.each<[unknown, string | null]>([
  [{ storeId: 'west' }, 'west'],
  [{ storeId: 7 }, null],
  [{}, null],
  [null, null],
  ['west', null],
])('the store that %j names is %j', (input, storeId) => {
  expect(storeNamed(input)).toBe(storeId)
})

test('what a command was about is told by the names of businesses only', () => {
  const refund = { storeId: 'west', orderNo: 'A-1', refundNo: 'R-1', amountFen: 100 }
  expect(aboutOf(refund)).toBe('A-1 R-1')
  expect(aboutOf({ storeId: 'west', couponId: 'c1', reason: '扫错了' })).toBe('c1')
  expect(aboutOf({ memberCode: '1'.repeat(20), memberId: 'm', phoneTail: '1234', name: '小林', code: '2' })).toBe('')
  expect(aboutOf({ orderNo: 'x'.repeat(100) })).toHaveLength(64)
  expect(aboutOf({ orderNo: 7 })).toBe('')
  expect(aboutOf(null)).toBe('')
})

test.each<[unknown, boolean]>([
  [{ memberCode: '1' }, true],
  [{ phoneTail: '1234' }, true],
  [{ code: '1' }, true],
  [{ memberCode: undefined, memberId: 'm' }, false],
  [{ storeId: 'west' }, false],
  [null, false],
])('whether %j could be tried out: %j', (input, guess) => {
  expect(isGuess(input)).toBe(guess)
})
