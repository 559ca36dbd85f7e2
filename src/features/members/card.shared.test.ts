import { groupedCardNo } from './card.shared'

test('a card number is read out in three groups', () => {
  expect(groupedCardNo('1234567890')).toBe('123 456 7890')
})
