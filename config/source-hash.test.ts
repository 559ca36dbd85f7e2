import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BuildRecords, sourceHash } from './source-hash'

describe('sourceHash', () => {
  let root: string
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'source-hash-'))
    mkdirSync(join(root, 'src/deep'), { recursive: true })
    writeFileSync(join(root, 'src/a.ts'), 'one')
    writeFileSync(join(root, 'src/deep/b.ts'), 'two')
    writeFileSync(join(root, 'lock.json'), '{}')
  })
  afterEach(() => rmSync(root, { recursive: true, force: true }))

  const hash = (also: string[] = []) => sourceHash(root, ['src', 'lock.json'], also)

  it('stays the same while nothing changes, whatever the order and overlap of the sources', () => {
    const before = hash()
    writeFileSync(join(root, 'src/a.ts'), 'one')
    expect(hash()).toBe(before)
    expect(sourceHash(root, ['lock.json', 'src/deep', 'src'])).toBe(before)
  })

  it.each<[string, () => void]>([
    ['a changed file', () => writeFileSync(join(root, 'src/deep/b.ts'), 'too')],
    ['a new file', () => writeFileSync(join(root, 'src/deep/c.ts'), '')],
    ['a removed file', () => rmSync(join(root, 'src/a.ts'))],
    ['a changed lock file', () => writeFileSync(join(root, 'lock.json'), '{ }')],
    [
      'content that moved from one file to its neighbour',
      () => {
        writeFileSync(join(root, 'src/a.ts'), '')
        writeFileSync(join(root, 'src/deep/b.ts'), 'onetwo')
      },
    ],
  ])('changes with %s', (_, change) => {
    const before = hash()
    change()
    expect(hash()).not.toBe(before)
  })

  it('changes with the environment that is built in', () => {
    expect(hash(['FUDIAN_ENV=a'])).not.toBe(hash(['FUDIAN_ENV=b']))
  })

  it('does not count tests', () => {
    const before = hash()
    writeFileSync(join(root, 'src/a.test.ts'), 'test')
    expect(hash()).toBe(before)
  })
})

describe('build records', () => {
  const folder = mkdtempSync(join(tmpdir(), 'build-records-'))
  const file = join(folder, 'dist/.hashes.json')
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('are remembered by target, by another process too, until they are taken back', () => {
    new BuildRecords(file).set('h5', { hash: 'a', ms: 5 })
    new BuildRecords(file).set('weapp', { hash: 'b', ms: 6 })
    expect(new BuildRecords(file).get('h5')).toEqual({ hash: 'a', ms: 5 })
    new BuildRecords(file).set('h5', undefined)
    expect(new BuildRecords(file).get('h5')).toBeUndefined()
    expect(new BuildRecords(file).get('weapp')).toEqual({ hash: 'b', ms: 6 })
  })

  it('count as absent when the file is damaged', () => {
    writeFileSync(file, '{"h5":')
    expect(new BuildRecords(file).get('h5')).toBeUndefined()
  })
})
