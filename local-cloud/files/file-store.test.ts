import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { contentTypeOf, fileIdOf, isCloudPath, pathOfFileId } from './cloud-path'
import { FileStore, NotTheOwner } from './file-store'
import { UploadTickets } from './upload-tickets'

let dir: string
let store: FileStore

beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'local-cloud-files-'))
  store = new FileStore(dir)
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

const put = (cloudPath: string, text: string, openid?: string) =>
  store.put(cloudPath, Buffer.from(text), { openid, nowMs: 5 })

function text(from: FileStore, cloudPath: string): string | undefined {
  const file = from.get(cloudPath)
  return file && from.read(file, { from: 0, to: file.bytes - 1 }).toString()
}

describe('a stored file', () => {
  test('is there after the folder was closed and opened again', async () => {
    await put('a/b.txt', '一杯茶', 'oAnna')
    store.close()
    const opened = new FileStore(dir)
    expect(text(opened, 'a/b.txt')).toBe('一杯茶')
    expect(opened.get('a/b.txt')).toMatchObject({ path: 'a/b.txt', bytes: 9, openid: 'oAnna', storedAtMs: 5 })
  })

  test('is read in parts', async () => {
    await put('digits', '0123456789')
    const file = store.get('digits')
    expect(file && store.read(file, { from: 3, to: 5 }).toString()).toBe('345')
  })

  test('is replaced whole by a later one, also a longer by a shorter', async () => {
    await put('a', 'a long text')
    await put('a', 'short')
    expect(text(store, 'a')).toBe('short')
    expect(text(new FileStore(dir), 'a')).toBe('short')
    expect(readdirSync(dir)).toHaveLength(1)
  })

  test('of twenty uploads to one path at once is one of them, in memory as on disk', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, n) => put('a', `${n}`.repeat(n + 1))))
    expect(text(store, 'a')).toMatch(/^(\d+?)\1*$/)
    expect(text(new FileStore(dir), 'a')).toBe(text(store, 'a'))
  })

  test('that is a name and one that is a folder of that name live side by side, as do two of different case', async () => {
    for (const cloudPath of ['a', 'a/b', 'A', 'con', 'CON']) await put(cloudPath, `at ${cloudPath}`)
    for (const cloudPath of ['a', 'a/b', 'A', 'con', 'CON']) expect(text(store, cloudPath)).toBe(`at ${cloudPath}`)
  })

  test('may be empty', async () => {
    await put('empty', '')
    expect(new FileStore(dir).get('empty')?.bytes).toBe(0)
  })

  test('is gone once removed, and removing it again says so', async () => {
    await put('a', 'text')
    expect([store.remove('a'), store.remove('a')]).toEqual([true, false])
    expect(new FileStore(dir).get('a')).toBeUndefined()
    expect(readdirSync(dir)).toEqual([])
  })

  test.each<[string, string | undefined, string | undefined, boolean]>([
    ['the user who put it there', 'oAnna', 'oAnna', true],
    ['another user', 'oAnna', 'oBert', false],
    ['a user, after a function put it there', undefined, 'oAnna', false],
    ['a function', 'oAnna', undefined, true],
  ])('is replaced by %s: from %s by %s, %s', async (_name, before, after, isAllowed) => {
    await put('a', 'before', before)
    const replacing = put('a', 'after', after)
    if (isAllowed) await replacing
    else await expect(replacing).rejects.toThrow(NotTheOwner)
    expect(text(store, 'a')).toBe(isAllowed ? 'after' : 'before')
    expect(readdirSync(dir)).toHaveLength(1)
  })
})

test('an upload that a killed process left behind is no file, and foreign things are not touched', async () => {
  writeFileSync(path.join(dir, '.incoming-1'), 'half')
  writeFileSync(path.join(dir, '.DS_Store'), 'theirs')
  expect(new FileStore(dir).list('', 10)).toEqual([])
  expect(readdirSync(dir)).toEqual(['.DS_Store'])
})

test('an upload that ends after the store was closed changes nothing', async () => {
  const late = put('a', 'text')
  store.close()
  await expect(late).rejects.toThrow(/closing/)
  expect(readdirSync(dir)).toEqual([])
})

test('the list goes on behind the last path of the page before', async () => {
  for (const cloudPath of ['c', 'a', 'b/1', 'b']) await put(cloudPath, '')
  const first = store.list('', 3).map((file) => file.path)
  expect(first).toEqual(['a', 'b', 'b/1'])
  expect(store.list('b/1', 3).map((file) => file.path)).toEqual(['c'])
})

test.each(['a', 'a/b.png', 'A-Z_09!*.x', '..a', 'a..b/.hidden', 'x'.repeat(850)])('%s is a path', (cloudPath) => {
  expect(isCloudPath(cloudPath)).toBe(true)
  expect(pathOfFileId(fileIdOf(cloudPath))).toBe(cloudPath)
})

test.each([
  ...['', '/', '/a', 'a/', 'a//b', '.', '..', '../a', 'a/../../b', 'a/./b', 'a\\b', 'a b', 'a%2e', 'a?b', 'a#b'],
  ...['a\n', 'a\u0000', '茶.png', 'C:a', 'x'.repeat(851)],
])('%p is none', (cloudPath) => {
  expect(isCloudPath(cloudPath)).toBe(false)
  expect(pathOfFileId(fileIdOf(cloudPath))).toBeUndefined()
})

test.each([5, null, undefined, [['a']]])('%p is none', (value) => {
  expect(isCloudPath(value)).toBe(false)
})

test.each(['a.png', 'cloud://other.6c6f-other/a.png', 'https://x/a.png', '', null, 5])(
  '%p is the id of no file here',
  (fileId) => {
    expect(pathOfFileId(fileId)).toBeUndefined()
  },
)

test.each([
  ['a.PNG', 'image/png'],
  ['a.b/c', 'application/octet-stream'],
  ['page.html', 'application/octet-stream'],
  ['a.csv', 'text/csv; charset=utf-8'],
])('%s is served as %s', (cloudPath, type) => {
  expect(contentTypeOf(cloudPath)).toBe(type)
})

test('a ticket is good for its path, once', () => {
  const tickets = new UploadTickets()
  const ticket = tickets.issue('a')
  const tries: [unknown, string][] = [
    [undefined, 'a'],
    ['made up', 'a'],
    [ticket, 'b'],
    [ticket, 'a'],
    [ticket, 'a'],
  ]
  expect(tries.map(([one, cloudPath]) => tickets.take(one, cloudPath))).toEqual([false, false, false, true, false])
})
