export const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '.', '0', '00'] as const
export type Key = (typeof KEYS)[number]

/** 99,999.99: more at once is a slip of the finger. */
const MOST_YUAN_DIGITS = 5
const CENT_DIGITS = 2

/** What stands there after one more key. A key that would lead nowhere changes nothing. */
export function pressed(typed: string, key: Key): string {
  const [yuan = '', cents] = typed.split('.')
  if (key === '.') return cents === undefined ? `${yuan || '0'}.` : typed
  if (cents !== undefined) return `${yuan}.${(cents + key).slice(0, CENT_DIGITS)}`
  const digits = (yuan + key).replace(/^0+(?=\d)/, '')
  return digits.length > MOST_YUAN_DIGITS ? typed : digits
}

export const shortened = (typed: string): string => typed.slice(0, -1)

/** An amount as if it had been typed, without cents where there are none. */
export function typedOf(fen: number): string {
  const cents = fen % 100
  const yuan = String(Math.floor(fen / 100))
  return cents === 0 ? yuan : `${yuan}.${String(cents).padStart(CENT_DIGITS, '0')}`
}

/** The amount in fen; 0 while nothing is typed. */
export function fenOf(typed: string): number {
  const [yuan = '', cents = ''] = typed.split('.')
  return Number(yuan) * 100 + Number(cents.padEnd(CENT_DIGITS, '0'))
}
