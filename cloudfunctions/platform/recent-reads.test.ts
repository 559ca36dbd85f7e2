import { RecentReads } from './recent-reads'

function started() {
  let elapsedMs = 0
  let reads = 0
  const recent = new RecentReads(() => elapsedMs)
  return {
    recent,
    read: (name: string) => recent.read(name, async () => ++reads),
    pass: (ms: number) => {
      elapsedMs += ms
    },
  }
}

test('what was read is used for five seconds, counted from before the read, and then read again', async () => {
  const { read, pass } = started()
  expect(await read('a')).toBe(1)
  pass(4_999)
  expect(await read('a')).toBe(1)
  pass(1)
  expect(await read('a')).toBe(2)
  pass(4_999)
  expect(await read('a')).toBe(2)
})

test('names are kept apart, and one that is forgotten is read again at once', async () => {
  const { recent, read } = started()
  expect([await read('a'), await read('b'), await read('a')]).toEqual([1, 2, 1])
  recent.forget('a')
  expect([await read('a'), await read('b')]).toEqual([3, 2])
})

test('a read that fails is not kept', async () => {
  const { recent, read } = started()
  await expect(recent.read('a', () => Promise.reject(new Error('lost')))).rejects.toThrow('lost')
  expect(await read('a')).toBe(1)
})

test('ever new names do not fill the instance: the ones read longest ago are let go', async () => {
  const { recent, read } = started()
  for (let name = 0; name < 2_001; name += 1) await read(`name-${name}`)
  expect(recent.peek('name-0')).toBeNull()
  expect(recent.peek('name-1')).toBe(2)
  expect(recent.peek('name-2000')).toBe(2_001)
})
