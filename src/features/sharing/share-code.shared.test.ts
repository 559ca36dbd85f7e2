import { isMembersCode, shareCodeOf } from './share-code.shared'

test.each([
  [{ shareCode: 'a1B2_-9' }, 'a1B2_-9'],
  [{ scene: 'a1B2' }, 'a1B2'],
  [{ scene: 'a%5F1' }, 'a_1'],
  [{ shareCode: 'a1', scene: 'b2' }, 'a1'],
  [{}, ''],
  [{ shareCode: '' }, ''],
  [{ shareCode: '<script>' }, ''],
  [{ scene: 'x'.repeat(29) }, ''],
])('who came with %j came by the card "%s"', (params, code) => expect(shareCodeOf(params)).toBe(code))

test.each([
  ['a1B2c3D4e5', false],
  ['AbCdEfGhIjKlMnOpQrStUv', true],
  ['', false],
])('"%s" is a member\'s card: %s', (code, isMembers) => expect(isMembersCode(code)).toBe(isMembers))
