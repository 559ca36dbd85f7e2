import { leftOf } from '../countdown/countdown'
import { lifeOf } from './code-life'
import { digitsInFives, digitsOf } from './digits'
import { barRows, qrRows } from './modules'
import { codePicture, ringPicture } from './picture'

const CODE = '12345678901234567890'

describe('digits', () => {
  test.each([
    ['', ''],
    ['12345', '12345'],
    ['123456', '12345 6'],
    [CODE, '12345 67890 12345 67890'],
  ])('%s stands as %s', (code, text) => {
    expect(digitsInFives(code)).toBe(text)
    expect(digitsOf(text)).toBe(code)
  })
})

describe('a QR code of twenty digits', () => {
  const rows = qrRows(CODE)
  const corner = (row: number, column: number) =>
    rows.slice(row, row + 7).map((cells) => cells.slice(column, column + 7))
  const eye = ['1111111', '1000001', '1011101', '1011101', '1011101', '1000001', '1111111']

  test('is of the smallest size, square, with an eye in three corners', () => {
    expect([rows.length, ...new Set(rows.map((row) => row.length))]).toEqual([21, 21])
    expect([corner(0, 0), corner(0, 14), corner(14, 0)]).toEqual([eye, eye, eye])
  })

  test('says which correction it has, a quarter, in both places', () => {
    // ISO/IEC 18004: five bits with their ten of parity, under a mask of their own; the first two are the level, Q is 11.
    const beside = [...[0, 1, 2, 3, 4, 5, 7].map((column) => rows[8]?.[column]), rows[8]?.[8]]
    const below = [7, 5, 4, 3, 2, 1, 0].map((row) => rows[row]?.[8])
    const word = Number.parseInt([...beside, ...below].join(''), 2) ^ 0b101010000010010
    expect(word >> 13).toBe(0b11)
  })

  test('is another for other digits', () => {
    expect(qrRows('12345678901234567891')).not.toEqual(rows)
  })
})

describe('a Code 128', () => {
  test('begins and ends with its marks and holds two digits in each between', () => {
    const [bars = ''] = barRows(CODE)
    expect(bars).toHaveLength((1 + 10 + 1) * 11 + 13)
    expect([bars.slice(0, 11), bars.slice(-13)]).toEqual(['11010011100', '1100011101011'])
    // 12, 34, 56, 78 and 90, as ISO/IEC 15417 draws them, twice.
    const fives = '10110011100100010110001110001011011000010100110111101101'
    expect(bars.slice(11, 11 + 55)).toBe(fives.slice(0, 55))
    expect(bars.slice(66, 66 + 55)).toBe(fives.slice(0, 55))
  })

  test('checks its digits: the marks, each times its place, to the rest of 103', () => {
    const [bars = ''] = barRows('0000')
    // The start is 105, and 105 mod 103 is 2: the mark of 02.
    expect(bars.slice(33, 44)).toBe(barRows('02')[0]?.slice(11, 22))
  })

  test.each(['', '1', '123', '12a4'])('refuses "%s", which is not pairs of digits', (text) => {
    expect(() => barRows(text)).toThrow('pairs of digits')
  })
})

describe('a picture', () => {
  test('is one path of dark runs, without a character that a style or an address could trip over', () => {
    const picture = codePicture(['1101', '0010'])
    const address = /^background-image:url\("data:image\/svg\+xml,([^"]+)"\)$/.exec(picture)?.[1] ?? ''
    expect(address).not.toMatch(/[<>#"\s]/)
    expect(decodeURIComponent(address)).toContain("d='M0 0h2v1h-2zM3 0h1v1h-1zM2 1h1v1h-1z'")
    expect(decodeURIComponent(address)).toContain("viewBox='0 0 4 2'")
  })

  test('of a ring closes as far as its share', () => {
    expect(decodeURIComponent(ringPicture(0.254))).toContain("stroke-dasharray='25 100'")
    expect(decodeURIComponent(ringPicture(0))).not.toContain('dasharray')
  })
})

describe('what is left of a code', () => {
  const receivedAtMs = 1_700_000_000_000
  const life = lifeOf({ expiresAtMs: receivedAtMs + 90_000, receivedAtMs })

  test.each([
    [0, 90, 1],
    [1, 90, 89_999 / 90_000],
    [45_000, 45, 0.5],
    [89_001, 1, 999 / 90_000],
    [90_000, 0, 0],
    [500_000, 0, 0],
    [-5_000, 90, 1],
  ])('%i ms after it came: %i seconds', (laterMs, seconds, share) => {
    expect(leftOf(life, receivedAtMs + laterMs)).toMatchObject({ seconds, share })
  })

  test.each([
    ['a day behind', 86_400_000 + 90_000],
    ['a minute behind', 60_000 + 90_000],
    ['hours ahead', -3_600_000],
    ['as much ahead as the code lives', 0],
  ])('on a phone whose clock is %s, it is the shortest life', (_, offMs) => {
    const { fromMs, untilMs } = lifeOf({ expiresAtMs: receivedAtMs + offMs, receivedAtMs })
    expect(untilMs - fromMs).toBe(60_000)
  })
})
