import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { takeOwnership } from '../local-cloud/folder/ownership'
import { cloudDir, deleteDataFolder, openDataFolder, recordDemo } from './data-folder'

const base = mkdtempSync(join(tmpdir(), 'data-folder-'))
afterAll(() => rmSync(base, { recursive: true, force: true }))
let next = 0
const newPath = () => join(base, String(next++))

describe('a data folder', () => {
  it('that is absent is made with a key of its own, readable by its owner only', () => {
    const [one, other] = [newPath(), newPath()]
    const opened = openDataFolder(one, { wantsDemo: true })
    expect(opened).toEqual({ masterKey: expect.stringMatching(/^[0-9a-f]{64}$/), demo: 'wanted' })
    expect(statSync(join(one, 'env.json')).mode & 0o777).toBe(0o600)
    expect(openDataFolder(other, { wantsDemo: true }).masterKey).not.toBe(opened.masterKey)
  })

  it('keeps its key from start to start', () => {
    const path = newPath()
    const { masterKey } = openDataFolder(path, { wantsDemo: false })
    expect(openDataFolder(path, { wantsDemo: true })).toEqual({ masterKey, demo: 'none' })
  })

  it('that is empty counts as new, one that holds something else is refused and left alone', () => {
    const [empty, foreign] = [newPath(), newPath()]
    mkdirSync(empty)
    mkdirSync(foreign)
    writeFileSync(join(foreign, 'holiday.jpg'), '')
    expect(openDataFolder(empty, { wantsDemo: true }).demo).toBe('wanted')
    expect(() => openDataFolder(foreign, { wantsDemo: true })).toThrow('不是福点的数据文件夹')
    expect(readdirSync(foreign)).toEqual(['holiday.jpg'])
  })

  it('remembers how far its demo came', () => {
    const path = newPath()
    const { masterKey } = openDataFolder(path, { wantsDemo: true })
    recordDemo(path, 'writing')
    expect(openDataFolder(path, { wantsDemo: true })).toEqual({ masterKey, demo: 'writing' })
  })

  it.each(['', '{}', '{"masterKey":"short","demo":"none"}'])(
    'whose key is damaged (%s) is refused, not given a new one',
    (text) => {
      const path = newPath()
      openDataFolder(path, { wantsDemo: true })
      writeFileSync(join(path, 'env.json'), text)
      expect(() => openDataFolder(path, { wantsDemo: true })).toThrow('env.json 已损坏')
    },
  )
})

describe('--fresh', () => {
  it('says what it deletes and deletes it', () => {
    const path = newPath()
    openDataFolder(path, { wantsDemo: true })
    const said: string[] = []
    deleteDataFolder(path, (line) => said.push(`${line} ${existsSync(path)}`))
    expect(said).toEqual([expect.stringMatching(new RegExp(`${path}.* true$`))])
    expect(existsSync(path)).toBe(false)
  })

  it('deletes nothing that is not ours', () => {
    const path = newPath()
    mkdirSync(path)
    writeFileSync(join(path, 'holiday.jpg'), '')
    expect(() => deleteDataFolder(path, () => {})).toThrow('没有删除任何东西')
    expect(existsSync(join(path, 'holiday.jpg'))).toBe(true)
  })

  it('deletes nothing that is in use', () => {
    const path = newPath()
    openDataFolder(path, { wantsDemo: true })
    mkdirSync(cloudDir(path))
    const release = takeOwnership(cloudDir(path))
    expect(() => deleteDataFolder(path, () => {})).toThrow(String(process.pid))
    expect(existsSync(join(path, 'env.json'))).toBe(true)
    release()
    deleteDataFolder(path, () => {})
    expect(existsSync(path)).toBe(false)
  })
})
