import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { publish } from './publish'

describe('publish', () => {
  const folder = mkdtempSync(join(tmpdir(), 'publish-'))
  const from = join(folder, 'draft')
  const to = join(folder, 'dist/functions')
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const write = (file: string, text: string) => {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }

  it('replaces, adds and removes files while the folders stay the same folders', () => {
    write(join(to, 'member/index.js'), 'old')
    write(join(to, 'gone/deep/index.js'), 'old')
    write(join(from, 'member/index.js'), 'new')
    write(join(from, 'ops/index.js'), 'new')
    const { ino } = statSync(join(to, 'member'))
    publish(from, to)
    expect(readFileSync(join(to, 'member/index.js'), 'utf8')).toBe('new')
    expect(readdirSync(to).sort()).toEqual(['member', 'ops'])
    expect(statSync(join(to, 'member')).ino).toBe(ino)
    expect(existsSync(from)).toBe(false)
  })

  it('makes the place where nothing was built before', () => {
    write(join(from, 'index.html'), 'page')
    publish(from, join(folder, 'fresh'))
    expect(readFileSync(join(folder, 'fresh/index.html'), 'utf8')).toBe('page')
  })
})
