import { onceFor } from './once-for'

test('of one object it is made once, of another anew, also where they are alike', () => {
  let times = 0
  const doubled = onceFor(({ value }: { readonly value: number }) => {
    times += 1
    return [value * 2]
  })
  const one = { value: 2 }
  expect(doubled(one)).toEqual([4])
  expect(doubled(one)).toBe(doubled(one))
  expect(times).toBe(1)
  expect(doubled({ value: 2 })).toEqual([4])
  expect(times).toBe(2)
})

test('what throws is tried again', () => {
  let isBroken = true
  const made = onceFor((_: object) => {
    if (isBroken) throw new Error('not yet')
    return 1
  })
  const one = {}
  expect(() => made(one)).toThrow('not yet')
  isBroken = false
  expect(made(one)).toBe(1)
})
