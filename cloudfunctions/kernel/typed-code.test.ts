import { checkDigitsOf, isCodeOfSlot, thingDigitsOf, thingOfCode, typedCode } from './typed-code'

const key = Buffer.alloc(32, 1)
const THING = '4820917364'

test('a code names its thing, and is of its slot and of no other', () => {
  const code = typedCode(key, THING, 7)
  expect(code).toMatch(/^4820917364\d{10}$/)
  expect(thingOfCode(code)).toBe(THING)
  expect([6, 7, 8].map((slot) => isCodeOfSlot(key, code, slot))).toEqual([false, true, false])
})

test('a code made with another key, or for another thing, is of no slot', () => {
  expect(isCodeOfSlot(key, typedCode(Buffer.alloc(32, 2), THING, 7), 7)).toBe(false)
  const body = `4820917365${typedCode(key, THING, 7).slice(10, 18)}`
  const other = body + checkDigitsOf(body)
  expect(thingOfCode(other)).toBe('4820917365')
  expect(isCodeOfSlot(key, other, 7)).toBe(false)
})

test.each([
  ['empty', ''],
  ['one digit short', typedCode(key, THING, 7).slice(1)],
  ['one digit long', `${typedCode(key, THING, 7)}0`],
  ['with a letter', `x${typedCode(key, THING, 7).slice(1)}`],
  ['with a digit of another script', `４${typedCode(key, THING, 7).slice(1)}`],
  ['with a wrong check', `${typedCode(key, THING, 7).slice(0, 18)}00`],
])('what is %s is no code', (_, text) => {
  expect(thingOfCode(text)).toBeNull()
  expect(isCodeOfSlot(key, text, 7)).toBe(false)
})

test('a thing has ten digits of its own, leading zeros included', () => {
  const things = Array.from({ length: 200 }, (_, at) => thingDigitsOf(key, `thing|${at}`))
  expect(things.every((thing) => /^\d{10}$/.test(thing))).toBe(true)
  expect(new Set(things).size).toBe(200)
  expect(things.some((thing) => thing.startsWith('0'))).toBe(true)
})

test('every single wrong digit and every swap of unlike neighbours breaks the check digits', () => {
  const body = '482091736455081927'
  const check = checkDigitsOf(body)
  for (let at = 0; at < body.length; at += 1) {
    for (const digit of '0123456789') {
      if (digit !== body[at]) expect(checkDigitsOf(body.slice(0, at) + digit + body.slice(at + 1))).not.toBe(check)
    }
    const [left, right] = [body[at], body[at + 1]]
    if (right !== undefined && left !== right) {
      expect(checkDigitsOf(`${body.slice(0, at)}${right}${left}${body.slice(at + 2)}`)).not.toBe(check)
    }
  }
})
