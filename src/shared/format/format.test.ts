import {
  dateOf,
  dateText,
  daysBetween,
  greeting,
  momentText,
  monthDayText,
  spokenDate,
  timeText,
  weekdayText,
  withSpokenDates,
} from './dates'
import { moneyText, priceText } from './money'
import { pointsText, signedPoints } from './points'
import { unbroken } from './unbroken'

const at = (text: string) => Date.parse(text)

describe('points', () => {
  test.each([
    [0, '0'],
    [999, '999'],
    [1000, '1,000'],
    [1234567, '1,234,567'],
    [-1234, '−1,234'],
  ])('%i reads %s', (points, text) => {
    expect(pointsText(points)).toBe(text)
  })

  test('a gain has a plus, a spend a true minus, nothing has neither', () => {
    expect([5, -5, 0].map(signedPoints)).toEqual(['+5', '−5', '0'])
  })
})

describe('money', () => {
  test.each([
    [0, '0.00', '¥0.00'],
    [1, '0.01', '¥0.01'],
    [3600, '36.00', '¥36.00'],
    [9_999_999, '99,999.99', '¥99,999.99'],
    [1_000_000_000, '10,000,000.00', '¥10,000,000.00'],
    [-3333, '−33.33', '−¥33.33'],
  ])('%i fen read %s, as a price %s', (fen, money, price) => {
    expect([moneyText(fen), priceText(fen)]).toEqual([money, price])
  })
})

describe('dates', () => {
  test("a moment belongs to Shanghai's day, not to the phone's", () => {
    expect(dateOf(at('2026-12-31T15:59:59.999Z'))).toBe('2026-12-31')
    expect(dateOf(at('2026-12-31T16:00:00.000Z'))).toBe('2027-01-01')
    expect(timeText(at('2026-12-31T16:05:00.000Z'))).toBe('00:05')
  })

  test('days near today have their names, others their date', () => {
    const spoken = (date: string) => spokenDate(date, '2026-03-01')
    expect(['2026-03-01', '2026-02-28', '2026-03-02', '2026-02-27', '2025-03-01'].map(spoken)).toEqual([
      '今天',
      '昨天',
      '明天',
      '2月27日',
      '2025年3月1日',
    ])
  })

  test('a date of another year says its year', () => {
    expect(dateText('2026-07-31', '2026-01-01')).toBe('7月31日')
    expect(dateText('2027-07-31', '2026-01-01')).toBe('2027年7月31日')
  })

  test('a moment is said with its day', () => {
    expect(momentText(at('2026-11-23T09:05:00+08:00'), '2026-11-23')).toBe('今天 09:05')
    expect(momentText(at('2025-11-23T23:59:00+08:00'), '2026-11-23')).toBe('2025年11月23日 23:59')
  })

  test.each([
    ['2026-11-20', '11月20日'],
    ['2026-11-22 至 2027-01-05', '昨天 至 2027年1月5日'],
    ['12026-11-202', '12026-11-202'],
    ['7 天', '7 天'],
  ])('what the shop writes as %s is read as %s', (text, spoken) => {
    expect(withSpokenDates(text, '2026-11-23')).toBe(spoken)
  })

  test('days are counted across a leap day', () => {
    expect(daysBetween('2028-02-28', '2028-03-01')).toBe(2)
  })

  test('a weekday and a birthday are said in Chinese', () => {
    expect(weekdayText('2026-11-23')).toBe('一')
    expect(monthDayText('02-09')).toBe('2月9日')
  })

  test('the greeting follows the hour in Shanghai', () => {
    const hours = ['04:59', '05:00', '11:00', '13:00', '18:00']
    expect(hours.map((hour) => greeting(at(`2026-11-23T${hour}:00+08:00`)))).toEqual([
      '夜深了',
      '早上好',
      '中午好',
      '下午好',
      '晚上好',
    ])
  })
})

test('a line ends between the parts of a text, and never before a unit', () => {
  expect(unbroken('满 20 元可用，打 8 折')).toBe('满\u00a020\u00a0元可用，打\u00a08\u00a0折')
})
