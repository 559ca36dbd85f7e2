import { moneyText } from '../format/money'
import { fenOf, type Key, pressed, shortened, typedOf } from './typed-amount'

const typing = (keys: string) => keys.split(' ').reduce((typed, key) => pressed(typed, key as Key), '')

test.each([
  ['3 6', '36', 3600],
  ['3 6 .', '36.', 3600],
  ['3 6 . 5', '36.5', 3650],
  ['3 6 . 0 5', '36.05', 3605],
  ['. 0 1', '0.01', 1],
  ['0 0 5', '5', 500],
  ['00', '0', 0],
  ['5 00', '500', 50_000],
  ['3 6 . 00', '36.00', 3600],
  ['9 9 9 9 9 . 9 9', '99999.99', 9_999_999],
])('%s reads %s', (keys, typed, fen) => {
  expect(typing(keys)).toBe(typed)
  expect(fenOf(typed)).toBe(fen)
})

test.each([
  ['a sixth digit', '1 2 3 4 5 6', '12345'],
  ['two noughts that would be one too many', '1 2 3 4 00', '1234'],
  ['a third cent', '1 . 2 3 4', '1.23'],
  ['the second of two noughts after a cent', '1 . 2 00', '1.20'],
  ['a second point', '1 . . 5', '1.5'],
])('%s changes nothing', (_, keys, typed) => {
  expect(typing(keys)).toBe(typed)
})

test('deleting takes back key by key, down to nothing and not further', () => {
  expect(['36.5', '36.', '36', '3', ''].map(shortened)).toEqual(['36.', '36', '3', '', ''])
  expect(fenOf('')).toBe(0)
})

test('every amount that can be typed is the amount that is read, to the fen', () => {
  for (let fen = 1; fen < 10_000_000; fen += 99_991)
    expect([fenOf(typing([...moneyText(fen).replace(/,/g, '')].join(' '))), fenOf(typedOf(fen))]).toEqual([fen, fen])
})
